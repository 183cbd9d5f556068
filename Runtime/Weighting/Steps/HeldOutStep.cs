using TorchSharp;
using static TorchSharp.torch;

namespace MtlDsl;

/// <summary>Steps of a bilevel method: once the step's losses are known, the method makes the gradient, with as many further evaluations as it needs.</summary>
internal sealed class HeldOutStep : JointStep
{
    private readonly BilevelMethod _method;
    private readonly ArenaOptimizer _optimizer;
    private StepLoss[] _losses = [];
    private bool _hasLearnt;

    public HeldOutStep(BilevelMethod method, ArenaOptimizer optimizer) : base(method)
    {
        if (optimizer.AccumulateGradients > 1)
            throw new InvalidOperationException(FormattableString.Invariant(
                $"{method.GetType().Name} computes the batch of a step several times, which {optimizer.AccumulateGradients} accumulated batches do not allow: set AccumulateGradients to 1 and a larger BatchSize."));
        (_method, _optimizer) = (method, optimizer);
    }

    /// <summary>Where held-out batches come from. The run sets it, and this disposes it.</summary>
    public HeldOutBatches? HeldOut { get; set; }

    public override Tensor Backward(ReadOnlySpan<StepLoss> tasks)
    {
        (_losses, _hasLearnt) = (tasks.ToArray(), false);
        using IDisposable untracked = no_grad();
        return Losses(tasks).Aggregate((sum, loss) => sum + loss);
    }

    public override void Complete(int accumulated)
    {
        using DisposeScope scope = NewDisposeScope();
        // The optimizer refuses a step with such losses, and says which.
        if (!AreFinite(_losses))
        {
            _optimizer.Arena.Gradients.fill_(double.NaN);
            return;
        }
        HeldOutBatches heldOut = HeldOut ?? throw new InvalidOperationException(
            $"{_method.GetType().Name} learns from held-out batches, which only a run has that was given the losses of a batch: train with the generated Fit, or pass them to TrainingRun.");
        heldOut.Next();
        var step = new BilevelStep(_optimizer.Arena, _optimizer.LearningRate, _optimizer.LossesOnceMore, _losses, () => heldOut.Losses(_optimizer.Batches - 1));
        using (heldOut.KeepBuffers())
        {
            try
            {
                _hasLearnt = true;
                Tensor gradient = _method.Step(step);
                Require(gradient);
                _optimizer.Arena.Gradients.copy_(gradient);
            }
            finally
            {
                step.Restore();
                _losses = [];
            }
        }
    }

    public override void Skipped()
    {
        if (_hasLearnt) _method.OnStepSkipped();
    }

    public override void EpochEnded(ReadOnlySpan<double> meanLosses) => _method.EpochEnded();

    public override void Save(CheckpointWriter writer)
    {
        base.Save(writer);
        HeldOut?.Save(writer.Part("held_out"));
    }

    public override Action Load(CheckpointReader reader)
    {
        Action load = base.Load(reader);
        Action? loadHeldOut = HeldOut?.Load(reader.Part("held_out"));
        return () =>
        {
            load();
            loadHeldOut?.Invoke();
        };
    }

    public override void Dispose() => HeldOut?.Dispose();

    private void Require(Tensor gradient)
    {
        if (gradient.dim() != 1 || gradient.shape[0] != _optimizer.Arena.Length)
            throw new InvalidOperationException(
                $"Step of {_method.GetType().Name} returned ({string.Join(", ", gradient.shape)}), and has to return the gradient of all parameters: ({_optimizer.Arena.Length}).");
    }

    private static bool AreFinite(StepLoss[] losses)
    {
        using DisposeScope scope = NewDisposeScope();
        return Stack(losses).isfinite().all().cpu().item<bool>();
    }
}
