namespace MtlDsl.Samples;

/// <summary>Random numbers for synthetic data, normal ones too. The same seed gives the same numbers on every machine.</summary>
internal sealed class GaussianRandom(long seed) : Random(unchecked((int)(seed ^ (seed >> 32))))
{
    /// <summary>A number from N(0, 1) (Box and Muller, 1958).</summary>
    // 1 − NextDouble() is never 0, of which there is no logarithm.
    public double NextGaussian() => Math.Sqrt(-2 * Math.Log(1 - NextDouble())) * Math.Cos(2 * Math.PI * NextDouble());
}
