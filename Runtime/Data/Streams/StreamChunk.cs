using static TorchSharp.torch;

namespace MtlDsl;

/// <summary>Columns that take a stream's examples, some at a time; what is wrong with one is said with where it comes from.</summary>
internal sealed class StreamChunk<TExample>
{
    private readonly Dataset<TExample> _columns;
    private StreamedExample<TExample> _adding;

    /// <summary>Takes an empty data set over.</summary>
    public StreamChunk(Dataset<TExample> columns)
    {
        _columns = columns;
        foreach (var column in columns.Columns)
            column.Place = () => _adding.Place;
    }

    public int Count => _columns.Count;

    public IReadOnlyList<Column> Columns => _columns.Columns;

    public void Add(in StreamedExample<TExample> example)
    {
        _adding = example;
        _columns.Add(example.Example);
    }

    public void Truncate(int count) => _columns.Truncate(count);

    /// <summary>Copies of the rows on a device, with the missing labels of which each batch has its own mask.</summary>
    public ResidentColumns ToDevice(Device device) => _columns.ToDevice(device, hasMaskPerBatch: true);
}
