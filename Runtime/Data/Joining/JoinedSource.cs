using static TorchSharp.torch;

namespace MtlDsl;

/// <summary>Several sources of examples as one; each batch is of one of them, so that tasks of different data sets learn in turn.</summary>
internal sealed class JoinedSource<TExample>(SamplingPolicy policy, IReadOnlyList<ExampleSource<TExample>> sources) : ExampleSource<TExample>
{
    public override BatchSource Open(Device device, BatchOptions options)
    {
        var opened = new List<BatchSource>(sources.Count);
        try
        {
            for (var i = 0; i < sources.Count; i++)
                opened.Add(Open(i, device, options));
            return new JoinedBatches(policy, opened, options);
        }
        catch
        {
            foreach (var source in opened)
                source.Dispose();
            throw;
        }
    }

    internal override ColumnSummary Summarize(int column) =>
        sources.Select(source => source.Summarize(column)).Aggregate((all, one) => all.Merge(one));

    private BatchSource Open(int index, Device device, BatchOptions options)
    {
        try
        {
            sources[index].EnsureCounted();
            return sources[index].Open(device, options with { Seed = JoinedBatches.SeedOf(options.Seed, index) });
        }
        catch (ArgumentException exception)
        {
            throw new ArgumentException($"Source {index + 1} of {sources.Count}: {exception.Message}", exception);
        }
    }
}
