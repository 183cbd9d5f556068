using Shouldly;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace MtlDsl.Tests.Weighting;

/// <summary>Gradients that are 0, the same, opposite, or of sizes far from each other.</summary>
public sealed class GradientRobustnessTests
{
    /// <summary>Where a gradient of 0 among others changes more than the length: the hull's nearest point is 0, a mean counts the tasks, or orders are drawn of more of them.</summary>
    private static readonly string[] ThatNoticeZeros =
        ["MGDA", "MGDA l2", "MGDA loss", "MGDA loss+", "CAGrad", "CAGrad rescaled", "CAGrad 1", "CAGrad 2", "PIVRG", "MoCo", "MoCo paper", "MoDo", "SDMGrad", "PCGrad", "GradVac"];

    public static TheoryData<string> Every => GradientPromise.Where(_ => true);

    public static TheoryData<string> ThatIgnoreZeros => GradientPromise.Where(promise => !ThatNoticeZeros.Contains(promise.Name));

    public static TheoryData<string> ThatDoNotConflict => GradientPromise.Where(promise => promise.Conflict == 0);

    [Theory, MemberData(nameof(Every))]
    public void The_result_is_finite(string name)
    {
        foreach (var rows in Degenerate())
        {
            using var method = GradientSamples.Method(name);
            for (long step = 0; step < 3; step++)
                Array.TrueForAll(GradientSamples.Combine(method, rows, step: step), float.IsFinite).ShouldBeTrue($"{name} on {rows.Length} × {rows[0].Length}, {rows[0][0]}");
        }
    }

    [Theory, MemberData(nameof(Every))]
    public void A_single_task_is_followed(string name)
    {
        foreach (var size in new[] { 1e-3, 1, 1e3 })
        {
            float[] gradient = [(float)(3 * size), (float)(-4 * size)];
            using var method = GradientSamples.Method(name);
            var combined = GradientSamples.Combine(method, [gradient]);
            var length = GradientSamples.Norm(combined);
            length.ShouldBeGreaterThan(0);
            GradientSamples.ShouldBeNear(combined, [0.6 * length, -0.8 * length], 1e-6 * length, name);
        }
    }

    [Theory, MemberData(nameof(ThatIgnoreZeros))]
    public void A_gradient_of_0_changes_no_direction(string name)
    {
        float[][] rows = [[1, 2, 0.5f], [-2, 1, 3], [0.5f, -1.5f, 1]];
        using GradientMethod method = GradientSamples.Method(name), other = GradientSamples.Method(name);
        var (with, without) = (GradientSamples.Combine(method, [.. rows, [0, 0, 0]], numbers: [1, 1, 1, 1]), GradientSamples.Combine(other, rows, numbers: [1, 1, 1]));
        var factor = GradientSamples.Norm(with) / GradientSamples.Norm(without);
        GradientSamples.ShouldBeNear(with, [.. without.Select(value => value * factor)], 1e-5 * GradientSamples.Norm(with), name);
    }

    [Fact]
    public void Where_a_gradient_is_0_the_worst_off_task_cannot_be_helped()
    {
        float[][] rows = [[1, 2], [-2, 1], [0, 0]];
        foreach (var name in new[] { "MGDA", "MGDA l2", "CAGrad", "CAGrad 1", "CAGrad 2" })
        {
            using var method = GradientSamples.Method(name);
            GradientSamples.Norm(GradientSamples.Combine(method, rows)).ShouldBe(0, name);
        }
    }

    [Theory, MemberData(nameof(ThatDoNotConflict))]
    public void Gradients_of_sizes_far_from_each_other_meet_no_conflict(string name)
    {
        foreach (var rows in MatrixSamples.Normals.Select(Spread))
        {
            using var method = GradientSamples.Method(name);
            var combined = GradientSamples.Combine(method, rows);
            Array.TrueForAll(combined, float.IsFinite).ShouldBeTrue(name);
            var size = GradientSamples.Size(method, rows);
            foreach (var row in rows)
                GradientSamples.Dot(row, combined).ShouldBeGreaterThanOrEqualTo(-4e-6 * GradientSamples.Norm(row) * size, $"{name} on {rows.Length} × {rows[0].Length}");
        }
    }

    [Fact]
    public void Impartial_projections_are_as_long_whatever_the_sizes_of_the_gradients()
    {
        foreach (var ratio in new[] { 1, 1e-2, 1e-4, 1e-6 })
        {
            float[][] rows = [[1, 2, 0.5f, 1], [(float)(-2 * ratio), (float)ratio, (float)(3 * ratio), 0], [0.5f, -1.5f, 1, -1]];
            using var method = GradientSamples.Method("IMTLG");
            var combined = GradientSamples.Combine(method, rows);
            var first = GradientSamples.Dot(rows[0], combined) / GradientSamples.Norm(rows[0]);
            foreach (var row in rows)
                (GradientSamples.Dot(row, combined) / GradientSamples.Norm(row)).ShouldBe(first, 1e-5 * GradientSamples.Size(method, rows), $"ratio {ratio}");
        }
    }

    [Theory, MemberData(nameof(Every))]
    public void A_gradient_that_is_not_finite_is_refused_and_not_remembered(string name)
    {
        using var scope = NewDisposeScope();
        var numbers = GradientSamples.Numbers(3);
        foreach (var bad in new[] { float.NaN, float.PositiveInfinity })
        {
            using GradientMethod method = GradientSamples.Method(name), other = GradientSamples.Method(name);
            for (var batch = 0; batch < method.Batches; batch++)
            {
                Tensor[] batches = [.. Enumerable.Range(0, method.Batches).Select(i => GradientSamples.Rows([1, 2], [3, i == batch ? bad : 4], [5, 6]))];
                var step = new TaskGradients(batches[0]) { FurtherBatches = batches[1..], Losses = numbers, Scores = numbers };
                Should.Throw<ArgumentException>(() => method.Combine(step)).Message.ShouldStartWith("The gradient of task 1 has elements that are not finite");
                Should.Throw<ArgumentException>(() => method.Combine(step with { Tasks = [1, 2] })).Message.ShouldContain("task 1");
                // A row that takes no part may hold anything.
                using var without = GradientSamples.Method(name);
                Array.TrueForAll(GradientSamples.Combine(without, [[1, 2], [bad, 4], [5, 6]], [0, 2]), float.IsFinite).ShouldBeTrue(name);
            }

            float[][] rows = [[1, 2], [3, -4], [-5, 6]];
            GradientSamples.Combine(method, rows).ShouldBe(GradientSamples.Combine(other, rows), name);
        }
    }

    private static IEnumerable<float[][]> Degenerate()
    {
        float[] g = [1, -2, 0.5f], h = [0.25f, 1, 1], zero = [0, 0, 0], opposite = [-1, 2, -0.5f];
        float[][][] small =
        [
            [g], [zero], [zero, zero], [g, zero], [zero, g, h], [g, g], [g, g, h, h], [g, opposite], [g, opposite, h], [g, opposite, zero],
            [[1], [-1]], [[1], [2]], [[1], [-3], [0]], [[1, 0], [0, 1]], [[1e-20f, 0], [1e15f, 1e15f]], [[1e15f, 0], [-1e15f, 1e-20f]],
        ];
        foreach (var scale in new[] { 1e-20, 1e-10, 1, 1e10, 1e15 })
            foreach (var rows in small.Where(rows => scale == 1 || rows.Max(row => row.Max(Math.Abs)) < 1e10f)) yield return rows.Times(scale);
        foreach (var rows in MatrixSamples.All) yield return Spread(rows);
        yield return [.. Enumerable.Repeat(g, 40)];
        yield return [.. Enumerable.Range(0, 40).Select(i => i % 2 == 0 ? g : opposite)];
    }

    /// <summary>The rows with lengths from 1e-10 to 1e10 times those that they have.</summary>
    private static float[][] Spread(float[][] rows) =>
        [.. rows.Select((row, i) => Array.ConvertAll(row, value => (float)(value * Math.Pow(10, i * 7 % 21 - 10))))];
}
