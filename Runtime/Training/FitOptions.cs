using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;

namespace MtlDsl;

/// <summary>How to train. Values are checked where they are given.</summary>
public sealed record FitOptions
{
    /// <summary>How often the data is gone through. At least 1.</summary>
    public int Epochs { get; init => field = AtLeastOne(value); } = 10;

    /// <summary>
    /// How many examples make a batch. At least 1. The last batch of an epoch has what is left, except that a single example that is left
    /// joins the batch before: alone it would have no statistics for batch normalisation, and a noisy gradient.
    /// </summary>
    public int BatchSize { get; init => field = AtLeastOne(value); } = 32;

    /// <summary>Whether each epoch takes the examples in an order of its own, a pure function of the seed and the epoch.</summary>
    public bool Shuffle { get; init; } = true;

    /// <summary>Whether examples that do not fill a last batch are left out of the epoch.</summary>
    public bool DropLastIncomplete { get; init; }

    /// <summary>
    /// The number of groups by length that a model of sequences draws its batches from, so that a batch has sequences of like length and little
    /// is padded: with more there is less padding, and less chance in which examples meet. By the sum of lengths where a model has several such
    /// inputs. At least 1; null: batches are drawn from all examples.
    /// </summary>
    public int? LengthBuckets { get; init => field = (int?)AtLeastOne(value); }

    /// <summary>The optimizer's options, or what makes an optimizer of TorchSharp: <c>p => torch.optim.LBFGS(p)</c>.</summary>
    public OptimizerFactory Optimizer { get; init; } = new Adam();

    /// <summary>How several tasks are learnt at once, in place of what the model's class says; null: as it says.</summary>
    public Weighting? Weighting { get; init; }

    /// <summary>How the learning rate changes; null: it stays what the optimizer's options say.</summary>
    public Schedule? Schedule { get; init; }

    /// <summary>
    /// How many batches make a step: their gradients are averaged. At least 1. What is left at the end of an epoch makes a step of its own.
    /// </summary>
    public int AccumulateGradients { get; init => field = AtLeastOne(value); } = 1;

    /// <summary>The Euclidean norm of all gradients together to which larger ones are scaled down. Positive; null: never.</summary>
    public double? ClipNorm { get; init => field = Positive(value); }

    /// <summary>The largest absolute value of an element of a gradient; larger ones are cut to it, before their norm is taken. Positive; null: none.</summary>
    public double? ClipValue { get; init => field = Positive(value); }

    /// <summary>What to do where a loss or a gradient is infinite or not a number.</summary>
    public NonFinitePolicy NonFinite { get; init; }

    /// <summary>What goes along with training: early stopping, checkpoints, logs.</summary>
    public IReadOnlyList<TrainingCallback> Callbacks { get; init; } = [];

    /// <summary>
    /// Where to go on: a checkpoint's file, which has to be there, or the folder of a <see cref="ModelCheckpoint"/>, whose newest good
    /// checkpoint is taken, or nothing where there is none yet. So one program starts a run and goes on with it. Null: begin anew.
    /// </summary>
    public string? Resume { get; init; }

    /// <summary>How often to measure on the validation data.</summary>
    public Interval ValidateEvery { get; init; } = Interval.Epochs(1);

    /// <summary>The number of steps after which to stop, counted over resumed runs. At least 1; null: only epochs count.</summary>
    public long? MaxSteps { get; init => field = AtLeastOne(value); }

    /// <summary>The time after which to stop, counted over resumed runs. Positive; null: none.</summary>
    public TimeSpan? MaxTime
    {
        get;
        init => field = value is null || value > TimeSpan.Zero
            ? value
            : throw new ArgumentOutOfRangeException(nameof(MaxTime), value,
                FormattableString.Invariant($"MaxTime is {value}, and has to be positive, or null."));
    }

    /// <summary>How many batches of each epoch to train on. At least 1; null: all.</summary>
    public int? LimitBatches { get; init => field = (int?)AtLeastOne(value); }

    /// <summary>How many batches of the validation data to measure on. At least 1; null: all.</summary>
    public int? LimitValidationBatches { get; init => field = (int?)AtLeastOne(value); }

    /// <summary>
    /// Train on the first so many batches alone, in the same order each epoch, and validate on them too: a model that can learn anything
    /// learns these by heart. At least 1; null: all data.
    /// </summary>
    public int? OverfitBatches { get; init => field = (int?)AtLeastOne(value); }

    /// <summary>
    /// Whether to run everything once to see that it runs: one epoch of one batch, a validation of one batch, without the callbacks that
    /// write files.
    /// </summary>
    public bool FastDevRun { get; init; }

    /// <summary>
    /// Whether SIGTERM and SIGINT (Ctrl+C) stop training after the step at hand, so that a checkpoint is written and Fit returns, with
    /// <see cref="StopReason.Terminated"/> or <see cref="StopReason.Interrupted"/>. A second one ends the process. Null: where there is a
    /// <see cref="ModelCheckpoint"/>.
    /// </summary>
    public bool? HandleSignals { get; init; }

    /// <summary>
    /// Whether a model with <see cref="MixedPrecisionAttribute"/> computes its products in bfloat16, in steps and validations. Null: on a
    /// CUDA device.
    /// </summary>
    public bool? MixedPrecision { get; init; }

    /// <summary>The seed of the order of examples and of dropout; null: the model's.</summary>
    public long? Seed { get; init; }

    /// <summary>Hears of the start, of each epoch and of the end; null: nobody does.</summary>
    public ILogger? Logger { get; init; }

    /// <summary>These options as a run takes them: what a fast dev run or overfitting changes is changed.</summary>
    internal FitOptions Effective
    {
        get
        {
            FitOptions options = this;
            if (FastDevRun)
            {
                options = options with
                {
                    Epochs = 1,
                    LimitBatches = 1,
                    LimitValidationBatches = 1,
                    AccumulateGradients = 1,
                    Resume = null,
                    ValidateEvery = Interval.Epochs(1),
                    Callbacks = [.. Callbacks.Where(callback => !callback.WritesFiles)],
                };
            }
            return OverfitBatches is { } count
                ? options with { Shuffle = false, LengthBuckets = null, LimitBatches = count, LimitValidationBatches = count }
                : options;
        }
    }

    /// <summary>Makes the optimizer that <see cref="Optimizer"/> tells.</summary>
    internal ArenaOptimizer CreateOptimizer(ParameterArena arena)
    {
        ArenaOptimizer optimizer = Optimizer.Target is Optimizer own
            ? own.Create(arena, ClipNorm)
            : new TorchOptimizer(arena, Optimizer, ClipNorm);
        optimizer.ClipValue = ClipValue;
        optimizer.AccumulateGradients = AccumulateGradients;
        optimizer.WaitsForDevice = NonFinite != NonFinitePolicy.Stop;
        return optimizer;
    }

    private static int AtLeastOne(int value, [CallerMemberName] string name = "") => (int)AtLeastOne((long?)value, name)!.Value;

    private static long? AtLeastOne(long? value, [CallerMemberName] string name = "") => value is null or >= 1
        ? value
        : throw new ArgumentOutOfRangeException(name, value, FormattableString.Invariant($"{name} is {value}, and has to be at least 1."));

    private static double? Positive(double? value, [CallerMemberName] string name = "") => value is null or > 0
        ? value
        : throw new ArgumentOutOfRangeException(name, value, FormattableString.Invariant($"{name} is {value}, and has to be positive, or null."));
}
