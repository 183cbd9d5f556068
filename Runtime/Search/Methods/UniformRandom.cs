namespace MtlDsl;

/// <summary>Random numbers that are a pure function of a seed and a stream, the same on every machine.</summary>
internal sealed class UniformRandom(long seed, int stream)
{
    private Philox _random = new(unchecked((ulong)seed), (ulong)stream);

    /// <summary>A number above 0 and below 1, of 52 random bits.</summary>
    public double Next()
    {
        ulong bits = ((ulong)(_random.Next() >> 6) << 26) | (_random.Next() >> 6);
        return (bits + 0.5) / (1UL << 52);
    }

    /// <summary>A number of a normal distribution of mean 0 and deviation 1 (Box and Muller, 1958).</summary>
    public double NextNormal() => Math.Sqrt(-2 * Math.Log(Next())) * Math.Cos(2 * Math.PI * Next());
}
