using TorchSharp;
using static TorchSharp.torch;

namespace MtlDsl;

/// <summary>
/// Updates the parameters of an arena from their gradients. On the CPU a step is one vectorised pass over the arena's memory; elsewhere, and
/// in optimizers of users' own, it is a few tensor operations, whatever the number of layers.
/// </summary>
/// <remarks>
/// A step leaves <see cref="ParameterArena.Gradients"/> as the backward pass made them: clipping is a factor within the pass.
/// <see cref="ParameterArena.ZeroGradients"/> has to be called before the next backward pass.
/// </remarks>
public abstract class ArenaOptimizer : IDisposable
{
    private readonly GradientNorm? _norm;
    private double _gradientNorm = double.NaN;
    private Tensor? _gradientNormOnDevice;

    /// <summary>Starts at step 0.</summary>
    /// <param name="arena">The parameters that it updates.</param>
    /// <param name="learningRate">How far a step goes.</param>
    /// <param name="clipNorm">The largest Euclidean norm of all gradients together, positive; null: gradients are not clipped.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="clipNorm"/> is not positive.</exception>
    protected ArenaOptimizer(ParameterArena arena, double learningRate, double? clipNorm)
    {
        if (clipNorm is not null and not > 0)
            throw new ArgumentOutOfRangeException(nameof(clipNorm), clipNorm,
                FormattableString.Invariant($"The norm to clip gradients to is {clipNorm}, and has to be positive."));
        Arena = arena;
        LearningRate = learningRate;
        ClipNorm = clipNorm;
        UsesTensors = !arena.ValueMemory.IsOnCpu;
        if (clipNorm is not null && !UsesTensors) _norm = new GradientNorm(arena.GradientMemory);
    }

    /// <summary>The parameters that it updates.</summary>
    public ParameterArena Arena { get; }

    /// <summary>How far a step goes. A schedule sets it between steps. At least 0 and finite.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative or not finite.</exception>
    public double LearningRate
    {
        get;
        set => field = value >= 0 && double.IsFinite(value)
            ? value
            : throw new ArgumentOutOfRangeException(nameof(LearningRate), value,
                FormattableString.Invariant($"LearningRate is {value}, and has to be at least 0 and finite."));
    }

    /// <summary>The norm to which larger gradients are scaled down, as <c>torch.nn.utils.clip_grad_norm_</c> does; null: never.</summary>
    public double? ClipNorm { get; }

    /// <summary>The number of steps taken. A checkpoint sets it together with <see cref="State"/>.</summary>
    public long Steps { get; set; }

    /// <summary>
    /// The Euclidean norm of all gradients together in the last step, before clipping; NaN before the first step and without
    /// <see cref="ClipNorm"/>. Reading it waits for the device.
    /// </summary>
    public double GradientNorm
    {
        get
        {
            if (_gradientNormOnDevice is null) return _gradientNorm;
            using DisposeScope scope = NewDisposeScope();
            return _gradientNormOnDevice.cpu().item<float>();
        }
    }

    /// <summary>What it remembers from step to step, by the names that PyTorch gives it: tensors of (arena length), for checkpoints.</summary>
    public abstract IReadOnlyList<(string Name, Tensor Tensor)> State { get; }

    /// <summary>Whether steps are made of tensor operations rather than of passes over memory. Tests compare the two.</summary>
    internal bool UsesTensors { get; set; }

    /// <summary>Takes one step.</summary>
    /// <exception cref="InvalidOperationException">A parameter's gradient is no longer in the arena.</exception>
    public void Step()
    {
        Arena.VerifyNext();
        using IDisposable untracked = no_grad();
        Steps++;
        if (!UsesTensors && TryUpdateMemory(ClipFactor())) return;
        using DisposeScope scope = NewDisposeScope();
        Update(ClippedGradients());
    }

    /// <summary>Takes the step numbered <see cref="Steps"/>, from 1, by tensor operations on <see cref="ParameterArena.Values"/>.</summary>
    /// <param name="gradients">The gradients, clipped: (arena length). Not to be changed.</param>
    protected abstract void Update(Tensor gradients);

    /// <summary>Takes the same step in one pass over the arena's memory, on the CPU; false where there is no such pass.</summary>
    private protected virtual bool TryUpdateMemory(float clipFactor) => false;

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Frees the moments.</summary>
    protected virtual void Dispose(bool disposing)
    {
        if (disposing) _gradientNormOnDevice?.Dispose();
    }

    // The summand keeps a norm of 0 from dividing by 0; it is clip_grad_norm_'s own.
    private const double NormOffset = 1e-6;

    private float ClipFactor()
    {
        if (_norm is null || ClipNorm is not { } largest) return 1;
        _gradientNorm = _norm.Compute();
        return (float)Math.Min(1, largest / (_gradientNorm + NormOffset));
    }

    private Tensor ClippedGradients()
    {
        if (ClipNorm is not { } largest) return Arena.Gradients;
        _gradientNormOnDevice?.Dispose();
        _gradientNormOnDevice = Arena.Gradients.norm().DetachFromDisposeScope();
        return Arena.Gradients * _gradientNormOnDevice.add(NormOffset).reciprocal_().mul_(largest).clamp_max_(1);
    }
}
