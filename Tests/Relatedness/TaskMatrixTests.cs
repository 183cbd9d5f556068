using System.Globalization;

namespace MtlDsl.Tests.Relatedness;

public sealed class TaskMatrixTests
{
    [Fact]
    public void A_matrix_is_as_large_as_its_tasks_say() =>
        Should.Throw<ArgumentException>(() => new TaskMatrix("cosine", ["A", "B"], new double[2, 3])).Message
            .ShouldStartWith("The matrix is (2, 3), and there are 2 tasks: it needs a row and a column for each.");

    [Fact]
    public void A_task_stands_once() =>
        Should.Throw<ArgumentException>(() => new TaskMatrix("cosine", ["A", "B", "A"], new double[3, 3])).Message.ShouldStartWith("A stands twice among the tasks A, B, A");

    [Fact]
    public void Numbers_are_found_by_place_and_by_name_and_do_not_change()
    {
        double[,] values = { { 1, 2 }, { 3, 4 } };
        var matrix = new TaskMatrix("affinity", ["A", "B"], values, MatrixRange.NonNegative);
        values[0, 1] = 9;
        matrix.ToArray()[0, 1] = 9;

        matrix[0, 1].ShouldBe(2);
        matrix["B", "A"].ShouldBe(3);
        matrix.IsSymmetric.ShouldBeFalse();
        Should.Throw<ArgumentException>(() => matrix["A", "C"]).Message.ShouldStartWith("There is no task C; the tasks are A, B.");
    }

    [Fact]
    public void A_mean_is_over_the_matrices_that_have_the_number()
    {
        var first = new TaskMatrix("cosine", ["A", "B"], new[,] { { 1, double.NaN }, { double.NaN, double.NaN } }, MatrixRange.Correlation);
        var second = new TaskMatrix("cosine", ["A", "B"], new[,] { { 0, 0.5 }, { 0.25, double.NaN } });

        TaskMatrix mean = TaskMatrix.Mean(first, second);

        mean.ToArray().ShouldBe(new[,] { { 0.5, 0.5 }, { 0.25, double.NaN } });
        mean.Range.ShouldBe(MatrixRange.Correlation);
        Should.Throw<ArgumentException>(() => TaskMatrix.Mean(first, new TaskMatrix("cosine", ["B", "A"], new double[2, 2]))).Message
            .ShouldStartWith("One matrix is of A, B and another of B, A");
        Should.Throw<ArgumentException>(() => TaskMatrix.Mean());
    }

    [Theory]
    [InlineData("de-DE")]
    [InlineData("fa-IR")]
    public void The_table_is_the_same_in_every_culture(string culture)
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo(culture);
            new TaskMatrix("cosine", ["A", "Longer"], new[,] { { 1, -0.25 }, { double.NaN, 1 } }).ToString()
                .ShouldBe("cosine       A   Longer\nA       1.0000  -0.2500\nLonger       –   1.0000\n");
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
