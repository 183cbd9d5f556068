namespace MtlDsl;

/// <summary>The order in which an epoch takes the examples of a stream.</summary>
/// <remarks>
/// It is a pure function of the seed, the epoch and what the parts hold, the same on every machine. The parts' order is
/// <see cref="Shuffle"/>'s; the draws from the buffer come from the same generator, on a stream of their own.
/// </remarks>
internal static class StreamOrder
{
    // Above all epochs, whose parts are put in order by the streams below it.
    private const ulong Draws = 1UL << 63;

    /// <summary>All examples, part by part.</summary>
    public static IEnumerable<StreamedExample<T>> Straight<T>(IReadOnlyList<StreamPart<T>> parts, CancellationToken cancellation)
    {
        foreach (var part in parts)
        {
            foreach (var row in part.Read(cancellation))
                yield return new StreamedExample<T>(row.Example, part, row.Number);
        }
    }

    /// <summary>All examples, parts in an order of the epoch's own and in turns, through a shuffle buffer.</summary>
    public static IEnumerable<StreamedExample<T>> Shuffled<T>(
        IReadOnlyList<StreamPart<T>> parts, StreamOptions options, long seed, int epoch, CancellationToken cancellation)
    {
        StreamPart<T>[] order = [.. Shuffle.Order(seed, epoch, parts.Count).Select(part => parts[(int)part])];
        var examples = options.Interleave == 1 ? Straight(order, cancellation) : InTurns(order, options.Interleave, cancellation);
        return Buffered(examples, options.ShuffleBuffer, new Philox(unchecked((ulong)seed), Draws | (uint)epoch));
    }

    // A part that is over gives its turn to the next one that has not begun.
    private static IEnumerable<StreamedExample<T>> InTurns<T>(StreamPart<T>[] parts, int count, CancellationToken cancellation)
    {
        var turns = new Queue<(StreamPart<T> Part, IEnumerator<NumberedExample<T>> Rows)>();
        var next = 0;
        try
        {
            while (turns.Count < count && next < parts.Length)
                turns.Enqueue(Open(parts[next++]));
            while (turns.TryPeek(out var turn))
            {
                if (turn.Rows.MoveNext())
                {
                    yield return new StreamedExample<T>(turn.Rows.Current.Example, turn.Part, turn.Rows.Current.Number);
                    turns.Enqueue(turns.Dequeue());
                    continue;
                }
                turns.Dequeue().Rows.Dispose();
                if (next < parts.Length)
                    turns.Enqueue(Open(parts[next++]));
            }
        }
        finally
        {
            foreach (var turn in turns)
                turn.Rows.Dispose();
        }

        (StreamPart<T>, IEnumerator<NumberedExample<T>>) Open(StreamPart<T> part) => (part, part.Read(cancellation).GetEnumerator());
    }

    private static IEnumerable<StreamedExample<T>> Buffered<T>(IEnumerable<StreamedExample<T>> examples, int capacity, Philox random)
    {
        var buffer = new List<StreamedExample<T>>();
        foreach (var example in examples)
        {
            if (buffer.Count < capacity)
            {
                buffer.Add(example);
                continue;
            }
            var drawn = (int)random.Next((uint)capacity);
            yield return buffer[drawn];
            buffer[drawn] = example;
        }
        while (buffer.Count > 0)
        {
            var drawn = (int)random.Next((uint)buffer.Count);
            yield return buffer[drawn];
            buffer[drawn] = buffer[^1];
            buffer.RemoveAt(buffer.Count - 1);
        }
    }
}
