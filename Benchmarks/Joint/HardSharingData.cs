namespace MtlDsl.Benchmarks;

/// <summary>The peers' data: as many rows, features and classes, and numbers as random.</summary>
internal static class HardSharingData
{
    private const int Features = 100, Classes = 10;

    public static HardSharing.Dataset ForLosses() =>
        HardSharing.Dataset.From(Rows((x, y) => new HardSharing.Example(x, y(), y(), y(), y(), y(), y(), y(), y(), y(), y())));

    public static HardSharingOnGradients.Dataset ForGradients() =>
        HardSharingOnGradients.Dataset.From(Rows((x, y) => new HardSharingOnGradients.Example(x, y(), y(), y(), y(), y(), y(), y(), y(), y(), y())));

    private static IEnumerable<TExample> Rows<TExample>(Func<float[], Func<int>, TExample> example)
    {
        var random = new Random(1);
        for (int row = 0; row < QuickStartData.Rows; row++)
        {
            float[] features = new float[Features];
            foreach (ref float feature in features.AsSpan()) feature = random.NextSingle() * 2 - 1;
            yield return example(features, () => random.Next(Classes));
        }
    }
}
