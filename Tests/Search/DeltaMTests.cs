using System.Globalization;
using System.Text.Json;

namespace MtlDsl.Tests;

/// <summary>Delta-m against published results and by hand.</summary>
public sealed class DeltaMTests
{
    private sealed record Metrics(JointMetrics Joint, MulticlassMetrics Digit, RegressionMetrics Age) : ModelMetrics(Joint)
    {
        public override IReadOnlyList<TaskResult> Tasks => [new(nameof(Digit), Digit), new(nameof(Age), Age)];
    }

    public static TheoryData<string> Published => [.. Reference.CaseNames("deltam")];

    [Theory, MemberData(nameof(Published))]
    public void Published_results_have_the_published_change(string name)
    {
        JsonElement published = Reference.Case("deltam", name);
        (string Task, MetricDelta Metric)[] metrics = [.. published.GetProperty("metrics").EnumerateArray().Select(metric => (
            metric.GetProperty("task").GetString()!,
            new MetricDelta(metric.GetProperty("name").GetString()!, metric.GetProperty("value").GetDouble(), metric.GetProperty("baseline").GetDouble(),
                metric.GetProperty("higher").GetBoolean())))];

        // Rounded at each of some twenty operations.
        new DeltaM([.. metrics.Select(metric => new TaskDelta(metric.Metric.Name, [metric.Metric]))]).Value.ShouldBe(published.GetProperty("flat").GetDouble(), 1e-14);
        new DeltaM([.. metrics.GroupBy(metric => metric.Task).Select(task => new TaskDelta(task.Key, [.. task.Select(metric => metric.Metric)]))])
            .Value.ShouldBe(published.GetProperty("by_task").GetDouble(), 1e-14);
    }

    [Fact]
    public void A_change_is_good_where_it_is_above_0()
    {
        new MetricDelta("accuracy", 0.75, 0.5, HigherIsBetter: true).Change.ShouldBe(0.5);
        new MetricDelta("RMSE", 3, 4, HigherIsBetter: false).Change.ShouldBe(0.25);
        new MetricDelta("R²", -1, -2, HigherIsBetter: true).Change.ShouldBe(0.5);
        new MetricDelta("RMSE", 0, 0, HigherIsBetter: false).Change.ShouldBe(0);
        new MetricDelta("RMSE", 1, 0, HigherIsBetter: false).Change.ShouldBe(double.NegativeInfinity);
        new MetricDelta("AUC", double.NaN, 0.5, HigherIsBetter: true).Change.ShouldBe(double.NaN);
    }

    [Fact]
    public void A_model_is_compared_by_the_main_metrics_with_the_mean_of_several_seeds()
    {
        DeltaM change = Baseline().DeltaM(Of(accuracy: 0.9, rmse: 3, r2: 0.5));

        change.Tasks.Select(task => task.Task).ShouldBe(["Digit", "Age"]);
        change.Tasks[0].Metrics.ShouldBe([new MetricDelta("accuracy", 0.9, 0.75, true)]);
        change.Tasks[1].Metrics.ShouldBe([new MetricDelta("RMSE", 3, 4, false)]);
        // 0.15 / 0.75 and 1 / 4.
        change.Value.ShouldBe((0.2 + 0.25) / 2, 1e-15);
        DeltaM.Of(Of(0.9, 3, 0.5), Baseline()).Value.ShouldBe(change.Value);
    }

    [Fact]
    public void Several_metrics_of_a_task_count_as_one()
    {
        DeltaM change = Baseline().DeltaM(Of(accuracy: 0.9, rmse: 3, r2: 0.5), task => task.Metrics is RegressionMetrics r
            ? [r.Main, new MetricValue("R²", r.R2)]
            : [task.Metrics.Main]);

        // R² of 0.25 before.
        change.Tasks[1].Value.ShouldBe((0.25 + 1) / 2, 1e-15);
        change.Value.ShouldBe((0.2 + 0.625) / 2, 1e-15);
    }

    [Theory]
    [InlineData("")]
    [InlineData("de-DE")]
    public void The_tables_are_the_same_in_every_culture(string culture)
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = new CultureInfo(culture);
        try
        {
            Baseline().DeltaM(Of(0.7, 3, 0.5)).ToString().ShouldBe(
                """
                task     metric    value  baseline    change
                Digit    accuracy    0.7      0.75   -6.67 %
                Age      RMSE          3         4  +25.00 %
                delta-m                              +9.17 %

                """);
            Baseline().ToString().ShouldBe(
                """
                task   metric    mean  deviation  runs
                Digit  accuracy  0.75    0.07071     2
                Age    RMSE         4                1

                """);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        var other = new SingleTaskBaseline("M", [new BaselineTask("Digit", Baseline().Tasks[0].Runs)]);
        Should.Throw<ArgumentException>(() => other.DeltaM(Of(0.9, 3, 0.5))).Message
            .ShouldBe("The baseline is of Digit, and the metrics are of Digit, Age: train a baseline for these tasks.");
        var swapped = new SingleTaskBaseline("M", [new BaselineTask("Digit", Baseline().Tasks[1].Runs), new BaselineTask("Age", Baseline().Tasks[0].Runs)]);
        Should.Throw<ArgumentException>(() => swapped.DeltaM(Of(0.9, 3, 0.5))).Message
            .ShouldBe("Digit has RegressionMetrics in the baseline and MulticlassMetrics now: train a baseline with the task's loss.");
        Should.Throw<ArgumentException>(() => new SingleTaskBaseline("M", [])).Message.ShouldStartWith("A baseline needs at least one task");
        Should.Throw<ArgumentException>(() => new SingleTaskBaseline("M", [new BaselineTask("Digit", [])])).Message.ShouldStartWith("Digit has no run in the baseline");
        Should.Throw<ArgumentException>(() => Baseline().DeltaM(Of(0.9, 3, 0.5), _ => [])).Message.ShouldStartWith("There is no metric of Digit to compare");
    }

    [Fact]
    public void A_baseline_comes_back_from_its_file_to_the_last_bit()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("baseline.json");
        var baseline = new SingleTaskBaseline("M", [new BaselineTask("Digit", [new BaselineRun(-3, Of(1 / 3.0, 0, 0).Digit), new BaselineRun(4, Of(double.NaN, 0, 0).Digit)])]);

        baseline.Save(path);
        SingleTaskBaseline loaded = SingleTaskBaseline.Load(path);

        folder.Files.ShouldBe(["baseline.json"]);
        loaded.Model.ShouldBe("M");
        loaded.Tasks.Single().Task.ShouldBe("Digit");
        loaded.Tasks[0].Runs.ShouldBe(baseline.Tasks[0].Runs);
    }

    [Theory]
    [InlineData("", "does not hold a baseline: ")]
    [InlineData("{}", "does not hold a baseline: ")]
    [InlineData("null", "is empty, and has to hold a baseline")]
    [InlineData("""{"Model":"M","Tasks":[]}""", "holds no baseline: A baseline needs at least one task")]
    [InlineData("""{"Model":"M","Tasks":[{"Task":"A","Runs":[{"Seed":0,"Metrics":{"$type":"other"}}]}]}""", "does not hold a baseline: ")]
    public void A_file_that_is_no_baseline_is_named(string text, string problem)
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("baseline.json");
        File.WriteAllText(path, text);

        CheckpointException exception = Should.Throw<CheckpointException>(() => SingleTaskBaseline.Load(path));
        exception.Message.ShouldStartWith($"'{path}' {problem}");
        Should.Throw<FileNotFoundException>(() => SingleTaskBaseline.Load(folder.File("none.json")));
    }

    internal static SingleTaskBaseline Baseline() => new("M",
    [
        new BaselineTask("Digit", [new BaselineRun(1, Of(0.7, 0, 0).Digit), new BaselineRun(2, Of(0.8, 0, 0).Digit)]),
        new BaselineTask("Age", [new BaselineRun(1, Of(0, 4, 0.25).Age)]),
    ]);

    private static Metrics Of(double accuracy, double rmse, double r2) =>
        new(new JointMetrics(1.25), new MulticlassMetrics(1, 10, accuracy, 0, 0, 0), new RegressionMetrics(1, 10, 0, rmse, r2));
}
