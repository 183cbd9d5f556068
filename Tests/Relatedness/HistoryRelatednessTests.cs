using MtlDsl.Tests.Models;
using MtlDsl.Tests.Resume;

namespace MtlDsl.Tests.Relatedness;

/// <summary>What a history knows of how related the tasks were.</summary>
public sealed class HistoryRelatednessTests
{
    [Fact]
    public void A_resumed_run_has_what_was_measured_before()
    {
        using var folder = new TemporaryFolder();
        using var whole = new Branches(seed: 4, device: "cpu");
        string[] expected = Told(whole.Fit(ResumedRun.Data(), null, ResumedRun.Options(new LossRatios())));
        using (var stopped = new Branches(seed: 4, device: "cpu"))
            stopped.Fit(ResumedRun.Data(), null, Options() with { MaxSteps = 2 * ResumedRun.StepsOfEpoch + 1 });
        using var model = new Branches(seed: 4, device: "cpu");

        var history = model.Fit(ResumedRun.Data(), null, Options() with { Resume = folder.Path });

        Told(history).ShouldBe(expected);
        expected.Length.ShouldBe(ResumedRun.Epochs);
        expected[0].ShouldStartWith("loss ratio [0, ∞] epoch 1 step 4: 0 ∞ NaN ");

        FitOptions Options() => ResumedRun.Options(new LossRatios(), new ModelCheckpoint(folder.Path) { Every = Interval.Steps(1) });
    }

    [Fact]
    public void The_report_draws_each_measure_and_those_over_training_as_curves_too()
    {
        using var model = new PeopleModel(seed: 1, device: "cpu");
        Person[] people = PeopleData.Make(100, seed: 1);
        var history = model.Fit(people, options: new FitOptions { Epochs = 3, Callbacks = [new LossRatios()] });
        TaskMatrix association = TaskRelatedness.OfLabels(PeopleModel.Dataset.From(people.Select(person => new PeopleModel.Example(person, person.Prefers, person.Employed, person.Wage)))).Association;
        history.AddRelatedness(new MeasuredRelatedness(association));

        var measures = HistoryReport.Of(history, new ReportOptions { Relatedness = [new TaskMatrix("guess", ["Prefers", "Wage"], new double[2, 2])] }).Relatedness;

        measures.Select(measure => measure.Name).ShouldBe(["guess", "loss ratio", "label association"]);
        measures[1].Epochs.ShouldBe([1, 2, 3]);
        measures[1].Curves().Select(curve => curve.Name).Take(3).ShouldBe(["Prefers → Employed", "Prefers → Wage", "Employed → Prefers"]);
        measures[1].Curves()[1].Points[2].ShouldBe(new CurvePoint(3, history.Epochs[2].Train.Prefers / history.Epochs[2].Train.Wage));
        measures[2].Matrix.ToArray().ShouldBe(association.ToArray());
        measures[2].Curves().Select(curve => curve.Name).ShouldBe(["Prefers – Employed", "Prefers – Wage", "Employed – Wage"]);
    }

    private static string[] Told(TrainingHistory history) => [.. history.Relatedness.Select(measured => string.Create(
        System.Globalization.CultureInfo.InvariantCulture,
        $"{measured.Matrix.Name} [{measured.Matrix.Range.Lowest}, {measured.Matrix.Range.Highest}] epoch {measured.Epoch} step {measured.Step}: {string.Join(' ', measured.Matrix.ToArray().Cast<double>().Select(value => value.ToString("R", System.Globalization.CultureInfo.InvariantCulture)))}").Replace("Infinity", "∞"))];

    /// <summary>Measures in each epoch how many times as large the row's loss is; of the first task with numbers that a file has to spell.</summary>
    private sealed class LossRatios : TrainingCallback
    {
        public override void OnEpochEnd(TrainingRun run) => run.History.AddRelatedness(new MeasuredRelatedness(
            new TaskMatrix("loss ratio", run.Tasks, TaskMatrix.Fill(run.Tasks.Count, (row, column) => (row, column) switch
            {
                (0, 0) => 0,
                (0, 1) when run.Tasks.Count > 3 => double.PositiveInfinity,
                (0, 2) when run.Tasks.Count > 3 => double.NaN,
                _ => run.MeanLoss(1 + row) / run.MeanLoss(1 + column),
            }), MatrixRange.NonNegative),
            run.Epoch, run.Step));
    }
}
