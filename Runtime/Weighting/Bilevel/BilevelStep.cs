using TorchSharp;
using static TorchSharp.torch;

namespace MtlDsl;

/// <summary>
/// What a <see cref="BilevelMethod"/> is given in a step: a training batch, a held-out batch, and parameters that it can move to see what becomes of
/// the losses. After the step of the method they are what they were, to the last bit.
/// </summary>
public sealed class BilevelStep
{
    private readonly ParameterArena _arena;
    private readonly Tensor _original;

    internal BilevelStep(ParameterArena arena, double learningRate, Func<StepLoss[]> training, StepLoss[] trainingLosses, Func<StepLoss[]> heldOut)
    {
        _arena = arena;
        _original = arena.Values.clone();
        LearningRate = learningRate;
        Training = new BilevelBatch(this, arena, training, trainingLosses);
        HeldOut = new BilevelBatch(this, arena, heldOut, null);
    }

    /// <summary>The batch that the step learns from.</summary>
    public BilevelBatch Training { get; }

    /// <summary>A batch of the held-out examples. The parts of the model that training switches on, as dropout, are on for it too.</summary>
    public BilevelBatch HeldOut { get; }

    /// <summary>The learning rate of the model's optimizer.</summary>
    public double LearningRate { get; }

    /// <summary>The number of the model's parameters: the arena's length.</summary>
    public long Length => _arena.Length;

    /// <summary>How often the parameters have moved.</summary>
    internal int Moves { get; private set; }

    /// <summary>Adds a vector to the parameters as they are.</summary>
    /// <param name="direction">float32 (arena length).</param>
    /// <param name="distance">What it is multiplied by.</param>
    public void Move(Tensor direction, double distance)
    {
        ArgumentNullException.ThrowIfNull(direction);
        Moves++;
        using IDisposable untracked = no_grad();
        using DisposeScope scope = NewDisposeScope();
        _arena.Values.add_(direction * distance);
    }

    /// <summary>Puts the parameters back to where the step began, to the last bit.</summary>
    public void Restore()
    {
        Moves++;
        using IDisposable untracked = no_grad();
        using DisposeScope scope = NewDisposeScope();
        _arena.Values.copy_(_original);
    }
}
