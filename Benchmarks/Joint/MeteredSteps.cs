namespace MtlDsl.Benchmarks;

/// <summary>Ends training once enough steps are measured.</summary>
internal sealed class MeteredSteps(StepMeter meter) : TrainingCallback
{
    /// <summary>The joint loss of the last step.</summary>
    public double Loss { get; private set; }

    public override void OnStepEnd(TrainingRun run)
    {
        if (meter.StepTaken()) return;
        Loss = run.LastLoss(0);
        run.Stop();
    }
}
