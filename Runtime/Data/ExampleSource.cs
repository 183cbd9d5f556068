using static TorchSharp.torch;

namespace MtlDsl;

/// <summary>Where training and evaluation take examples from: a data set in memory, a stream, several data sets joined.</summary>
/// <remarks>A source is opened anew for every use, so that one can serve several runs.</remarks>
public abstract class ExampleSource
{
    private protected ExampleSource()
    {
    }

    /// <summary>Opens the source for a run or for an evaluation.</summary>
    /// <param name="device">Where batches are wanted.</param>
    /// <param name="options">How examples are put together.</param>
    /// <returns>The batches, for the caller to dispose.</returns>
    /// <exception cref="ArgumentException">The source has no example, or no full batch where only those are wanted.</exception>
    public abstract BatchSource Open(Device device, BatchOptions options);

    /// <summary>
    /// Mean and standard deviation of each numeric property of a record column over all examples that have it, by which inputs are
    /// standardised. Asked of training data only, before the first step.
    /// </summary>
    /// <param name="column">The column's number, in the order of registration.</param>
    public abstract (float[] Mean, float[] Deviation) Statistics(int column);
}

/// <summary>A source of examples of one model.</summary>
/// <typeparam name="TExample">One row: the inputs and the labels.</typeparam>
public abstract class ExampleSource<TExample> : ExampleSource
{
    private protected ExampleSource()
    {
    }
}

/// <summary>How examples are put together to batches.</summary>
/// <param name="BatchSize">The rows of a batch, at least 1; the last one has what is left.</param>
/// <param name="Shuffle">Whether each epoch takes the examples in an order of its own, a pure function of the seed and the epoch.</param>
/// <param name="Seed">Of that order.</param>
/// <param name="DropLastIncomplete">Whether examples that do not fill a last batch are left out.</param>
/// <param name="LengthBuckets">
/// The number of groups by length that shuffled sequences are drawn from, so that a batch has sequences of like length; null: batches are
/// drawn from all. At least 1.
/// </param>
public sealed record BatchOptions(
    int BatchSize, bool Shuffle = false, long Seed = 0, bool DropLastIncomplete = false, int? LengthBuckets = null);
