using Shouldly;
using Xunit;

namespace MtlDsl.Tests.Weighting;

/// <summary>What methods of three tasks minimise is nowhere less on a grid of weights: the solutions are found by trying.</summary>
public sealed class GradientGridTests
{
    private const int Steps = 200;

    public static TheoryData<int> Samples => [.. Enumerable.Range(0, 12)];

    [Theory, MemberData(nameof(Samples))]
    public void No_weights_make_a_shorter_point_of_the_hull(int seed)
    {
        var rows = Rows(seed);
        using var method = new MGDA();
        GradientSamples.Combine(method, rows);
        method.Weights!.Sum().ShouldBe(1, 1e-12);
        var found = Square(rows, [.. method.Weights!]);
        // The sum of three products, rounded in float64.
        Simplex().Min(weights => Square(rows, weights)).ShouldBeGreaterThanOrEqualTo(found - 1e-12);
    }

    [Theory, MemberData(nameof(Samples))]
    public void No_weights_make_CAGrads_dual_less(int seed)
    {
        var rows = Rows(seed);
        foreach (var c in new[] { 0.2, 0.5, 1, 2 })
        {
            using var method = new CAGrad { C = c, Rescaling = CAGradRescaling.None };
            GradientSamples.Combine(method, rows);
            double[] mean = [1.0 / 3, 1.0 / 3, 1.0 / 3];
            var radius = c * Math.Sqrt(Square(rows, mean));
            double Dual(double[] weights) => Product(rows, weights, mean) + radius * Math.Sqrt(Square(rows, weights));
            // d = g_0 + λ g_w, Σw = 1; all 0 where the least of the dual is 0, at g_w = 0.
            double[] beyond = [.. method.Weights!.Select(weight => weight - 1.0 / 3)];
            var found = method.Weights!.All(weight => weight == 0) ? 0 : Dual([.. beyond.Select(weight => weight / beyond.Sum())]);
            // The dual is found to 1e-12; where the hull holds 0, up to the share of 1e-5 of the lengths that counts as 0.
            Simplex().Min(Dual).ShouldBeGreaterThanOrEqualTo(found - 1e-5, $"c = {c}");
            if (found != 0) Math.Sqrt(Square(rows, beyond)).ShouldBe(radius, 1e-9 * radius, $"c = {c}");
        }
    }

    [Theory, MemberData(nameof(Samples))]
    public void No_weights_of_at_least_the_given_ones_make_a_shorter_projection(int seed)
    {
        var rows = Rows(seed);
        foreach (var regularization in new[] { 0, 1e-4 })
        {
            using var mean = new DualProj { Regularization = regularization };
            GradientSamples.Combine(mean, rows);
            RequireLeast([1.0 / 3, 1.0 / 3, 1.0 / 3], [.. mean.Weights!]);

            var sum = new double[3];
            for (var i = 0; i < 3; i++)
            {
                double[] preference = [0, 0, 0];
                preference[i] = 1.0 / 3;
                using var single = new DualProj { Regularization = regularization, Preference = preference };
                GradientSamples.Combine(single, rows);
                RequireLeast(preference, [.. single.Weights!]);
                for (var j = 0; j < 3; j++) sum[j] += single.Weights![j];
            }

            using var projected = new UPGrad { Regularization = regularization };
            GradientSamples.Combine(projected, rows);
            for (var j = 0; j < 3; j++) projected.Weights![j].ShouldBe(sum[j], 1e-12);

            void RequireLeast(double[] lower, double[] weights)
            {
                var trace = rows.Sum(row => GradientSamples.Dot(row, row));
                double Objective(double[] v) => Square(rows, v) / trace + regularization * v.Sum(value => value * value);
                for (var i = 0; i < 3; i++) weights[i].ShouldBeGreaterThanOrEqualTo(lower[i]);
                // A grid over the box that holds the solution, beyond it twice as far; the objective is of order 1 and rounded in float64.
                var size = 2 * weights.Max() + 1;
                Box().Min(point => Objective([.. point.Select((share, i) => lower[i] + share * size)])).ShouldBeGreaterThanOrEqualTo(Objective(weights) - 1e-12);
            }
        }
    }

    private static IEnumerable<double[]> Simplex() =>
        from i in Enumerable.Range(0, Steps + 1) from j in Enumerable.Range(0, Steps + 1 - i) select new[] { i / (double)Steps, j / (double)Steps, (Steps - i - j) / (double)Steps };

    private static IEnumerable<double[]> Box() =>
        from i in Enumerable.Range(0, 26) from j in Enumerable.Range(0, 26) from k in Enumerable.Range(0, 26) select new[] { i / 25.0, j / 25.0, k / 25.0 };

    /// <summary>Three gradients of 2 (dependent) to 6 elements, most in conflict.</summary>
    private static float[][] Rows(int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, 3).Select(i => Enumerable.Range(0, 2 + seed % 5).Select(k => (float)(random.NextDouble() - 0.5 + (k % 3 == i ? 0.2 : -0.2))).ToArray())];
    }

    private static double Square(float[][] rows, double[] weights) => Product(rows, weights, weights);

    private static double Product(float[][] rows, double[] weights, double[] others)
    {
        var product = 0.0;
        for (var k = 0; k < rows[0].Length; k++)
        {
            double left = 0, right = 0;
            for (var i = 0; i < rows.Length; i++)
            {
                left += weights[i] * rows[i][k];
                right += others[i] * rows[i][k];
            }

            product += left * right;
        }

        return product;
    }
}
