namespace MtlDsl;

/// <summary>How many batches a number of examples makes.</summary>
/// <param name="Batches">The number of batches.</param>
/// <param name="Last">The rows of the last one.</param>
internal readonly record struct BatchCut(int Batches, int Last)
{
    /// <summary>Cuts examples into batches. A single row that is left over joins the batch before it.</summary>
    /// <exception cref="ArgumentException">There is no full batch where only those are wanted.</exception>
    public static BatchCut Of(long count, BatchOptions options)
    {
        var batchSize = options.BatchSize;
        int full = checked((int)(count / batchSize)), left = (int)(count % batchSize);
        if (left == 0) return new(full, batchSize);
        if (options.DropLastIncomplete && full == 0)
            throw new ArgumentException(FormattableString.Invariant(
                $"The data set has {count} examples, a batch {batchSize}, and DropLastIncomplete leaves none: make BatchSize at most {count}."));
        if (options.DropLastIncomplete) return new(full, batchSize);
        return left == 1 && full > 0 ? new(full, batchSize + 1) : new(full + 1, left);
    }

    /// <summary>The examples of all batches together.</summary>
    public long Examples(int batchSize) => (Batches - 1L) * batchSize + Last;

    /// <summary>The rows of the batch that begins at a row.</summary>
    public static int SizeAt(long start, long count, int batchSize)
    {
        var left = count - start;
        return left <= batchSize || left == batchSize + 1 && batchSize > 1 ? (int)left : batchSize;
    }
}
