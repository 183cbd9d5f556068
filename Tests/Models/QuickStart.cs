using static TorchSharp.torch;

namespace MtlDsl.Tests.Models;

/// <summary>The model of the README.</summary>
[MultiTaskModel]
public partial class QuickStart
{
    [SharedLayer, Linear(64), ReLU]
    public partial Tensor Trunk([Input(100)] Tensor features);

    [Task, LossWeight(1.0), Linear(10), CrossEntropy]
    public partial Tensor Digit(Tensor trunk);

    [Task, LossWeight(0.5), Linear(5), CrossEntropy]
    public partial Tensor Suit(Tensor trunk);
}

/// <summary>Data for QuickStart with a rule: the digit is the largest of the first ten features, the suit the largest of the next five.</summary>
internal static class QuickStartData
{
    public static QuickStart.Dataset Make(int count, int seed, Func<int, bool>? hasDigit = null, Func<int, bool>? hasSuit = null) =>
        QuickStart.Dataset.From(Examples(count, seed, hasDigit, hasSuit));

    public static IEnumerable<QuickStart.Example> Examples(int count, int seed, Func<int, bool>? hasDigit = null, Func<int, bool>? hasSuit = null)
    {
        var random = new Random(seed);
        for (int row = 0; row < count; row++)
        {
            float[] features = RandomNumbers.Normal(random, 100);
            int digit = Largest(features.AsSpan(0, 10)), suit = Largest(features.AsSpan(10, 5));
            yield return new(features, hasDigit?.Invoke(row) is false ? null : digit, hasSuit?.Invoke(row) is false ? null : suit);
        }
    }

    private static int Largest(ReadOnlySpan<float> values)
    {
        int largest = 0;
        for (int i = 1; i < values.Length; i++)
            if (values[i] > values[largest]) largest = i;
        return largest;
    }
}

/// <summary>Random numbers that are the same on every machine.</summary>
internal static class RandomNumbers
{
    /// <summary>Of a normal distribution, by Box and Muller's method (1958).</summary>
    public static float[] Normal(Random random, int count)
    {
        var numbers = new float[count];
        for (int i = 0; i < count; i++)
            numbers[i] = (float)(Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()));
        return numbers;
    }
}
