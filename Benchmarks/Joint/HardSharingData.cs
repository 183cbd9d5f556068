namespace MtlDsl.Benchmarks;

/// <summary>The peers' data: as many rows, features and classes, and numbers as random.</summary>
internal static class HardSharingData
{
    private const int Classes = 10;

    public static IEnumerable<HardSharing.Example> Examples()
    {
        var random = new Random(1);
        for (int row = 0; row < StepTraining.Rows; row++)
        {
            float[] features = new float[100];
            foreach (ref float feature in features.AsSpan()) feature = random.NextSingle() * 2 - 1;
            yield return new HardSharing.Example(features, Label(), Label(), Label(), Label(), Label(), Label(), Label(), Label(), Label(), Label());
        }

        int Label() => random.Next(Classes);
    }
}
