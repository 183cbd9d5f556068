namespace MtlDsl;

/// <summary>How a stream is read. Values are checked where they are given.</summary>
/// <remarks>
/// In memory are the examples of the shuffle buffer, those that are read ahead, and three parts of at most 1,024 examples (or one batch)
/// more, which are being put together and used.
/// </remarks>
public sealed record StreamOptions
{
    /// <summary>
    /// How many examples wait in memory, out of which a shuffled epoch draws the next one at random. At least 1, which keeps the order of
    /// the rows; 16,384 unless given. An example comes at most this many places too early, so rows that are sorted by a label or by time
    /// want a buffer as large as memory allows, or several files that are read in turns (<see cref="Interleave"/>).
    /// </summary>
    public int ShuffleBuffer { get; init => field = AtLeastOne(value, nameof(ShuffleBuffer)); } = 16_384;

    /// <summary>
    /// How many files a shuffled epoch has open at a time and takes rows from in turns. At least 1, which reads one file after the other,
    /// unless given. The order of the files is the epoch's own either way.
    /// </summary>
    public int Interleave { get; init => field = AtLeastOne(value, nameof(Interleave)); } = 1;

    /// <summary>
    /// How many examples are read ahead, as batches on the device. At least 1; 4,096 unless given. Where there are as many, reading waits
    /// for training.
    /// </summary>
    public int ReadAhead { get; init => field = AtLeastOne(value, nameof(ReadAhead)); } = 4096;

    private static int AtLeastOne(int value, string name) => value >= 1
        ? value
        : throw new ArgumentOutOfRangeException(name, value, FormattableString.Invariant($"{name} is {value}, and has to be at least 1."));
}
