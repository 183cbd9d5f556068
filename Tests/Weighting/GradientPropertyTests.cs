using Shouldly;
using Xunit;

namespace MtlDsl.Tests.Weighting;

/// <summary>The properties that <see cref="GradientPromise"/> lists, as TorchJD's tests define them, on matrices of known rank and stationarity.</summary>
public sealed class GradientPropertyTests
{
    // Powers of two leave the digits of a gradient as they are.
    private static readonly double[] Scales = [Math.Pow(2, -40), Math.Pow(2, -10), 1, Math.Pow(2, 10), Math.Pow(2, 40)];

    public static TheoryData<string> Every => GradientPromise.Where(_ => true);

    public static TheoryData<string> ThatDoNotConflict => GradientPromise.Where(promise => promise.Conflict is not null);

    public static TheoryData<string> ThatIgnoreTheOrder => GradientPromise.Where(promise => promise.IgnoresOrder);

    public static TheoryData<string> ThatAreAdditive => GradientPromise.Where(promise => promise.IsAdditive);

    public static TheoryData<string> ThatKeepMoving => GradientPromise.Where(promise => promise.VanishesAt != Stationarity.Anywhere);

    public static TheoryData<string> OfADegree => GradientPromise.Where(promise => promise.Degree is not null);

    [Theory, MemberData(nameof(Every))]
    public void The_result_has_an_element_for_each_parameter_and_is_finite_at_any_scale(string name)
    {
        foreach (var scale in new[] { 0, 1e-20, 1e-10, 1, 1e3, 1e5, 1e10, 1e15 })
        {
            foreach (var rows in MatrixSamples.All.Select(rows => rows.Times(scale)))
            {
                using var method = GradientSamples.Method(name);
                var combined = GradientSamples.Combine(method, rows);
                combined.Length.ShouldBe(rows[0].Length);
                Array.TrueForAll(combined, float.IsFinite).ShouldBeTrue(Describe(name, rows, scale));
                (method.Weights ?? []).All(double.IsFinite).ShouldBeTrue(Describe(name, rows, scale));
                if (scale == 0) GradientSamples.Norm(combined).ShouldBe(0, name);
            }
        }
    }

    [Theory, MemberData(nameof(Every))]
    public void The_same_gradients_give_the_same_bits(string name)
    {
        foreach (var rows in MatrixSamples.All)
        {
            using GradientMethod first = GradientSamples.Method(name), second = GradientSamples.Method(name);
            for (long step = 0; step < 3; step++)
                GradientSamples.Combine(second, rows, step: step).ShouldBe(GradientSamples.Combine(first, rows, step: step), Describe(name, rows));
        }
    }

    [Theory, MemberData(nameof(ThatDoNotConflict))]
    public void The_result_conflicts_with_no_task(string name)
    {
        var regularization = GradientPromise.Of(name).Conflict!.Value;
        foreach (var rows in MatrixSamples.All)
        {
            using var method = GradientSamples.Method(name);
            var combined = GradientSamples.Combine(method, rows);
            var size = GradientSamples.Size(method, rows);
            var trace = rows.Sum(row => GradientSamples.Dot(row, row));
            for (var i = 0; i < rows.Length; i++)
            {
                // float32 rounds the sum of up to 40 gradients by 40 times 1e-7 of their size.
                var least = -regularization * method.Weights![i] * trace - 4e-6 * GradientSamples.Norm(rows[i]) * size;
                GradientSamples.Dot(rows[i], combined).ShouldBeGreaterThanOrEqualTo(least, Describe(name, rows));
            }
        }
    }

    [Theory, MemberData(nameof(ThatIgnoreTheOrder))]
    public void The_order_of_the_tasks_does_not_matter(string name)
    {
        foreach (var rows in MatrixSamples.All)
        {
            var numbers = GradientSamples.Numbers(rows.Length);
            using var method = GradientSamples.Method(name);
            var expected = GradientSamples.Combine(method, rows, numbers: numbers);
            // What float32 rounds in a sum, and what that moves where an eigenvalue is small: TorchJD's tests allow 1e-4.
            var tolerance = 1e-5 * GradientSamples.Size(method, rows);
            for (var seed = 0; seed < 3; seed++)
            {
                int[] order = [.. Enumerable.Range(0, rows.Length)];
                new Random(seed).Shuffle(order);
                using var other = GradientSamples.Method(name);
                var combined = GradientSamples.Combine(other, [.. order.Select(i => rows[i])], numbers: [.. order.Select(i => numbers[i])]);
                GradientSamples.ShouldBeNear(combined, expected, tolerance, Describe(name, rows));
            }
        }
    }

    [Theory, MemberData(nameof(ThatAreAdditive))]
    public void The_result_is_linear_in_the_scales_of_the_gradients(string name)
    {
        foreach (var rows in MatrixSamples.All)
        {
            var random = new Random(5);
            for (var run = 0; run < 5; run++)
            {
                double[] c1 = Draw(rows.Length), c2 = Draw(rows.Length);
                var (alpha, beta) = (random.NextDouble(), random.NextDouble());
                var (first, size1) = Scaled(c1);
                var (second, size2) = Scaled(c2);
                var (both, size) = Scaled([.. c1.Zip(c2, (x, y) => alpha * x + beta * y)]);
                // What float32 rounds in sums of up to 40 gradients.
                var tolerance = 1e-5 * Math.Max(size, alpha * size1 + beta * size2);
                GradientSamples.ShouldBeNear(both, [.. first.Zip(second, (x, y) => alpha * x + beta * y)], tolerance, Describe(name, rows));
            }

            double[] Draw(int count) => [.. Enumerable.Range(0, count).Select(_ => random.NextDouble())];

            (float[] Combined, double Size) Scaled(double[] factors)
            {
                float[][] scaled = [.. rows.Select((row, i) => Array.ConvertAll(row, value => (float)(value * factors[i])))];
                using var method = GradientSamples.Method(name);
                return (GradientSamples.Combine(method, scaled), GradientSamples.Size(method, scaled));
            }
        }
    }

    [Theory, MemberData(nameof(ThatKeepMoving))]
    public void The_result_is_0_at_stationary_points_alone(string name)
    {
        var isStrong = GradientPromise.Of(name).VanishesAt == Stationarity.Strong;
        foreach (var (rows, least) in isStrong ? [.. MatrixSamples.NonWeak, .. MatrixSamples.StrictlyWeak] : MatrixSamples.NonWeak)
        {
            using var method = GradientSamples.Method(name);
            var combined = GradientSamples.Combine(method, rows);
            method.Weights!.All(weight => weight >= 0).ShouldBeTrue(Describe(name, rows));
            var bound = method.Weights!.Zip(least, (weight, u) => weight * u).Sum();
            bound.ShouldBeGreaterThan(isStrong ? 0.99 / rows.Length : 0, Describe(name, rows));
            GradientSamples.Norm(combined).ShouldBeGreaterThan(0.99 * bound, Describe(name, rows));
        }
    }

    [Theory, MemberData(nameof(OfADegree))]
    public void The_result_grows_with_a_power_of_the_scale(string name)
    {
        var degree = GradientPromise.Of(name).Degree!.Value;
        foreach (var rows in MatrixSamples.All)
        {
            using var method = GradientSamples.Method(name);
            var expected = GradientSamples.Combine(method, rows);
            // Solvers end where their tolerances are met, 1e-10 at worst, which a small eigenvalue makes more of; float32 rounds to 1e-7.
            var tolerance = 1e-6 * GradientSamples.Size(method, rows);
            foreach (var scale in Scales)
            {
                using var other = GradientSamples.Method(name);
                var power = Math.Pow(scale, -degree);
                var combined = Array.ConvertAll(GradientSamples.Combine(other, rows.Times(scale)), value => (float)(value * power));
                GradientSamples.ShouldBeNear(combined, expected, tolerance, Describe(name, rows, scale));
            }
        }
    }

    private static string Describe(string name, float[][] rows, double scale = 1) => FormattableString.Invariant($"{name} on {rows.Length} × {rows[0].Length}, times {scale}");
}
