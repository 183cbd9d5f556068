using static TorchSharp.torch;

namespace MtlDsl;

/// <summary>Steps of a strategy on losses: one backward pass of the joint loss that it makes.</summary>
internal sealed class LossStep(LossWeighting weighting) : JointStep(weighting)
{
    public override bool NeedsLossesAfterStep => weighting.NeedsLossesAfterStep;

    public override Tensor Backward(ReadOnlySpan<StepLoss> tasks)
    {
        Tensor joint = weighting.Combine(Stack(tasks), HaveLabels(tasks));
        if (joint.requires_grad) joint.backward();
        return joint;
    }

    public override void Skipped() => weighting.StepSkipped();

    public override void EpochEnded(ReadOnlySpan<double> meanLosses) => weighting.EpochEnded(meanLosses);

    // What is left at the end of an epoch makes a step whose last batch is gone.
    protected override void OnTaken(Tensor? lossesAfter)
    {
        if (weighting.NeedsLossesAfterStep && lossesAfter is null) weighting.StepSkipped();
        else weighting.StepTaken(lossesAfter);
    }
}
