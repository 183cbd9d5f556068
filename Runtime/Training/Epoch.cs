namespace MtlDsl;

/// <summary>One epoch of training, whatever the model.</summary>
/// <param name="Number">The epoch, from 1.</param>
/// <param name="Steps">The number of steps taken: fewer than in other epochs where training was stopped within it.</param>
/// <param name="Duration">How long it took, validation included.</param>
/// <param name="LearningRate">The learning rate of its last step.</param>
/// <param name="GradientNorm">The mean over its steps of the Euclidean norm of all gradients together, before clipping.</param>
/// <param name="LossWeights">By what each task's loss was multiplied, in the order of the model.</param>
public abstract record Epoch(
    int Number, int Steps, TimeSpan Duration, double LearningRate, double GradientNorm, IReadOnlyList<double> LossWeights)
{
    /// <summary>The mean losses over its examples.</summary>
    public abstract EpochLosses TrainLosses { get; }

    /// <summary>The metrics of the validation data after it; null where there are none.</summary>
    public abstract ModelMetrics? ValidationMetrics { get; }
}

/// <summary>One epoch of training.</summary>
/// <param name="Train">The mean losses over its examples, taken before each step's update and weighted by the rows of each batch.</param>
/// <param name="Validation">The metrics of the validation data after it; null without such data, and where training was stopped before.</param>
/// <param name="Number">The epoch, from 1.</param>
/// <param name="Steps">The number of steps taken.</param>
/// <param name="Duration">How long it took, validation included.</param>
/// <param name="LearningRate">The learning rate of its last step.</param>
/// <param name="GradientNorm">The mean over its steps of the norm of the gradients, before clipping.</param>
/// <param name="LossWeights">By what each task's loss was multiplied.</param>
public sealed record Epoch<TLosses, TMetrics>(
    int Number, TLosses Train, TMetrics? Validation, int Steps, TimeSpan Duration,
    double LearningRate, double GradientNorm, IReadOnlyList<double> LossWeights)
    : Epoch(Number, Steps, Duration, LearningRate, GradientNorm, LossWeights)
    where TLosses : EpochLosses
    where TMetrics : ModelMetrics
{
    /// <inheritdoc/>
    public override EpochLosses TrainLosses => Train;

    /// <inheritdoc/>
    public override ModelMetrics? ValidationMetrics => Validation;
}

/// <summary>A validation within an epoch.</summary>
/// <param name="Epoch">The epoch, from 1.</param>
/// <param name="Step">The steps taken before it, since training began.</param>
/// <param name="Metrics">What was measured.</param>
public sealed record StepValidation<TMetrics>(int Epoch, long Step, TMetrics Metrics) where TMetrics : ModelMetrics;
