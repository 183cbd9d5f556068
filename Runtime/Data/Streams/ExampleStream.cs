using System.Data.Common;
using static TorchSharp.torch;

namespace MtlDsl;

/// <summary>
/// Examples that are read anew in each epoch, on a thread of their own, and need not fit into memory: files, a query, a sequence.
/// </summary>
/// <remarks>
/// Generated data sets make streams: <c>Dataset.StreamCsv(path)</c>, <c>StreamJsonLines</c>, <c>StreamQuery</c> and <c>Stream</c>. The
/// batches are a pure function of what is read, of the options and of the epoch. A batch has a mask where it lacks a label itself.
/// </remarks>
/// <typeparam name="TExample">One row: the inputs and the labels.</typeparam>
public sealed class ExampleStream<TExample> : ExampleSource<TExample>
{
    private const int RunsAhead = 4;
    private readonly Func<Dataset<TExample>> _columns;
    private readonly IReadOnlyList<StreamPart<TExample>> _parts;
    private readonly StreamOptions _options;
    private readonly Lock _reading = new();
    private (float[] Mean, float[] Deviation)?[]? _statistics;
    private long _count = -1;

    private ExampleStream(Func<Dataset<TExample>> columns, IReadOnlyList<StreamPart<TExample>> parts, StreamOptions? options)
    {
        ArgumentNullException.ThrowIfNull(columns);
        _columns = columns;
        _parts = parts;
        _options = options ?? new StreamOptions();
    }

    /// <summary>The number of examples; null until all have been read once.</summary>
    public long? Count
    {
        get => Volatile.Read(ref _count) is var count and >= 0 ? count : null;
        private set => Volatile.Write(ref _count, value ?? -1);
    }

    /// <summary>Examples from CSV files.</summary>
    /// <param name="columns">Makes an empty data set.</param>
    /// <param name="paths">The files, at least one.</param>
    /// <param name="read">Makes an example of a row.</param>
    /// <param name="format">How the files are written; null for the defaults.</param>
    /// <param name="options">How the stream is read; null for the defaults.</param>
    /// <exception cref="ArgumentException">There is no file.</exception>
    public static ExampleStream<TExample> Csv(
        Func<Dataset<TExample>> columns, IEnumerable<string> paths, Func<SourceRow, TExample> read, CsvOptions? format, StreamOptions? options)
    {
        ArgumentNullException.ThrowIfNull(read);
        return Files(columns, paths, options, path => CsvRow.Read(path, format, row => new NumberedExample<TExample>(read(row), row.Number)));
    }

    /// <summary>Examples from JSON Lines files: an object on each line.</summary>
    /// <inheritdoc cref="Csv"/>
    public static ExampleStream<TExample> JsonLines(
        Func<Dataset<TExample>> columns, IEnumerable<string> paths, Func<SourceRow, TExample> read, JsonLinesOptions? format, StreamOptions? options)
    {
        ArgumentNullException.ThrowIfNull(read);
        return Files(columns, paths, options, path => JsonRow.Read(path, format, row => new NumberedExample<TExample>(read(row), row.Number)));
    }

    /// <summary>Examples from a query.</summary>
    /// <param name="columns">Makes an empty data set.</param>
    /// <param name="open">Runs the query, for each epoch anew and on the thread that reads; the reader is disposed.</param>
    /// <param name="read">Makes an example of a row.</param>
    /// <param name="options">How the stream is read; null for the defaults.</param>
    public static ExampleStream<TExample> Query(
        Func<Dataset<TExample>> columns, Func<DbDataReader> open, Func<SourceRow, TExample> read, StreamOptions? options)
    {
        ArgumentNullException.ThrowIfNull(open);
        ArgumentNullException.ThrowIfNull(read);
        return One(columns, options, _ => Rows(), "the query");

        IEnumerable<NumberedExample<TExample>> Rows()
        {
            using DbDataReader reader = open();
            foreach (var example in QueryRow.Read(reader, row => new NumberedExample<TExample>(read(row), row.Number)))
                yield return example;
        }
    }

    /// <summary>Examples from a query.</summary>
    /// <param name="columns">Makes an empty data set.</param>
    /// <param name="command">
    /// Is executed for each epoch anew, on the thread that reads, over its open connection; it is cancelled where reading is ended early.
    /// </param>
    /// <param name="read">Makes an example of a row.</param>
    /// <param name="options">How the stream is read; null for the defaults.</param>
    public static ExampleStream<TExample> Query(
        Func<Dataset<TExample>> columns, DbCommand command, Func<SourceRow, TExample> read, StreamOptions? options)
    {
        ArgumentNullException.ThrowIfNull(command);
        ArgumentNullException.ThrowIfNull(read);
        return One(columns, options, Rows, "the query");

        IEnumerable<NumberedExample<TExample>> Rows(CancellationToken cancellation)
        {
            using CancellationTokenRegistration registration = cancellation.Register(command.Cancel);
            using DbDataReader reader = command.ExecuteReader();
            foreach (var example in QueryRow.Read(reader, row => new NumberedExample<TExample>(read(row), row.Number)))
                yield return example;
        }
    }

    /// <summary>Examples from a sequence.</summary>
    /// <typeparam name="TRow">What the sequence is of.</typeparam>
    /// <param name="columns">Makes an empty data set.</param>
    /// <param name="open">Gives the sequence, for each epoch anew.</param>
    /// <param name="read">Makes an example of an element.</param>
    /// <param name="options">How the stream is read; null for the defaults.</param>
    public static ExampleStream<TExample> Sequence<TRow>(
        Func<Dataset<TExample>> columns, Func<IAsyncEnumerable<TRow>> open, Func<TRow, TExample> read, StreamOptions? options)
    {
        ArgumentNullException.ThrowIfNull(open);
        ArgumentNullException.ThrowIfNull(read);
        return One(columns, options, cancellation => Numbered(AsyncRows.Read(open(), cancellation), read), "the stream");
    }

    /// <inheritdoc cref="Sequence{TRow}(Func{Dataset{TExample}}, Func{IAsyncEnumerable{TRow}}, Func{TRow, TExample}, StreamOptions?)"/>
    public static ExampleStream<TExample> Sequence<TRow>(
        Func<Dataset<TExample>> columns, Func<IEnumerable<TRow>> open, Func<TRow, TExample> read, StreamOptions? options)
    {
        ArgumentNullException.ThrowIfNull(open);
        ArgumentNullException.ThrowIfNull(read);
        return One(columns, options, _ => Numbered(open(), read), "the stream");
    }

    /// <inheritdoc/>
    /// <remarks>An empty stream is noticed when it is read: by <see cref="BatchSource.TryNext"/>.</remarks>
    public override BatchSource Open(Device device, BatchOptions options)
    {
        ArgumentNullException.ThrowIfNull(device);
        ArgumentNullException.ThrowIfNull(options);
        if (options.LengthBuckets is { } buckets)
            throw new ArgumentException(FormattableString.Invariant(
                $"LengthBuckets is {buckets}, and buckets need the lengths of all examples, which a stream does not know. Leave it out, or read the data into memory."));
        return new StreamSource<TExample>(this, device, options);
    }

    /// <inheritdoc/>
    /// <remarks>Reads all examples on the first call, and keeps the figures of all columns.</remarks>
    /// <exception cref="ArgumentException">The column is no record's.</exception>
    public override (float[] Mean, float[] Deviation) Statistics(int column)
    {
        lock (_reading)
            _statistics ??= ReadStatistics();
        return _statistics[column] ?? throw new ArgumentException(
            $"{_columns().Columns[column].Name} holds no records, and only those are standardised.", nameof(column));
    }

    /// <summary>Begins to read an epoch.</summary>
    internal BatchQueue Read(Device device, BatchOptions options, int epoch, int skippedBatches)
    {
        int rows = RowsOfRun(options.BatchSize);
        return new BatchQueue(Math.Max(1, _options.ReadAhead / rows), (add, cancellation) =>
        {
            var runs = new BatchRuns<TExample>(_columns, device, options, rows, skippedBatches, add);
            IEnumerable<StreamedExample<TExample>> examples = options.Shuffle
                ? StreamOrder.Shuffled(_parts, _options, options.Seed, epoch, cancellation)
                : StreamOrder.Straight(_parts, cancellation);
            foreach (StreamedExample<TExample> example in examples)
            {
                cancellation.ThrowIfCancellationRequested();
                runs.Add(example);
            }
            Count = runs.Count;
            runs.Complete();
        });
    }

    // Several batches are copied to the device at once: the parts of what is read ahead.
    private int RowsOfRun(int batchSize) => Math.Max(batchSize * Math.Max(1, _options.ReadAhead / RunsAhead / batchSize), 2);

    private (float[] Mean, float[] Deviation)?[] ReadStatistics()
    {
        const int Rows = 1024;
        var chunk = new StreamChunk<TExample>(_columns());
        RunningStatistics[]?[] statistics = [.. chunk.Columns.Select(column => (column as IRecordColumn)?.NewStatistics())];
        long count = 0;
        foreach (StreamedExample<TExample> example in StreamOrder.Straight(_parts, CancellationToken.None))
        {
            chunk.Add(example);
            count++;
            if (chunk.Count == Rows)
                Take();
        }
        Take();
        Count = count;
        return [.. statistics.Select(properties => properties is null ? ((float[], float[])?)null : Result(properties))];

        void Take()
        {
            for (int i = 0; i < statistics.Length; i++)
            {
                if (statistics[i] is { } properties)
                    ((IRecordColumn)chunk.Columns[i]).AddTo(properties);
            }
            chunk.Truncate(0);
        }
    }

    private static (float[] Mean, float[] Deviation) Result(RunningStatistics[] properties) =>
        ([.. properties.Select(property => property.Result().Mean)], [.. properties.Select(property => property.Result().Deviation)]);

    private static ExampleStream<TExample> Files(
        Func<Dataset<TExample>> columns, IEnumerable<string> paths, StreamOptions? options, Func<string, IEnumerable<NumberedExample<TExample>>> read)
    {
        ArgumentNullException.ThrowIfNull(paths);
        StreamPart<TExample>[] parts = [.. paths.Select(path => new StreamPart<TExample>(_ => read(path), line => RowException.Place(path, line)))];
        if (parts.Length == 0)
            throw new ArgumentException("There is no file to read: name at least one.", nameof(paths));
        return new ExampleStream<TExample>(columns, parts, options);
    }

    private static ExampleStream<TExample> One(
        Func<Dataset<TExample>> columns, StreamOptions? options, Func<CancellationToken, IEnumerable<NumberedExample<TExample>>> read, string name) =>
        new(columns, [new StreamPart<TExample>(read, row => FormattableString.Invariant($"row {row} of {name}"))], options);

    private static IEnumerable<NumberedExample<TExample>> Numbered<TRow>(IEnumerable<TRow> rows, Func<TRow, TExample> read)
    {
        long number = 0;
        foreach (TRow row in rows)
            yield return new NumberedExample<TExample>(read(row), ++number);
    }
}
