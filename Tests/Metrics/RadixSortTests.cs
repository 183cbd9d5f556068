namespace MtlDsl.Tests;

public sealed class RadixSortTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(511)]
    [InlineData(512)]
    [InlineData(5000)]
    public void Keys_of_any_spread_are_sorted_but_for_the_last_bit(int count)
    {
        var random = new Random(count);
        foreach (var spread in (Func<ulong>[])[
            () => (ulong)random.NextInt64() << 1, () => ulong.MaxValue - (ulong)random.Next(), () => (ulong)random.Next(3),
            () => 42, () => random.Next(100) == 0 ? ulong.MaxValue : (ulong)random.Next() << 8,
            () => (ulong)BitConverter.DoubleToInt64Bits(random.NextDouble())])
        {
            ulong[] keys = [.. Enumerable.Range(0, count).Select(_ => spread())];
            ulong[] expected = [.. keys.Order()];

            RadixSort.Sort(keys);

            keys.Select(key => key >> 1).ShouldBe(expected.Select(key => key >> 1));
            keys.Order().ShouldBe(expected);
        }
    }
}
