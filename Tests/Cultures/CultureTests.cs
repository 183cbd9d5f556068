using System.Globalization;
using Microsoft.CodeAnalysis;
using MtlDsl.Tests.Models;

namespace MtlDsl.Tests;

/// <summary>
/// Nothing depends on the machine's language: under German, whose decimal point is a comma, and Turkish, whose small I is dotless, the
/// generator writes the same code and the runtime reads and says the same.
/// </summary>
public sealed class CultureTests
{
    public static TheoryData<string> Cultures => ["de-DE", "tr-TR"];

    [Theory, MemberData(nameof(Cultures))]
    public void Generated_code_is_the_same(string culture)
    {
        string[] models =
        [
            SnapshotModels.Records, SnapshotModels.Losses, SnapshotModels.Branches,
            // Names in which Turkish would lower or raise an i.
            """
            namespace INFO;

            [MultiTaskModel]
            public partial class IIndex
            {
                [SharedLayer, Linear(4), LeakyReLU(0.25), Dropout(0.125)]
                public partial Tensor INPUTLayer([Input(4)] Tensor inputIndex);

                [Task, LossWeight(0.5), Linear(1), Huber(1.5)]
                public partial Tensor IncomeInEUR(Tensor iNPUTLAYER);
            }
            """,
        ];
        foreach (string model in models)
        {
            string expected = Under("", () => GeneratorRun.Of(model).Text);
            Under(culture, () => GeneratorRun.Of(model).Text).ShouldBe(expected);
        }
    }

    [Theory, MemberData(nameof(Cultures))]
    public void Diagnostics_are_the_same(string culture)
    {
        const string wrong = """
            namespace Wrong;

            [MultiTaskModel]
            public partial class WrongModel
            {
                [SharedLayer, Linear(4), Dropout(1.5), LeakyReLU(-0.25)]
                public partial Tensor Trunk([Input(4)] Tensor features);

                [Task, LossWeight(-0.5), Linear(3), CrossEntropy(LabelSmoothing = 2.5)]
                public partial Tensor Digit(Tensor trınk);
            }
            """;
        string expected = Under("", Messages), actual = Under(culture, Messages);

        actual.ShouldBe(expected);
        expected.ShouldContain("1.5");

        static string Messages() => string.Join('\n',
            ModelDiagnostics.OfAsync(wrong).GetAwaiter().GetResult().Select(diagnostic => diagnostic.GetMessage(CultureInfo.CurrentCulture)));
    }

    [Theory, MemberData(nameof(Cultures))]
    public void Training_says_and_saves_the_same(string culture)
    {
        string expected = Under("", Texts);

        Under(culture, Texts).ShouldBe(expected);
        expected.ShouldContain("7,439 parameters");

        static string Texts()
        {
            using var folder = new TemporaryFolder();
            using var model = new QuickStart(seed: 1, device: "cpu");
            QuickStart.Example[] examples = [.. QuickStartData.Examples(200, seed: 1)];
            var history = model.Fit(examples, examples, new() { Epochs = 2 });
            model.Save(folder.File());
            model.Load(folder.File());
            // The last column is seconds.
            IEnumerable<string> lines = history.ToString().Split('\n').Select(line => line.Length > 8 ? line[..^8] : line);
            return string.Join('\n', [.. lines, history.Epochs[0].Train.ToString(), history.Epochs[0].Train.Tasks[0].ToString(), model.Evaluate(examples).ToString(), model.Predict(examples[0].Features).ToString(), model.Summary().ToString()]);
        }
    }

    [Theory, MemberData(nameof(Cultures))]
    public void A_csv_file_means_the_same(string culture)
    {
        DataFixtures.UnderCulture(culture, () =>
        {
            using var folder = new TemporaryFolder();
            string path = folder.File("people.csv");
            // Upper-case headings and members find their lower-case names without Turkish rules.
            File.WriteAllText(path, """
                AGE,HOURS,SECTOR,EDUCATION,MONTH,VETERAN,PREFERS,EMPLOYED,CHILDREN,WAGE
                30.5,38.25,PRIVATE,UNIVERSITY,11,TRUE,OWN,false,2,1.5
                41,,state,,0,0,,,0,
                """);
            PeopleModel.Example[] examples = [.. PeopleModel.Example.ReadCsv(path)];
            examples[0].Person.ShouldBe(new Models.Person(30.5f, 38.25, Sector.Private, Education.University, 11, true, Sector.Own, false) { Children = 2, Wage = 1.5f });
            examples[1].Person.ShouldBe(new Models.Person(41, null, Sector.State, null, 0, false));
        });
    }

    [Theory, MemberData(nameof(Cultures))]
    public void Errors_give_numbers_alike(string culture)
    {
        Under(culture, Messages).ShouldBe(Under("", Messages));

        static string Messages()
        {
            using var model = new Cascade(device: "cpu");
            float[][] features = [.. Enumerable.Range(0, 8).Select(row => FitTests.Row(row, 4))];
            return string.Join('\n',
                Should.Throw<TrainingDivergedException>(() => model.Fit(
                    Cascade.Dataset.FromArrays(features, new float[8], Enumerable.Repeat(1e30f, 8).ToArray(), new float[8]))).Message,
                OwnLine(Should.Throw<ArgumentOutOfRangeException>(() => new FitOptions { ClipNorm = -1.5 })),
                OwnLine(Should.Throw<ArgumentOutOfRangeException>(() => new Adam(-0.5))),
                Should.Throw<ArgumentException>(() => model.Predict([0.5f, 1])).Message);
        }
    }

    // .NET adds a line with the value in the machine's culture.
    private static string OwnLine(ArgumentOutOfRangeException error) => error.Message.Split('\n')[0];

    [Fact]
    public void The_cultures_differ_where_it_matters()
    {
        Under("de-DE", () => 1.5.ToString(CultureInfo.CurrentCulture)).ShouldBe("1,5");
        Under("tr-TR", () => "INDEX".ToLower(CultureInfo.CurrentCulture)).ShouldBe("ındex");
    }

    private static T Under<T>(string culture, Func<T> compute)
    {
        T? result = default;
        DataFixtures.UnderCulture(culture, () => result = compute());
        return result!;
    }
}
