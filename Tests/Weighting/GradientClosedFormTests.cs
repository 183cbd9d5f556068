using Shouldly;
using Xunit;

namespace MtlDsl.Tests.Weighting;

/// <summary>Weights of two tasks by formula: a = ‖g_1‖², b = g_1·g_2, d = ‖g_2‖².</summary>
public sealed class GradientClosedFormTests
{
    public static TheoryData<string> Forms => ["MGDA", "CAGrad", "CAGrad 1", "CAGrad 2", "NashMTL", "NashMTL unscaled", "FairGrad", "IMTLG", "UPGrad exact", "DualProj exact", "PCGrad", "AlignedMTL", "ConFIG", "NTKMTL"];

    [Theory, MemberData(nameof(Forms))]
    public void Two_tasks_have_the_weights_of_the_formula(string name)
    {
        foreach (var degrees in new[] { 3, 30, 60, 89, 90, 91, 120, 150, 170, 179 })
        {
            foreach (var ratio in new[] { 1, 1.5, 0.3, 100, 1e-3, 1e5 })
            {
                var angle = degrees * Math.PI / 180;
                float[][] rows = [[0.7f, 0], [(float)(0.7 * ratio * Math.Cos(angle)), (float)(0.7 * ratio * Math.Sin(angle))]];
                using var method = GradientSamples.Method(name);
                GradientSamples.Combine(method, rows);
                var (a, b, d) = (GradientSamples.Dot(rows[0], rows[0]), GradientSamples.Dot(rows[0], rows[1]), GradientSamples.Dot(rows[1], rows[1]));
                // Aligned-MTL leaves out components below the precision of float32.
                if (name == "AlignedMTL" && a * d - b * b < 1e-6 * (a + d) * (a + d)) continue;
                var expected = Weights(name, a, b, d);
                // Solvers end at 1e-10 or better. At 179 degrees the matrix of the cosines has a condition of 1e4, by which the formulas too multiply what float64
                // rounds, and by which the ridge of 1e-10 that the equations of Nash-MTL and FairGrad have counts.
                for (var i = 0; i < 2; i++)
                    method.Weights![i].ShouldBe(expected[i], 2e-6 * Math.Abs(expected[i]) + 1e-9 * Math.Abs(expected.Max()), $"{name}, {degrees}°, 1 : {ratio}, weight {i}");
            }
        }
    }

    [Fact]
    public void Equal_lengths_or_right_angles_solve_the_fair_equation_for_any_exponent()
    {
        foreach (var alpha in new[] { 0.1, 0.5, 1, 2, 5 })
        {
            using var method = new FairGrad { Alpha = alpha };
            var gamma = 1 / alpha;
            GradientSamples.Combine(method, [[3, 0], [0, 0.5f]]);
            // ‖g‖² w = w^(-γ); float64 rounds powers to 1e-15, the ridge is 1e-10.
            method.Weights![0].ShouldBe(Math.Pow(9, -1 / (1 + gamma)), 1e-9);
            method.Weights![1].ShouldBe(Math.Pow(0.25, -1 / (1 + gamma)), 1e-9 * Math.Pow(0.25, -1 / (1 + gamma)));

            // (a + b) w = w^(-γ), here with 25 - 7.
            GradientSamples.Combine(method, [[3, 4], [3, -4]]);
            method.Weights![0].ShouldBe(Math.Pow(18, -1 / (1 + gamma)), 1e-9);
            method.Weights![1].ShouldBe(method.Weights![0], 1e-12);
        }
    }

    /// <summary>The equation itself holds, (G w)_i = (p_i / w_i)^γ, to the solver's 1e-10 and its ridge.</summary>
    [Theory]
    [InlineData("NashMTL unscaled", 1)]
    [InlineData("FairGrad 0.1", 10)]
    [InlineData("FairGrad", 1)]
    [InlineData("FairGrad 2", 0.5)]
    public void Fair_weights_solve_their_equation(string name, double gamma)
    {
        foreach (var rows in MatrixSamples.Normals.Where(rows => rows[0].Length >= rows.Length))
        {
            using var method = GradientSamples.Method(name);
            GradientSamples.Combine(method, rows);
            for (var i = 0; i < rows.Length; i++)
            {
                var left = rows.Select((row, j) => GradientSamples.Dot(rows[i], row) * method.Weights![j]).Sum();
                var right = Math.Pow(method.Weights![i], -gamma);
                // The ridge adds 1e-10 ‖g_i‖² w_i to the left side, which conflict makes larger than the sum.
                left.ShouldBe(right, 1e-9 * right + 2e-10 * GradientSamples.Dot(rows[i], rows[i]) * method.Weights![i], $"{name} on {rows.Length} × {rows[0].Length}");
            }
        }
    }

    private static double[] Weights(string name, double a, double b, double d)
    {
        var (conflict, norm1, norm2) = (Math.Min(b, 0), Math.Sqrt(a), Math.Sqrt(d));
        var cosine = b / (norm1 * norm2);
        switch (name)
        {
            case "MGDA":
                var share = Math.Clamp((d - b) / (a + d - 2 * b), 0, 1);
                return [share, 1 - share];
            case "CAGrad": return ConflictAverse(a, b, d, 0.5);
            case "CAGrad 1": return ConflictAverse(a, b, d, 1);
            case "CAGrad 2": return ConflictAverse(a, b, d, 2);
            // G w = 1 / w: w_i = 1 / (‖g_i‖ √(1 + cos)); the combination has the length √2.
            case "NashMTL unscaled" or "FairGrad": return [1 / (norm1 * Math.Sqrt(1 + cosine)), 1 / (norm2 * Math.Sqrt(1 + cosine))];
            case "NashMTL": return [1 / (norm1 * Math.Sqrt(2 + 2 * cosine)), 1 / (norm2 * Math.Sqrt(2 + 2 * cosine))];
            case "IMTLG": return [norm2 / (norm1 + norm2), norm1 / (norm1 + norm2)];
            case "UPGrad exact": return [0.5 * (1 - conflict / a), 0.5 * (1 - conflict / d)];
            case "PCGrad": return [1 - conflict / a, 1 - conflict / d];
            case "DualProj exact": return [Math.Max(0.5, -b / (2 * a)), Math.Max(0.5, -b / (2 * d))];
            case "ConFIG":
                // u along both unit gradients, as long as the projections on it together.
                var length = (norm1 + norm2) * (1 + cosine) / (2 + 2 * cosine);
                return [length / norm1, length / norm2];
            case "NTKMTL": return [2 * Math.Sqrt((a + d) / a), 2 * Math.Sqrt((a + d) / d)];
            default: return Aligned(a, b, d);
        }
    }

    /// <summary>√λ_min G^(-1/2) 1, where the root of a 2 × 2 matrix is (G + √det I) / √(trace + 2 √det).</summary>
    private static double[] Aligned(double a, double b, double d)
    {
        var root = Math.Sqrt(a * d - b * b);
        var norm = Math.Sqrt(a + d + 2 * root);
        // λ_min as det / λ_max, which does not cancel.
        var least = (a * d - b * b) / (0.5 * (a + d) + Math.Sqrt(0.25 * (a - d) * (a - d) + b * b));
        var factor = Math.Sqrt(least) * norm / (root * (a + d + 2 * root));
        return [factor * (d + root - b), factor * (a + root - b)];
    }

    /// <summary>
    /// The dual problem along the line through g_1 and g_2, whose nearest point to 0 is h away: with s the place on it, slope k s + r √(h² + s²) is least where the
    /// angle to that point has the sine -k / r.
    /// </summary>
    private static double[] ConflictAverse(double a, double b, double d, double c)
    {
        var line = Math.Sqrt(a + d - 2 * b);
        var height = Math.Sqrt(a * d - b * b) / line;
        var radius = 0.5 * c * Math.Sqrt(a + d + 2 * b);
        var slope = (a - d) / (2 * line);
        var (first, second) = ((a - b) / line, (b - d) / line);
        var place = Math.Abs(slope) < radius ? -slope * height / Math.Sqrt(radius * radius - slope * slope) : -Math.Sign(slope) * double.MaxValue;
        place = Math.Clamp(place, second, first);
        var w = (place - second) / line;
        var step = radius / Math.Sqrt(height * height + place * place);
        return [0.5 + step * w, 0.5 + step * (1 - w)];
    }
}
