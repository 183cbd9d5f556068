using TorchSharp;
using static TorchSharp.torch;

namespace MtlDsl;

// What optimizers need that compute the loss several times a step.
public abstract partial class ArenaOptimizer
{
    /// <summary>The optimizer as its user calls it.</summary>
    private protected virtual string Name => GetType().Name;

    /// <summary>Whether the batch of this step can be computed once more.</summary>
    private protected bool CanReevaluate => _closure is not null && AccumulateGradients == 1;

    /// <summary>
    /// Computes losses and gradients of the batch at hand once more, at the parameters as they are now and with the same dropout. The
    /// gradients are penalised and clipped as those of the step.
    /// </summary>
    /// <returns>The joint loss: (); null where it or the gradients are not finite.</returns>
    private protected Tensor? Reevaluate()
    {
        if (!CanReevaluate) throw CannotReevaluate(Name);
        if (Joint is not null)
            throw new InvalidOperationException(
                $"{Name} computes the loss several times a step, and {Joint.Weighting.TypeName} weighs it anew each time: train with another optimizer, or without a Weighting.");
        Arena.ZeroGradients();
        _isLossFinite = true;
        // Dropout is drawn by the number of the batch.
        Batches--;
        try
        {
            using IDisposable tracked = enable_grad();
            _closure!();
        }
        finally
        {
            Batches++;
        }
        using IDisposable untracked = no_grad();
        return TryClip() ? Loss : null;
    }

    /// <summary>Why an optimizer cannot compute the loss of a step again.</summary>
    private protected InvalidOperationException CannotReevaluate(string optimizer) => new(
        $"{optimizer} computes the loss several times a step, " + (AccumulateGradients > 1
            ? FormattableString.Invariant($"which {AccumulateGradients} accumulated batches do not allow: set AccumulateGradients to 1 and a larger BatchSize.")
            : "and Step() has only gradients: call Step with a closure, as the generated TrainStep does."));

    /// <summary>Takes back a step that turned out not to be finite while it was taken. The values are as before by then.</summary>
    private protected void Refuse()
    {
        IsRefused = true;
        Steps--;
    }

    /// <summary>Notes what <see cref="State"/> does not have, to go back to.</summary>
    internal virtual void NoteGoodState()
    {
    }

    /// <summary>Goes back to what was noted last.</summary>
    internal virtual void RestoreGoodState()
    {
    }

    /// <summary>Adds penalties and clips, in place; false where the loss or the gradients are not finite.</summary>
    private bool TryClip()
    {
        Arena.Groups?.AddPenalties(UsesTensors, scale: 1);
        if (ClipValue is { } largest) ClipElements(largest);
        using DisposeScope scope = NewDisposeScope();
        double norm = _norm is null ? Read(Arena.Gradients.norm()) : _norm.Compute();
        if (!double.IsFinite(norm) || !(_norm is null ? double.IsFinite(Read(Loss!)) : _isLossFinite)) return false;
        if (ClipNorm is { } limit && norm > limit) Arena.Gradients.mul_(limit / (norm + NormOffset));
        return true;
    }
}
