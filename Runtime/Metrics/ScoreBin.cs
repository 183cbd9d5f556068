namespace MtlDsl;

/// <summary>Rows whose scores lie next to each other, in an order that is no longer known.</summary>
/// <param name="Start">The key of the highest score among them; keys ascend where scores descend.</param>
/// <param name="End">The key of the lowest.</param>
/// <param name="Positives">How many of the rows are positive.</param>
/// <param name="Negatives">How many are negative.</param>
internal readonly record struct ScoreBin(ulong Start, ulong End, long Positives, long Negatives)
{
    internal long Count => Positives + Negatives;

    /// <summary>Whether all have one score, so that there is no order to know.</summary>
    internal bool IsTie => Start == End;

    internal ScoreBin With(ScoreBin other) =>
        new(Math.Min(Start, other.Start), Math.Max(End, other.End), Positives + other.Positives, Negatives + other.Negatives);
}
