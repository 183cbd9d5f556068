using System.Text.Json;
using Shouldly;
using Xunit;

namespace MtlDsl.Tests.Weighting;

/// <summary>Tasks without a label in the batch.</summary>
public sealed class GradientAbsenceTests
{
    private static readonly int[] Some = [0, 2, 5];

    public static TheoryData<string> Every => GradientPromise.Where(_ => true);

    public static TheoryData<string> ThatRemember => GradientPromise.Where(promise => promise.Remembers);

    [Theory, MemberData(nameof(Every))]
    public void The_result_is_that_of_the_smaller_problem(string name)
    {
        using GradientMethod method = GradientSamples.Method(name), smaller = GradientSamples.Method(name);
        for (long step = 0; step < 5; step++)
        {
            var (rows, numbers) = (Rows(step), GradientSamples.Numbers(6));
            var expected = GradientSamples.Combine(smaller, [.. Some.Select(i => rows[i])], step: step, numbers: [.. Some.Select(i => numbers[i])]);
            // A share of what the tasks that take part have together is rounded once more.
            GradientSamples.ShouldBeNear(GradientSamples.Combine(method, rows, Some, step, numbers), expected, 1e-6 * rows.Sum(GradientSamples.Norm), name);
            if (method.Weights is null) continue;
            for (var i = 0; i < 6; i++)
                method.Weights[i].ShouldBe(Array.IndexOf(Some, i) is var row and >= 0 ? smaller.Weights![row] : 0, 1e-9, $"{name}, task {i}");
        }
    }

    [Theory, MemberData(nameof(ThatRemember))]
    public void What_is_remembered_of_the_others_stays(string name)
    {
        using var method = GradientSamples.Method(name);
        GradientSamples.Combine(method, Rows(0));
        var before = State(method);
        before.Count.ShouldBeGreaterThan(0, name);

        GradientSamples.Combine(method, Rows(1), Some, 3);

        var after = State(method);
        after.Keys.ShouldBe(before.Keys);
        after.ShouldNotBe(before);
        foreach (var (what, numbers) in after)
        {
            // One number, or as many, for each task, or for each pair of tasks.
            var each = numbers.Length / 6;
            // How many steps there were.
            if (each == 0) continue;
            for (var i = 0; i < numbers.Length; i++)
                if (!Some.Contains(i / each) || (what == "cosines" && !Some.Contains(i % 6))) numbers[i].ShouldBe(before[what][i], $"{name}, {what} {i}");
        }
    }

    [Theory, MemberData(nameof(Every))]
    public void Without_any_task_the_result_is_0_and_nothing_is_learnt(string name)
    {
        using GradientMethod method = GradientSamples.Method(name), other = GradientSamples.Method(name);
        GradientSamples.Combine(method, Rows(0)).ShouldBe(GradientSamples.Combine(other, Rows(0)));

        GradientSamples.Combine(method, Rows(1), [], 1).ShouldAllBe(value => value == 0);

        GradientSamples.Combine(method, Rows(2), step: 2).ShouldBe(GradientSamples.Combine(other, Rows(2), step: 2), name);
    }

    private static float[][] Rows(long step)
    {
        var random = new Random((int)step);
        return [.. Enumerable.Range(0, 6).Select(_ => Enumerable.Range(0, 8).Select(_ => (float)(random.NextDouble() - 0.45)).ToArray())];
    }

    private static Dictionary<string, double[]> State(GradientMethod method)
    {
        var writer = new CheckpointWriter();
        method.Save(writer);
        var state = writer.Tensors.ToDictionary(item => item.Name, item => Array.ConvertAll(item.Tensor.Floats(), value => (double)value));
        foreach (var (name, text) in writer.Metadata)
            if (text.StartsWith('[')) state.Add(name, [.. JsonDocument.Parse(text).RootElement.EnumerateArray().Select(number => number.GetDouble())]);
        return state;
    }
}
