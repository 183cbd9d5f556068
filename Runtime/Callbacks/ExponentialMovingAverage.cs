using TorchSharp;
using static TorchSharp.torch;

namespace MtlDsl;

/// <summary>
/// Averages the weights over the steps, later ones with more weight: average = decay · average + (1 - decay) · weights (Polyak and Juditsky,
/// 1992; Tarvainen and Valpola, 2017). The average is what is validated, and what is left in the model at the end.
/// </summary>
/// <remarks>
/// Buffers, such as the statistics of batch normalisation, stay those of training. In <see cref="FitOptions.Callbacks"/> it comes after an
/// <see cref="EarlyStopping"/>. The model's own weights in a checkpoint are those of training, so that it can be gone on with.
/// </remarks>
public sealed class ExponentialMovingAverage : TrainingCallback, ICheckpointed
{
    private ParameterArena? _arena;
    private ArenaMemory? _average;
    private long _updates;
    private long _lastStep;
    private bool _isSwapped;

    /// <summary>Averages the weights.</summary>
    /// <param name="decay">How much of the average a step keeps, in [0, 1).</param>
    public ExponentialMovingAverage(double decay = 0.999) => Decay = decay is >= 0 and < 1
        ? decay
        : throw new ArgumentOutOfRangeException(nameof(decay), decay,
            FormattableString.Invariant($"The decay is {decay}, and has to be in [0, 1)."));

    /// <summary>How much of the average a step keeps.</summary>
    public double Decay { get; }

    /// <summary>
    /// Whether early steps keep less, so that the average soon forgets the weights that training began with: the n-th step keeps
    /// min(decay, (1 + n) / (10 + n)), as in TensorFlow.
    /// </summary>
    public bool WarmUp { get; init; } = true;

    /// <summary>Whether the model is left with the average, rather than with the weights of the last step.</summary>
    public bool LeaveInModel { get; init; } = true;

    /// <inheritdoc/>
    public override void OnTrainingBegin(TrainingRun run)
    {
        RefuseBeforeEarlyStopping(run.Options.Callbacks);
        _arena = run.Model.Arena;
        (_updates, _lastStep, _isSwapped) = (0, 0, false);
        _average?.Dispose();
        _average = new ArenaMemory(_arena.Length, run.Model.Device);
        using IDisposable untracked = no_grad();
        _average.Tensor.copy_(_arena.Values);
    }

    /// <inheritdoc/>
    public override void OnStepEnd(TrainingRun run) => Follow(run);

    /// <inheritdoc/>
    public override void OnValidationBegin(TrainingRun run)
    {
        Follow(run);
        Swap();
    }

    /// <inheritdoc/>
    public override void OnValidationEnd(TrainingRun run, ModelMetrics? metrics) => Swap();

    /// <inheritdoc/>
    public override void OnTrainingEnd(TrainingRun run)
    {
        if (LeaveInModel) Swap();
        _average?.Dispose();
        (_average, _arena) = (null, null);
    }

    /// <inheritdoc/>
    public void Save(CheckpointWriter writer)
    {
        if (_isSwapped)
            throw new InvalidOperationException(
                "A checkpoint was asked for while the average of the weights is in the model: ask in OnStepEnd or OnEpochEnd, not around a validation.");
        writer.Add("steps", [_updates, _lastStep]);
        writer.Add("average", _average!.Tensor);
    }

    /// <inheritdoc/>
    public Action Load(CheckpointReader reader)
    {
        double[] steps = reader.Numbers("steps");
        if (steps.Length != 2) throw reader.Refused(FormattableString.Invariant($"has {steps.Length} numbers about averaged weights, and 2 are needed"));
        Action copy = reader.CopyTo("average", _average!.Tensor);
        return () =>
        {
            (_updates, _lastStep) = ((long)steps[0], (long)steps[1]);
            copy();
        };
    }

    private static void RefuseBeforeEarlyStopping(IReadOnlyList<TrainingCallback> callbacks)
    {
        if (callbacks.SkipWhile(callback => callback is not ExponentialMovingAverage).Any(callback => callback is EarlyStopping))
            throw new InvalidOperationException(
                "ExponentialMovingAverage comes before EarlyStopping in FitOptions.Callbacks, which would keep other weights than those that " +
                "are validated: put EarlyStopping first.");
    }

    // A validation within an epoch comes before its step has ended, and validates the average up to that step.
    private void Follow(TrainingRun run)
    {
        if (run.Step == _lastStep) return;
        _lastStep = run.Step;
        _updates++;
        double decay = WarmUp ? Math.Min(Decay, (1.0 + _updates) / (10.0 + _updates)) : Decay;
        AveragePass.Update(_average!, _arena!.ValueMemory, decay);
    }

    private void Swap()
    {
        AveragePass.Swap(_average!, _arena!.ValueMemory);
        _isSwapped = !_isSwapped;
    }
}
