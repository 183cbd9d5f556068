using TorchSharp;
using static TorchSharp.torch;

namespace MtlDsl;

/// <summary>Writes a record's properties as numbers.</summary>
/// <typeparam name="TRow">The record.</typeparam>
/// <param name="row">The record to read.</param>
/// <param name="numeric">Receives one number for each numeric property; <see cref="float.NaN"/> where it is missing.</param>
/// <param name="categorical">Receives one index for each category (see <see cref="Category.Index(long, int, string)"/>).</param>
public delegate void RecordEncoding<TRow>(TRow row, Span<float> numeric, Span<long> categorical);

/// <summary>An input of records: numeric properties as float32 (rows, numbers), categories as int64 (rows, categories).</summary>
/// <typeparam name="TRow">The record.</typeparam>
public sealed class RecordColumn<TRow> : Column, IRecordColumn
{
    private readonly ColumnBuffer<float> _numeric = new();
    private readonly ColumnBuffer<long> _categorical = new();
    private readonly RecordEncoding<TRow> _encode;

    /// <param name="name">The input's name.</param>
    /// <param name="numeric">The names of the numeric properties.</param>
    /// <param name="categorical">The categories.</param>
    /// <param name="encode">Writes a record's numbers and indices, in the order of the names.</param>
    public RecordColumn(string name, IReadOnlyList<string> numeric, IReadOnlyList<Category> categorical, RecordEncoding<TRow> encode)
        : base(name)
    {
        Numeric = numeric;
        Categorical = categorical;
        _encode = encode;
    }

    /// <summary>The names of the numeric properties, in the order of the tensor's columns.</summary>
    public IReadOnlyList<string> Numeric { get; }

    /// <summary>The categories, in the order of the tensor's columns.</summary>
    public IReadOnlyList<Category> Categorical { get; }

    /// <summary>Whether some row lacks a number. A missing category has an index of its own and is not counted.</summary>
    public override bool HasMissing => _numeric.Written.ContainsAnyExceptInRange(float.NegativeInfinity, float.PositiveInfinity);

    /// <summary>Adds a record.</summary>
    /// <exception cref="ArgumentException">The record is null, a number is infinite, or a category's index is outside its range.</exception>
    public void Add(TRow row)
    {
        if (row is null)
            throw new ArgumentException($"{Name} of {Row} is null; give a record, whose properties may be null where they are missing.");
        try
        {
            var numeric = _numeric.Extend(Numeric.Count);
            var categorical = _categorical.Extend(Categorical.Count);
            numeric.Fill(float.NaN);
            categorical.Clear();
            _encode(row, numeric, categorical);
            Check(numeric, categorical);
            Count++;
        }
        catch (Exception exception)
        {
            DropFrom(Count);
            if (exception is ArgumentException)
                throw new ArgumentException($"{Name} of {Row}: {exception.Message}", exception);
            throw;
        }
    }

    /// <summary>Mean and standard deviation of each numeric property over the rows that have it, for standardising.</summary>
    /// <returns>
    /// The population's deviation, computed in double precision. A property that is constant, or that no row has, gets deviation 1;
    /// one that no row has gets mean 0.
    /// </returns>
    public (float[] Mean, float[] Deviation) Statistics()
    {
        var mean = new float[Numeric.Count];
        var deviation = new float[Numeric.Count];
        for (var property = 0; property < mean.Length; property++)
            (mean[property], deviation[property]) = Statistics(property);
        return (mean, deviation);
    }

    RunningStatistics[] IRecordColumn.NewStatistics()
    {
        var statistics = new RunningStatistics[Numeric.Count];
        Array.Fill(statistics, new RunningStatistics());
        return statistics;
    }

    void IRecordColumn.AddTo(RunningStatistics[] statistics)
    {
        var values = _numeric.Written;
        for (var i = 0; i < values.Length; i++)
            statistics[i % statistics.Length].Add(values[i]);
    }

    internal override ColumnTensors ToTensors(Device device)
    {
        var numeric = _numeric.ToTensor([Count, Numeric.Count], ScalarType.Float32, device);
        try
        {
            return new(numeric, Categorical: _categorical.ToTensor([Count, Categorical.Count], ScalarType.Int64, device));
        }
        catch
        {
            numeric.Dispose();
            throw;
        }
    }

    internal override void Truncate(int count)
    {
        if (count < Count)
            DropFrom(count);
    }

    private void DropFrom(int count)
    {
        _numeric.Truncate(count * Numeric.Count);
        _categorical.Truncate(count * Categorical.Count);
        Count = count;
    }

    private void Check(ReadOnlySpan<float> numeric, ReadOnlySpan<long> categorical)
    {
        for (var i = 0; i < numeric.Length; i++)
        {
            if (float.IsInfinity(numeric[i]))
                throw new ArgumentException($"{Numeric[i]} is infinite; give a finite number, or none (NaN or null) where it is missing.");
        }
        for (var i = 0; i < categorical.Length; i++)
        {
            if ((ulong)categorical[i] >= (ulong)Categorical[i].Count)
                throw new ArgumentException($"{Categorical[i].Name} has index {categorical[i]}; its indices are 0 to {Categorical[i].Count - 1}.");
        }
    }

    // Two passes: the sum of squares less the square of the sum would lose the deviation of large, close numbers.
    private (float Mean, float Deviation) Statistics(int property)
    {
        var values = _numeric.Written;
        double sum = 0, smallest = double.PositiveInfinity, largest = double.NegativeInfinity;
        var present = 0;
        for (var i = property; i < values.Length; i += Numeric.Count)
        {
            if (float.IsNaN(values[i]))
                continue;
            sum += values[i];
            smallest = Math.Min(smallest, values[i]);
            largest = Math.Max(largest, values[i]);
            present++;
        }
        if (present == 0)
            return (0, 1);
        // Rounding of the mean would give a constant property a tiny deviation, and standardising would then blow that up.
        if (smallest == largest)
            return ((float)smallest, 1);

        var mean = sum / present;
        double squares = 0;
        for (var i = property; i < values.Length; i += Numeric.Count)
        {
            if (!float.IsNaN(values[i]))
                squares += (values[i] - mean) * (values[i] - mean);
        }
        var deviation = (float)Math.Sqrt(squares / present);
        return ((float)mean, deviation > 0 ? deviation : 1);
    }
}

/// <summary>A record column whatever its record.</summary>
internal interface IRecordColumn
{
    /// <inheritdoc cref="RecordColumn{TRow}.Statistics()"/>
    (float[] Mean, float[] Deviation) Statistics();

    /// <summary>The statistics of no number yet, for each numeric property.</summary>
    RunningStatistics[] NewStatistics();

    /// <summary>Adds the column's rows to statistics of more rows than it holds.</summary>
    void AddTo(RunningStatistics[] statistics);
}
