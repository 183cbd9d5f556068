namespace MtlDsl;

/// <summary>A part of a stream that is read from beginning to end: a file, a query, a sequence.</summary>
/// <param name="Read">Reads it anew. The token ends waiting for a row.</param>
/// <param name="Place">Says where a row is, by its number.</param>
internal sealed record StreamPart<TExample>(
    Func<CancellationToken, IEnumerable<NumberedExample<TExample>>> Read,
    Func<long, string> Place);

/// <summary>An example and the number of its row: in a file the line on which it starts.</summary>
internal readonly record struct NumberedExample<TExample>(TExample Example, long Number);

/// <summary>An example and where it comes from.</summary>
internal readonly record struct StreamedExample<TExample>(TExample Example, StreamPart<TExample> Part, long Number)
{
    public string Place => Part.Place(Number);
}
