namespace MtlDsl.Benchmarks;

/// <summary>The peers' data: as many rows, features and classes, and numbers as random.</summary>
internal static class QuickStartData
{
    public const int Rows = 8192, Features = 100, Digits = 10, Suits = 5;

    public static IEnumerable<QuickStart.Example> Examples(int rows = Rows)
    {
        var random = new Random(1);
        for (int row = 0; row < rows; row++)
        {
            float[] features = new float[Features];
            foreach (ref float feature in features.AsSpan()) feature = random.NextSingle() * 2 - 1;
            yield return new QuickStart.Example(features, random.Next(Digits), random.Next(Suits));
        }
    }
}
