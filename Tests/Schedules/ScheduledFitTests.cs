using MtlDsl.Tests.Models;

namespace MtlDsl.Tests;

/// <summary>Schedules in the loop.</summary>
public sealed class ScheduledFitTests
{
    [Fact]
    public void Each_step_has_the_rate_of_its_position()
    {
        var rates = new List<double>();
        var note = new Calls { StepEnd = run => rates.Add(run.Optimizer.LearningRate) };
        Schedule schedule = new LinearWarmup(3, new CosineDecay());
        int steps = CallbackRuns.Epochs * CallbackRuns.StepsOfEpoch;
        ScheduleState state = schedule.Begin(0.01, new RunLength(CallbackRuns.Epochs, steps));

        CallbackRuns.Fit(CallbackRuns.Options with { Schedule = schedule, Callbacks = [note] });

        rates.ShouldBe(Enumerable.Range(0, steps).Select(step => state.LearningRate(step, step / CallbackRuns.StepsOfEpoch)));
    }

    [Fact]
    public void A_step_of_several_batches_is_one_step_of_the_schedule()
    {
        var rates = new List<double>();
        var note = new Calls { StepEnd = run => rates.Add(run.Optimizer.LearningRate) };
        Schedule schedule = new ExponentialDecay(0.5) { Unit = ScheduleUnit.Step };

        CallbackRuns.Fit(CallbackRuns.Options with { Epochs = 1, AccumulateGradients = 3, Schedule = schedule, Callbacks = [note] });

        rates.ShouldBe([0.01, 0.005]);
    }

    [Fact]
    public void A_plateau_watches_the_metric_that_it_is_told()
    {
        Schedule schedule = new ReduceOnPlateau(0.5, patience: 0) { Metric = CallbackRuns.Scripted(true, 0.5, 0.6, 0.6, 0.7, 0.5) };

        CallbackRuns.Fit(CallbackRuns.Options with { Schedule = schedule },
            look: history => history.Epochs.Select(epoch => epoch.LearningRate).ShouldBe([0.01, 0.01, 0.01, 0.005, 0.005]));
    }

    [Fact]
    public void A_plateau_begins_with_the_first_validation()
    {
        Schedule schedule = new ReduceOnPlateau(0.5, patience: 0) { Metric = CallbackRuns.Scripted(true, 0.5, 0.6, 0.7, 0.8) };

        CallbackRuns.Fit(CallbackRuns.Options with { Schedule = schedule, ValidateEvery = Interval.Epochs(2) },
            look: history => history.Epochs.Select(epoch => epoch.LearningRate).ShouldAllBe(rate => rate == 0.01));
    }

    [Fact]
    public void A_plateau_sees_validations_within_epochs()
    {
        Schedule schedule = new ReduceOnPlateau(0.5, patience: 0) { Metric = CallbackRuns.Scripted(true, 0.5, 0.6, 0.6, 0.6, 0.6) };

        CallbackRuns.Fit(CallbackRuns.Options with { Schedule = schedule, ValidateEvery = Interval.Steps(3) },
            look: history => history.Epochs.Select(epoch => epoch.LearningRate).ShouldBe([0.01, 0.01, 0.01, 0.005, 0.0025]));
    }

    [Theory, MemberData(nameof(CallbackRuns.Moments), MemberType = typeof(CallbackRuns))]
    public void A_resumed_run_has_the_rates_of_the_whole_one(long step, bool atEpochEnd)
    {
        // No epoch is better by so much: the rate falls after each.
        Schedule plateau = new ReduceOnPlateau(0.7, patience: 0) { Threshold = 1e9, IsThresholdRelative = false };
        foreach (Schedule schedule in (Schedule[])[new OneCycle(), new LinearWarmup(3, plateau), new StepDecay(2)])
        {
            FitOptions options = CallbackRuns.Options with { Schedule = schedule };
            float[] whole = CallbackRuns.Fit(options);

            CallbackRuns.FitInterrupted(() => [], step, atEpochEnd, options: options).ShouldBe(whole);
        }
    }

    [Fact]
    public void A_metric_of_another_model_is_an_error_that_names_both() =>
        Should.Throw<InvalidOperationException>(() => CallbackRuns.Fit(CallbackRuns.Options with
        {
            Schedule = new ReduceOnPlateau { Metric = MonitoredMetric.Minimize((Branches.Metrics metrics) => metrics.Joint.Loss) },
        })).Message.ShouldContain("Branches");
}
