using Shouldly;
using Xunit;

namespace MtlDsl.Tests.Weighting;

/// <summary>A method that is saved and loaded goes on as if it never stopped.</summary>
public sealed class GradientCheckpointTests
{
    public static TheoryData<string> Every => GradientPromise.Where(_ => true);

    [Theory, MemberData(nameof(Every))]
    public void A_loaded_method_goes_on_to_the_same_bits(string name)
    {
        for (var saved = 0; saved < 5; saved++)
        {
            using GradientMethod whole = GradientSamples.Method(name), first = GradientSamples.Method(name), second = GradientSamples.Method(name);
            // What the new one knew of another run is forgotten.
            if (saved > 2) Step(second, 17);
            for (var step = 0; step < 9; step++)
            {
                if (step == saved) CheckpointCopy.Take(first, second);
                Step(step < saved ? first : second, step).ShouldBe(Step(whole, step), $"{name}, saved after {saved}, step {step}");
            }
        }
    }

    [Theory, MemberData(nameof(Every))]
    public void A_method_begins_a_second_run_as_it_began_the_first(string name)
    {
        using GradientMethod used = GradientSamples.Method(name), fresh = GradientSamples.Method(name);
        for (var step = 0; step < 4; step++) Step(used, step + 17);

        used.Begin(["A", "B", "C", "D"]);

        for (var step = 0; step < 4; step++) Step(used, step).ShouldBe(Step(fresh, step), $"{name}, step {step}");
    }

    [Theory]
    [InlineData("GradVac")]
    [InlineData("MoCo")]
    [InlineData("DBMTL")]
    [InlineData("NashMTL every 3")]
    public void A_method_within_another_is_saved_with_it(string name)
    {
        using GradientMethod whole = Smoothed(), first = Smoothed(), second = Smoothed();
        for (var step = 0; step < 6; step++)
        {
            if (step == 4) CheckpointCopy.Take(first, second);
            Step(step < 4 ? first : second, step).ShouldBe(Step(whole, step), $"step {step}");
        }

        CRMOGM Smoothed() => new((GramMethod)GradientSamples.Method(name));
    }

    /// <summary>A step of four tasks, of which some take no part in every third.</summary>
    private static float[] Step(GradientMethod method, int step)
    {
        var random = new Random(step);
        float[][] rows = [.. Enumerable.Range(0, 4).Select(_ => Enumerable.Range(0, 7).Select(_ => (float)(random.NextDouble() - 0.5)).ToArray())];
        return GradientSamples.Combine(method, rows, step % 3 == 1 ? [1, 3] : null, step);
    }
}
