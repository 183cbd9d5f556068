namespace MtlDsl;

/// <summary>
/// The counter-based generator Philox4x32-10 (Salmon, Moraes, Dror and Shaw, "Parallel random numbers: as easy as 1, 2, 3", 2011):
/// a block of four words is a pure function of a key and a counter.
/// </summary>
/// <param name="key">Picks the sequence.</param>
/// <param name="stream">The counter's upper half: independent streams under one key.</param>
internal struct Philox(ulong key, ulong stream)
{
    private const uint Multiplier0 = 0xD2511F53;
    private const uint Multiplier1 = 0xCD9E8D57;
    private const uint Weyl0 = 0x9E3779B9;
    private const uint Weyl1 = 0xBB67AE85;

    private (uint X0, uint X1, uint X2, uint X3) _words;
    private ulong _blocks;
    private int _used = 4;

    /// <summary>Ten rounds on one counter.</summary>
    public static (uint X0, uint X1, uint X2, uint X3) Block((uint X0, uint X1, uint X2, uint X3) counter, (uint K0, uint K1) key)
    {
        var (x0, x1, x2, x3) = counter;
        var (k0, k1) = key;
        for (var round = 0; round < 10; round++)
        {
            var product0 = (ulong)Multiplier0 * x0;
            var product1 = (ulong)Multiplier1 * x2;
            (x0, x1, x2, x3) = ((uint)(product1 >> 32) ^ x1 ^ k0, (uint)product1, (uint)(product0 >> 32) ^ x3 ^ k1, (uint)product0);
            k0 += Weyl0;
            k1 += Weyl1;
        }
        return (x0, x1, x2, x3);
    }

    /// <summary>The next word of the stream, uniform over all 32-bit numbers.</summary>
    public uint Next()
    {
        if (_used == 4)
        {
            _words = Block(((uint)_blocks, (uint)(_blocks >> 32), (uint)stream, (uint)(stream >> 32)), ((uint)key, (uint)(key >> 32)));
            _blocks++;
            _used = 0;
        }
        return _used++ switch { 0 => _words.X0, 1 => _words.X1, 2 => _words.X2, _ => _words.X3 };
    }

    /// <summary>A number from 0 to <paramref name="bound"/> - 1, without bias (Lemire, "Fast random integer generation in an interval", 2019).</summary>
    public uint Next(uint bound)
    {
        var product = (ulong)Next() * bound;
        if ((uint)product < bound)
        {
            var threshold = (0u - bound) % bound;
            while ((uint)product < threshold)
                product = (ulong)Next() * bound;
        }
        return (uint)(product >> 32);
    }
}
