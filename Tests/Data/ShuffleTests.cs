using System.Runtime.InteropServices;
using System.Security.Cryptography;
using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Xunit;

namespace MtlDsl.Tests;

public class ShuffleTests
{
    // tests/kat_vectors of Random123, "philox4x32 10": counter, key, expected.
    [Theory]
    [InlineData("00000000 00000000 00000000 00000000", "00000000 00000000", "6627e8d5 e169c58d bc57ac4c 9b00dbd8")]
    [InlineData("ffffffff ffffffff ffffffff ffffffff", "ffffffff ffffffff", "408f276d 41c83b0e a20bc7c6 6d5451fd")]
    [InlineData("243f6a88 85a308d3 13198a2e 03707344", "a4093822 299f31d0", "d16cfe09 94fdcceb 5001e420 24126ea1")]
    public void Philox_gives_the_published_answers(string counter, string key, string expected)
    {
        var (c, k, x) = (Words(counter), Words(key), Words(expected));

        Philox.Block((c[0], c[1], c[2], c[3]), (k[0], k[1])).ShouldBe((x[0], x[1], x[2], x[3]));
    }

    // Computed by a second implementation, in Python: a resumed run relies on the order never changing.
    [Theory]
    [InlineData(0, 0, new long[] { 1, 6, 3, 8, 0, 11, 2, 10, 5, 7, 9, 4 })]
    [InlineData(1, 0, new long[] { 4, 7, 1, 0, 3, 2, 8, 11, 6, 5, 9, 10 })]
    [InlineData(-5, (1L << 40) + 7, new long[] { 7, 4, 9, 5, 3, 8, 11, 0, 1, 6, 2, 10 })]
    public void The_order_never_changes(long seed, long epoch, long[] expected) => Shuffle.Order(seed, epoch, 12).ShouldBe(expected);

    [Fact]
    public void The_order_of_many_rows_never_changes()
    {
        var hash = SHA256.HashData(MemoryMarshal.AsBytes<long>(Shuffle.Order(2024, 3, 100_000)));

        Convert.ToHexStringLower(hash).ShouldBe("f363de805425f94c49195ea6cb703ef395fb9667b26c5c8f738b8e135256016d");
    }

    [Fact]
    public void The_order_is_a_permutation() =>
        Prop.ForAll<long, long, NonNegativeInt>((seed, epoch, count) =>
            Shuffle.Order(seed, epoch, count.Get).Order().SequenceEqual(Enumerable.Range(0, count.Get).Select(row => (long)row)))
        .QuickCheckThrowOnFailure();

    [Fact]
    public void A_span_gets_the_same_order_whatever_it_held()
    {
        var order = new long[50];
        Array.Fill(order, -1);

        Shuffle.Order(7, 2, order);

        order.ShouldBe(Shuffle.Order(7, 2, 50));
    }

    [Fact]
    public void Seeds_and_epochs_have_orders_of_their_own()
    {
        var orders = from seed in Enumerable.Range(0, 20) from epoch in Enumerable.Range(0, 20) select string.Join(",", Shuffle.Order(seed, epoch, 30));

        orders.Distinct().Count().ShouldBe(400);
    }

    [Fact]
    public void All_orders_are_equally_likely()
    {
        const int Epochs = 24_000;
        var counts = new Dictionary<string, int>();
        for (var epoch = 0; epoch < Epochs; epoch++)
        {
            var order = string.Concat(Shuffle.Order(99, epoch, 4));
            counts[order] = counts.GetValueOrDefault(order) + 1;
        }

        const double Expected = Epochs / 24.0;
        counts.Count.ShouldBe(24);
        // Chi-square with 23 degrees of freedom: 58.6 is passed by chance once in 20,000 seeds.
        counts.Values.Sum(count => (count - Expected) * (count - Expected) / Expected).ShouldBeLessThan(58.6);
    }

    [Fact]
    public void Bounded_draws_have_no_bias()
    {
        // Without rejection a third of the values would come twice as often: 1/2 of the draws instead of 1/3 would divide by 3.
        const uint Bound = 3u << 30;
        const int Draws = 90_000;
        var random = new Philox(1, 2);
        var divisible = 0;
        for (var i = 0; i < Draws; i++)
        {
            var value = random.Next(Bound);
            value.ShouldBeLessThan(Bound);
            divisible += value % 3 == 0 ? 1 : 0;
        }

        // Five standard deviations of a binomial count: 5 * sqrt(90,000 * 1/3 * 2/3).
        Math.Abs(divisible - Draws / 3).ShouldBeLessThan(707);
    }

    [Fact]
    public void Few_rows_and_wrong_counts()
    {
        Shuffle.Order(1, 1, 0).ShouldBeEmpty();
        Shuffle.Order(1, 1, 1).ShouldBe([0]);
        Should.Throw<ArgumentOutOfRangeException>(() => Shuffle.Order(1, 1, -1));
    }

    private static uint[] Words(string text) => [.. text.Split(' ').Select(word => Convert.ToUInt32(word, 16))];
}
