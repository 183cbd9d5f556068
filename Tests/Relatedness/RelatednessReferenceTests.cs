using System.Text.Json;

namespace MtlDsl.Tests.Relatedness;

/// <summary>How related tasks are by their labels, against scikit-learn and SciPy.</summary>
public sealed class RelatednessReferenceTests
{
    // Both are computed in float64 from the same labels; logarithms, roots and the order of the sums differ.
    private const double Tolerance = 1e-12;

    private static readonly JsonElement Figures = Reference.Load("relatedness");

    private static readonly LabelColumn[] Columns = [.. Figures.GetProperty("tasks").EnumerateArray().Select(Column)];

    private static readonly TaskRelatedness Measured = TaskRelatedness.Of(Columns, isBiasCorrected: false);

    public static TheoryData<string> Measures => ["agreement", "information", "normalized", "v", "corrected", "spearman", "ratio", "association"];

    [Theory, MemberData(nameof(Measures))]
    public void A_measure_is_that_of_scikit_learn_and_SciPy(string measure)
    {
        TaskMatrix matrix = measure switch
        {
            "agreement" => Measured.Agreement,
            "information" => Measured.MutualInformation,
            "normalized" => Measured.NormalizedMutualInformation,
            "v" => Measured.CramersV,
            "corrected" => TaskRelatedness.Of(Columns, isBiasCorrected: true).CramersV,
            "spearman" => Measured.Spearman,
            "ratio" => Measured.CorrelationRatio,
            _ => Measured.Association,
        };
        double?[][] expected = [.. Figures.GetProperty(measure).EnumerateArray().Select(row => row.EnumerateArray().Select(Number).ToArray())];

        for (int row = 0; row < Columns.Length; row++)
        {
            for (int column = 0; column < Columns.Length; column++)
            {
                string pair = $"{measure} of {matrix.Tasks[row]} and {matrix.Tasks[column]}";
                if (expected[row][column] is { } number) matrix[row, column].ShouldBe(number, Tolerance, pair);
                else matrix[row, column].ShouldBe(double.NaN, pair);
            }
        }
        matrix.IsSymmetric.ShouldBeTrue();
    }

    [Fact]
    public void The_rows_that_have_both_labels_are_counted()
    {
        int[][] missing = [.. Figures.GetProperty("tasks").EnumerateArray().Select(Missing)];
        for (int row = 0; row < Columns.Length; row++)
            for (int column = 0; column < Columns.Length; column++)
                Measured.SharedRows[row, column].ShouldBe(120 - missing[row].Union(missing[column]).Count());
        Measured.SharedRows["Weather", "Outside"].ShouldBe(120);
        Measured.SharedRows["Mood", "Mood"].ShouldBeLessThan(120);
    }

    private static double? Number(JsonElement number) => number.ValueKind == JsonValueKind.Null ? null : number.GetDouble();

    private static int[] Missing(JsonElement task) => [.. task.GetProperty("missing").EnumerateArray().Select(row => row.GetInt32())];

    private static LabelColumn Column(JsonElement task)
    {
        string name = task.GetProperty("name").GetString()!;
        int width = task.GetProperty("width").GetInt32(), classes = task.GetProperty("classes").GetInt32();
        int[] missing = Missing(task);
        float[]?[] labels = [.. task.GetProperty("labels").Floats().Chunk(width).Select((label, row) => missing.Contains(row) ? null : label)];
        switch (task.GetProperty("kind").GetString(), classes, width)
        {
            case ("numbers", _, _):
                var numbers = new RealColumn(name, width);
                foreach (float[]? label in labels) numbers.Add(label);
                return numbers;
            case (_, 2, 1):
                var answers = new BinaryColumn(name);
                foreach (float[]? label in labels) answers.Add(label is null ? null : label[0] == 1);
                return answers;
            case (_, 2, _):
                var lists = new MultiLabelColumn(name, width);
                foreach (float[]? label in labels) lists.Add(label?.Select(answer => answer == 1).ToArray());
                return lists;
            default:
                var indices = new ClassColumn(name, classes);
                foreach (float[]? label in labels) indices.Add(label is null ? null : (int)label[0]);
                return indices;
        }
    }
}
