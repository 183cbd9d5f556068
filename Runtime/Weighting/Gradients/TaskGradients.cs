using static TorchSharp.torch;

namespace MtlDsl;

/// <summary>What a <see cref="GradientMethod"/> is given in a step.</summary>
/// <param name="Gradients">The gradient of each task's loss with respect to the shared parameters, or to the shared representation: float32 (tasks, parameters).</param>
public sealed record TaskGradients(Tensor Gradients)
{
    /// <summary>The same of further batches, independent of the first and of each other, where <see cref="GradientMethod.Batches"/> is more than 1.</summary>
    public IReadOnlyList<Tensor> FurtherBatches { get; init; } = [];

    /// <summary>
    /// The tasks that take part, ascending; null: all. A task without a label in the batch does not: its row is left out, which is not the same as a
    /// gradient of 0. With several batches those take part that have labels in each of them.
    /// </summary>
    public IReadOnlyList<int>? Tasks { get; init; }

    /// <summary>The loss of each task (those that take no part: any number), where <see cref="GradientMethod.NeedsLosses"/>.</summary>
    public IReadOnlyList<double>? Losses { get; init; }

    /// <summary>How far each task is behind its baseline, where <see cref="GradientMethod.NeedsScores"/>: larger is worse.</summary>
    public IReadOnlyList<double>? Scores { get; init; }

    /// <summary>
    /// The shared representation that the gradients are of, float32 (batch, features): a row of <see cref="Gradients"/> has its elements in this order. Null where
    /// they are of parameters, or where <see cref="GradientMethod.NeedsRepresentation"/> is not.
    /// </summary>
    public Tensor? Representation { get; init; }

    /// <summary>How many steps were made before this one. With <see cref="Seed"/> it decides all random choices.</summary>
    public long Step { get; init; }

    /// <summary>The seed of the run.</summary>
    public long Seed { get; init; }
}
