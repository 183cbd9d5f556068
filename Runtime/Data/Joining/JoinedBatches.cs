namespace MtlDsl;

/// <summary>
/// Opened sources that take turns. Which source gives a batch, and where in that source it lies, is a pure function of the seed, the epoch
/// and the batch's number: a source that gives b batches an epoch is at batch e · b of its own endless sequence when epoch e begins.
/// </summary>
internal sealed class JoinedBatches : BatchSource
{
    private readonly IReadOnlyList<BatchSource> _sources;
    private readonly int[] _sizes;
    private readonly int[] _quotas;
    private readonly Func<int, int[]> _orderOf;
    private readonly long[] _next;
    private readonly long[] _reached;
    private int[] _order = [];
    private int _batch;

    /// <summary>Takes the sources over.</summary>
    public JoinedBatches(SamplingPolicy policy, IReadOnlyList<BatchSource> sources, BatchOptions options)
    {
        _sources = sources;
        _sizes = [.. sources.Select(SizeOf)];
        _quotas = options.Shuffle ? policy.Quotas(_sizes) : _sizes;
        _orderOf = options.Shuffle ? epoch => policy.Order(_quotas, options.Seed, epoch) : _ => InOrder();
        _next = new long[sources.Count];
        _reached = new long[sources.Count];
        Array.Fill(_reached, -1);
    }

    public override int? Batches => _quotas.Sum();

    // A source that is not passed through a whole number of times may or may not give its smaller last batch.
    public override long? Examples
    {
        get
        {
            long? examples = 0;
            for (var i = 0; i < _sources.Count; i++)
                examples += _quotas[i] % _sizes[i] == 0 ? _sources[i].Examples * (_quotas[i] / _sizes[i]) : null;
            return examples;
        }
    }

    /// <summary>A seed for each source, so that sources of one size are not shuffled alike.</summary>
    public static long SeedOf(long seed, int source) => unchecked(seed + (source + 1) * (long)0x9E3779B97F4A7C15);

    public override void BeginEpoch(int epoch, int skippedBatches = 0)
    {
        _order = _orderOf(epoch);
        _batch = skippedBatches;
        for (var i = 0; i < _next.Length; i++)
            _next[i] = (long)epoch * _quotas[i];
        foreach (var source in _order.AsSpan(0, skippedBatches))
            _next[source]++;
    }

    public override bool TryNext(out Batch batch, CancellationToken cancellationToken = default)
    {
        if (_batch == _order.Length)
        {
            batch = default;
            return false;
        }
        var source = _order[_batch++];
        var (pass, place) = Math.DivRem(_next[source], _sizes[source]);
        // A stream that is there already need not read again what lies before.
        if (place == 0 || _reached[source] != _next[source])
            _sources[source].BeginEpoch((int)pass, (int)place);
        _reached[source] = ++_next[source];
        if (_sources[source].TryNext(out batch, cancellationToken))
            return true;
        throw new InvalidOperationException(FormattableString.Invariant(
            $"Source {source + 1} of {_sources.Count} ended after {place} batches, though it has {_sizes[source]}: its data changed while it was read."));
    }

    protected override void Dispose(bool disposing)
    {
        if (!disposing) return;
        foreach (var source in _sources)
            source.Dispose();
    }

    private int[] InOrder() => [.. _quotas.SelectMany((quota, source) => Enumerable.Repeat(source, quota))];

    private static int SizeOf(BatchSource source, int index) => source.Batches switch
    {
        null => throw new ArgumentException(
            $"Source {index + 1} does not know how many batches it has, which joining needs to know: tell it how many examples it has."),
        0 => throw new ArgumentException($"Source {index + 1} has no batches; leave it out."),
        { } batches => batches,
    };
}
