using Shouldly;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace MtlDsl.Tests.Weighting;

/// <summary>Draws are a pure function of seed and step, and GradDrop does with them what its paper says.</summary>
public sealed class GradientRandomnessTests
{
    public static TheoryData<string> ThatDraw => GradientPromise.Where(promise => promise.Draws);

    public static TheoryData<string> ThatDrawNothing => GradientPromise.Where(promise => !promise.Draws);

    [Theory, MemberData(nameof(ThatDraw))]
    public void Seed_and_step_decide_all_draws(string name)
    {
        var results = new List<float[]>();
        foreach (var seed in new long[] { 0, 1, -7, long.MaxValue })
        {
            foreach (var step in new long[] { 0, 1, 2, 1_000_000 })
            {
                var expected = Combine(name, seed, step);
                manual_seed(seed + step + 5);
                using var elsewhere = rand(100);
                Combine(name, seed, step).ShouldBe(expected, name);
                results.Add(expected);
            }
        }

        // Six orders for each of four tasks, or forty coins: hardly two of sixteen are the same, and not all can be.
        results.Select(result => string.Join(",", result)).Distinct().Count().ShouldBeGreaterThan(10, name);
    }

    [Theory, MemberData(nameof(ThatDrawNothing))]
    public void Methods_that_draw_nothing_do_not_look_at_the_seed(string name) => Combine(name, 1, 0).ShouldBe(Combine(name, 2, 0));

    [Fact]
    public void The_orders_of_tasks_are_all_drawn_as_often()
    {
        float[][] rows = [[1, 0], [0, 1], [1, 1]];
        using var scope = NewDisposeScope();
        using var method = new PCGrad();
        var gradients = GradientSamples.Rows(rows);
        var ascending = 0;
        const int steps = 4000;
        for (long step = 0; step < steps; step++)
        {
            var given = GradientRows.Of(new TaskGradients(gradients) { Step = step, Seed = 9 }, method);
            int[] order = [.. TaskOrder.Others(GradientGram.Of(given, gradients, gradients), 1)];
            order.Order().ShouldBe([0, 2]);
            if (order[0] == 0) ascending++;
        }

        // Four standard errors of a fair coin.
        ((double)ascending / steps).ShouldBe(0.5, 4 * Math.Sqrt(0.25 / steps));
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(0.25)]
    [InlineData(1.0)]
    public void GradDrop_keeps_the_sign_that_its_draw_decides(double leak)
    {
        const int columns = 200, levels = 128;
        // Two gradients of p and -(1 - p) have the purity p: what is kept shows between which levels each element's draw is.
        var above = new int[columns];
        for (var level = 0; level <= levels; level++)
        {
            var p = level / (float)levels;
            var kept = Drop(0, [.. new[] { p, p - 1 }.Select(value => Enumerable.Repeat(value, columns).ToArray())]);
            for (var k = 0; k < columns; k++) above[k] += kept[k] > 0 ? 1 : 0;
        }

        var random = new Random(4);
        float[][] rows = [.. Enumerable.Range(0, 5).Select(_ => Enumerable.Range(0, columns).Select(_ => (float)(random.NextDouble() - 0.4)).ToArray())];
        var combined = Drop(leak, rows);
        var decided = 0;
        for (var k = 0; k < columns; k++)
        {
            double positive = rows.Sum(row => Math.Max(row[k], 0)), negative = rows.Sum(row => Math.Min(row[k], 0));
            var purity = 0.5 * (1 + (positive + negative) / (positive - negative));
            // Positive from the level levels + 1 - above on: the draw is below that level and not below the one before.
            double high = (levels + 1.0 - above[k]) / levels, low = high - 1.0 / levels;
            if (purity > low - 1e-6 && purity < high + 1e-6) continue;
            decided++;
            var expected = purity > high ? positive + leak * negative : negative + leak * positive;
            ((double)combined[k]).ShouldBe(expected, 1e-6, $"element {k}");
        }

        decided.ShouldBeGreaterThan(columns * 9 / 10);

        static float[] Drop(double leak, float[][] rows)
        {
            using var method = new GradDrop { Leak = leak };
            return GradientSamples.Combine(method, rows, step: 6, seed: 11);
        }
    }

    [Fact]
    public void GradDrop_gives_the_expected_gradient_on_average()
    {
        const int columns = 100_000;
        float[] column = [0.5f, -1, 0.25f, 1.5f];
        using var method = new GradDrop();
        var combined = GradientSamples.Combine(method, [.. column.Select(value => Enumerable.Repeat(value, columns).ToArray())]);

        // P is ½ (1 + 1.25 / 3.25), of keeping 2.25 rather than -1; four standard errors.
        var p = 0.5 * (1 + 1.25 / 3.25);
        combined.Average(value => (double)value).ShouldBe(p * 2.25 - (1 - p), 4 * 3.25 * Math.Sqrt(p * (1 - p) / columns));
        combined.Distinct().Order().ShouldBe([-1, 2.25f]);
    }

    [Fact]
    public void GradDrop_of_the_representation_decides_about_a_feature_by_its_sum_over_the_batch()
    {
        const int tasks = 3, batch = 5, features = 400;
        const double leak = 0.25;
        using var scope = TorchSharp.torch.NewDisposeScope();
        var random = new Random(5);
        float[] Numbers(int count) => [.. Enumerable.Range(0, count).Select(_ => (float)(random.NextDouble() - 0.45))];
        float[][] rows = [.. Enumerable.Range(0, tasks).Select(_ => Numbers(batch * features))];
        var representation = Numbers(batch * features);
        using var method = new GradDrop { OnRepresentation = true, Leak = leak };

        var combined = method.Combine(new TaskGradients(TorchSharp.torch.tensor(rows.SelectMany(row => row).ToArray()).view(tasks, -1))
        {
            Representation = TorchSharp.torch.tensor(representation).view(batch, features), Step = 3, Seed = 9,
        }).Floats();

        var (positives, expectedPositives, variance) = (0, 0.0, 0.0);
        for (var f = 0; f < features; f++)
        {
            double[] sums = [.. rows.Select(row => Enumerable.Range(0, batch).Sum(i => (double)row[i * features + f] * Math.Sign(representation[i * features + f])))];
            var p = 0.5 * (1 + sums.Sum() / sums.Sum(Math.Abs));
            double Kept(int i, int sign) => rows.Select((row, t) => row[i * features + f] * (Math.Sign(sums[t]) == sign ? 1 : leak)).Sum();
            var isPositive = Math.Abs(combined[f] - Kept(0, 1)) < Math.Abs(combined[f] - Kept(0, -1));
            for (var i = 0; i < batch; i++) ((double)combined[i * features + f]).ShouldBe(Kept(i, isPositive ? 1 : -1), 1e-6);
            positives += isPositive ? 1 : 0;
            expectedPositives += p;
            variance += p * (1 - p);
        }

        // Four standard errors.
        ((double)positives).ShouldBe(expectedPositives, 4 * Math.Sqrt(variance));
    }

    private static float[] Combine(string name, long seed, long step)
    {
        var random = new Random(1);
        float[][] rows = [.. Enumerable.Range(0, 4).Select(_ => Enumerable.Range(0, 40).Select(_ => (float)(random.NextDouble() - 0.55)).ToArray())];
        // Less alike, as gradients in conflict are.
        for (var i = 0; i < 4; i++)
            for (var k = 0; k < 40; k++) rows[i][k] += k % 4 == i ? 1 : -0.4f;
        using var method = GradientSamples.Method(name);
        return GradientSamples.Combine(method, rows, step: step, seed: seed);
    }
}
