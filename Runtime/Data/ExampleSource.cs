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
    /// Mean and standard deviation of each number of an input (each feature, or each numeric property of a record) over all examples that
    /// have it, by which inputs are standardised. Asked of training data only, before the first step.
    /// </summary>
    /// <param name="column">The column's number, in the order of registration.</param>
    /// <returns>
    /// The population's deviation. A number that is constant, or that no example has, gets deviation 1; one that no example has, mean 0.
    /// </returns>
    /// <exception cref="ArgumentException">The column is no input's.</exception>
    public (float[] Mean, float[] Deviation) Statistics(int column) => Summarize(column).Statistics();

    /// <summary>The weights that make up for classes that differ in number. Asked of training data only, before the first step.</summary>
    /// <param name="column">The column's number, in the order of registration.</param>
    /// <returns>
    /// For classes, (classes): n / (k · count) for each, of n labelled examples of k classes that occur, and 1 for one that does not occur.
    /// For yes-or-no answers, (answers): the noes for each yes, and 1 where all are alike.
    /// </returns>
    /// <exception cref="ArgumentException">The column holds no classes.</exception>
    public float[] BalancedWeights(int column) => Summarize(column).BalancedWeights();

    /// <summary>Whether another source has examples of the same kind.</summary>
    internal abstract bool HasSameExamples(ExampleSource other);

    /// <summary>What is learnt of a column of all examples.</summary>
    /// <param name="column">The column's number, in the order of registration.</param>
    internal abstract ColumnSummary Summarize(int column);

    /// <summary>Finds out how many examples there are, where only reading tells.</summary>
    internal virtual void EnsureCounted()
    {
    }
}

/// <summary>A source of examples of one model.</summary>
/// <typeparam name="TExample">One row: the inputs and the labels.</typeparam>
public abstract class ExampleSource<TExample> : ExampleSource
{
    private protected ExampleSource()
    {
    }

    internal sealed override bool HasSameExamples(ExampleSource other) => other is ExampleSource<TExample>;

    /// <summary>Joins data sets, or other sources, each of which may be of other tasks and of another size, to one source.</summary>
    /// <remarks>
    /// Each batch is of one source. An epoch has as many batches as all sources together have, and the policy says how many of them each
    /// source gives. Without shuffling, as in an evaluation, every example comes once, source after source, whatever the policy.
    /// Which batch comes when is a pure function of the seed and the epoch. Statistics and weights that are learnt before training are
    /// those of all examples of all sources, each counted once.
    /// </remarks>
    /// <param name="policy">How often each source gives a batch.</param>
    /// <param name="sources">At least one source that knows how many batches it has.</param>
    /// <exception cref="ArgumentException">There is no source.</exception>
    public static ExampleSource<TExample> Join(SamplingPolicy policy, params IReadOnlyList<ExampleSource<TExample>> sources)
    {
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(sources);
        if (sources.Count == 0) throw new ArgumentException("There is nothing to join: give at least one data set.", nameof(sources));
        return new JoinedSource<TExample>(policy, [.. sources]);
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
