namespace MtlDsl.Tests;

public sealed class LearningRateMonitorTests
{
    private static readonly FitOptions Options = CallbackRuns.Options with { Schedule = new StepDecay(2, 0.5) };

    private static readonly LearningRateChange[] Expected = [new(1, 1, 0.01), new(3, 9, 0.005), new(5, 17, 0.0025)];

    [Fact]
    public void Changes_are_noted_with_their_steps()
    {
        var monitor = new LearningRateMonitor();

        CallbackRuns.Fit(Options with { Callbacks = [monitor] });

        monitor.Changes.ShouldBe(Expected);
    }

    [Theory, MemberData(nameof(CallbackRuns.Moments), MemberType = typeof(CallbackRuns))]
    public void A_resumed_run_knows_those_before(long step, bool atEpochEnd)
    {
        LearningRateMonitor monitor = new();

        CallbackRuns.FitInterrupted(() => [monitor = new LearningRateMonitor()], step, atEpochEnd, options: Options);

        monitor.Changes.ShouldBe(Expected);
    }
}
