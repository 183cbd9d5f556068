using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;

namespace MtlDsl;

/// <summary>
/// Updates the parameters of an arena from their gradients. On the CPU a step is one vectorised pass over the arena's memory; elsewhere, and
/// in optimizers of users' own, it is a few tensor operations, whatever the number of layers.
/// </summary>
/// <remarks>
/// A step whose loss or gradients are not finite is not taken (<see cref="IsRefused"/>): the parameters stay as they were. Elsewhere than on
/// the CPU that would make each step wait for the device, and is done where <see cref="FitOptions.NonFinite"/> asks for it.
/// The penalties and learning rates of <see cref="ParameterArena.Group"/> hold with every optimizer: a step adds the penalties' gradients to
/// those in the arena first.
/// </remarks>
public abstract partial class ArenaOptimizer : ICheckpointed, IDisposable
{
    private readonly GradientNorm? _norm;
    private readonly Tensor? _normOnDevice;
    private readonly Tensor? _normSumOnDevice;
    private Func<object>? _closure;
    private double _gradientNorm = double.NaN;
    private double _normSum;
    private long _norms;
    private bool _isLossFinite = true;

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
        if (arena.ValueMemory.IsOnCpu)
        {
            _norm = new GradientNorm(arena.GradientMemory);
            return;
        }
        _normOnDevice = full(Array.Empty<long>(), double.NaN, ScalarType.Float32, arena.Values.device).DetachFromDisposeScope();
        _normSumOnDevice = zeros(Array.Empty<long>(), ScalarType.Float64, arena.Values.device).DetachFromDisposeScope();
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

    /// <summary>The absolute value to which larger elements are cut before, as <c>torch.nn.utils.clip_grad_value_</c> does; null: never.</summary>
    public double? ClipValue { get; set; }

    /// <summary>How many calls of <see cref="Step{TLosses}"/> make one step, their gradients averaged.</summary>
    public int AccumulateGradients { get; set; } = 1;

    /// <summary>The number of steps taken.</summary>
    public long Steps { get; set; }

    /// <summary>The number of batches learnt from, those included whose step was refused.</summary>
    public long Batches { get; private set; }

    /// <summary>The batches since the last step, whose gradients are in the arena and wait for more.</summary>
    public int Accumulated { get; private set; }

    /// <summary>Whether the last step was not taken, because the loss or the gradients are not finite.</summary>
    public bool IsRefused { get; private set; }

    /// <summary>
    /// The Euclidean norm of all gradients together in the last step, before it was clipped to <see cref="ClipNorm"/>; NaN before the
    /// first step. Reading it waits for the device.
    /// </summary>
    public double GradientNorm => _normOnDevice is null ? _gradientNorm : Read(_normOnDevice);

    /// <summary>What it remembers from step to step, by the names that PyTorch gives it: tensors of (arena length), for checkpoints.</summary>
    public abstract IReadOnlyList<(string Name, Tensor Tensor)> State { get; }

    /// <summary>Whether steps are made of tensor operations rather than of passes over memory. Tests compare the two.</summary>
    internal bool UsesTensors { get; set; }

    /// <summary>Whether a device that is not the CPU is waited for at each step, to refuse one that is not finite.</summary>
    internal bool WaitsForDevice { get; set; }

    internal StepClock Clock { get; } = new();

    /// <summary>The loss that <see cref="Backward(Tensor)"/> was last given: ().</summary>
    protected Tensor? Loss { get; private set; }

    /// <summary>Learns from a batch: gradients from 0, what the closure computes, and a step, once enough batches are accumulated.</summary>
    /// <param name="closure">Computes the losses, and hands the joint one to <see cref="Backward(Tensor)"/>. Some optimizers call it several times.</param>
    /// <returns>What the closure returned first.</returns>
    public TLosses Step<TLosses>(Func<TLosses> closure) where TLosses : class
    {
        if (Accumulated == 0)
        {
            ShowBeforeStep(closure);
            BeginStep();
        }
        TLosses losses = closure();
        Batches++;
        Accumulated++;
        if (Accumulated < AccumulateGradients) return losses;
        _closure = closure;
        try
        {
            Step();
        }
        finally
        {
            _closure = null;
        }
        return losses;
    }

    /// <summary>Adds the gradients of a batch to those in the arena: of the joint loss, or as the run's <see cref="Weighting"/> makes them of the tasks' losses.</summary>
    /// <param name="joint">The joint loss: ().</param>
    /// <param name="tasks">Each task's, in the order of the model.</param>
    public void Backward(Tensor joint, params ReadOnlySpan<StepLoss> tasks)
    {
        if (_look is not null) _look(tasks.ToArray());
        else if (Joint is null) Backward(joint);
        else BackwardOfTasks(Joint, tasks);
    }

    /// <summary>Adds the gradients of a loss to those in the arena.</summary>
    /// <param name="loss">The joint loss: ().</param>
    public void Backward(Tensor loss)
    {
        if (_look is not null) throw NeedsTasks();
        Clock.End(StepPhase.Forward);
        NoteLoss(loss);
        loss.backward();
        Clock.End(StepPhase.Backward);
    }

    /// <summary>Takes one step with the gradients that are in the arena: for a loop that computes them itself.</summary>
    /// <exception cref="InvalidOperationException">A parameter's gradient is no longer in the arena.</exception>
    public void Step()
    {
        try
        {
            Arena.VerifyNext();
            using IDisposable untracked = no_grad();
            if (Accumulated == 0) Batches++;
            double scale = 1.0 / Math.Max(Accumulated, 1);
            if (Accumulated > 0) Joint?.Complete(Accumulated);
            if (_norm is null) StepOnDevice(scale);
            else StepInMemory(_norm, scale);
            if (Joint is not null && Accumulated > 0) EndJointStep(Joint);
        }
        finally
        {
            // After an exception too, the next batch begins a step of its own.
            Accumulated = 0;
            _isLossFinite = true;
        }
        Clock.End(StepPhase.Optimizer);
    }

    /// <summary>The mean of <see cref="GradientNorm"/> over the steps since it was last asked; NaN with none.</summary>
    internal double TakeMeanNorm()
    {
        double sum = _normSumOnDevice is null ? _normSum : Read(_normSumOnDevice);
        double mean = _norms == 0 ? double.NaN : sum / _norms;
        SetNormSum(0, 0);
        return mean;
    }

    /// <summary>Takes the step numbered <see cref="Steps"/>, from 1, by tensor operations on <see cref="ParameterArena.Values"/>.</summary>
    /// <param name="gradients">The gradients, clipped: (arena length). Not to be changed.</param>
    protected abstract void Update(Tensor gradients);

    /// <summary>Takes the same step in one pass over the arena's memory, on the CPU; false where there is no such pass.</summary>
    private protected virtual bool TryUpdateMemory(float clipFactor) => false;

    /// <inheritdoc/>
    public virtual void Save(CheckpointWriter writer)
    {
        writer.Add("steps", Steps);
        writer.Add("batches", Batches);
        writer.Add("norms", [_normSumOnDevice is null ? _normSum : Read(_normSumOnDevice), _norms]);
        foreach ((string name, Tensor tensor) in State) writer.Add(name, tensor);
    }

    /// <inheritdoc/>
    public virtual Action Load(CheckpointReader reader)
    {
        long steps = (long)reader.Number("steps"), batches = (long)reader.Number("batches");
        double[] norms = reader.Numbers("norms");
        if (norms.Length != 2) throw reader.Refused($"has {norms.Length} numbers about gradient norms, and 2 are needed");
        Action[] copies = [.. State.Select(state => reader.CopyTo(state.Name, state.Tensor))];
        return () =>
        {
            (Steps, Batches, Accumulated) = (steps, batches, 0);
            SetNormSum(norms[0], (long)norms[1]);
            foreach (Action copy in copies) copy();
        };
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Frees the moments.</summary>
    protected virtual void Dispose(bool disposing)
    {
        if (!disposing) return;
        _normOnDevice?.Dispose();
        _normSumOnDevice?.Dispose();
    }

    private void NoteLoss(Tensor loss)
    {
        Loss = loss;
        if (_norm is not null) _isLossFinite &= float.IsFinite(MemoryMarshal.Read<float>(loss.bytes));
    }

    // The summand keeps a norm of 0 from dividing by 0; it is clip_grad_norm_'s own.
    private const double NormOffset = 1e-6;

    private void StepInMemory(GradientNorm norm, double scale)
    {
        Arena.Groups?.AddPenalties(UsesTensors, 1 / scale);
        if (ClipValue is { } largest) ClipElements(largest / scale);
        _gradientNorm = norm.Compute() * scale;
        IsRefused = !_isLossFinite || !double.IsFinite(_gradientNorm);
        if (IsRefused) return;
        _normSum += _gradientNorm;
        _norms++;
        Steps++;
        float factor = (float)(scale * (ClipNorm is { } limit ? Math.Min(1, limit / (_gradientNorm + NormOffset)) : 1));
        Arena.Groups?.BeginStep();
        if (UsesTensors || !TryUpdateMemory(factor))
        {
            using DisposeScope scope = NewDisposeScope();
            Update(factor == 1 ? Arena.Gradients : Arena.Gradients * factor);
        }
        Arena.Groups?.EndStep(UsesTensors);
    }

    private void StepOnDevice(double scale)
    {
        using DisposeScope scope = NewDisposeScope();
        Arena.Groups?.AddPenalties(usesTensors: true, 1 / scale);
        if (ClipValue is { } largest) ClipElements(largest / scale);
        Tensor norm = Arena.Gradients.norm() * scale;
        _normOnDevice!.copy_(norm);
        IsRefused = WaitsForDevice && !(double.IsFinite(GradientNorm) && double.IsFinite(Read(Loss is { IsInvalid: false } loss ? loss : norm)));
        if (IsRefused) return;
        _normSumOnDevice!.add_(norm);
        _norms++;
        Steps++;
        Arena.Groups?.BeginStep();
        Tensor gradients = scale == 1 ? Arena.Gradients : Arena.Gradients * scale;
        Update(ClipNorm is { } limit ? gradients * norm.add(NormOffset).reciprocal_().mul_(limit).clamp_max_(1) : gradients);
        Arena.Groups?.EndStep(usesTensors: true);
    }

    private void ClipElements(double largest)
    {
        using DisposeScope scope = NewDisposeScope();
        Arena.Gradients.clamp_(-largest, largest);
    }

    private void SetNormSum(double sum, long count)
    {
        (_normSum, _norms) = (sum, count);
        _normSumOnDevice?.fill_(sum);
    }

    private static double Read(Tensor tensor)
    {
        using DisposeScope scope = NewDisposeScope();
        return tensor.to(ScalarType.Float64).cpu().item<double>();
    }
}
