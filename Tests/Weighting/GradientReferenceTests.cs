using System.Text.Json;
using TorchSharp;
using static TorchSharp.torch;

namespace MtlDsl.Tests.Weighting;

/// <summary>Weights and gradients of fixed inputs are those of LibMTL's and TorchJD's formulas, and of TorchJD's own tests.</summary>
public sealed class GradientReferenceTests
{
    /// <summary>What SciPy's solvers reach on the inner problems, and well under the 1e-4 that the published code agrees with itself to.</summary>
    private const double Tolerance = 2e-5;

    public static TheoryData<string> Cases => [.. Reference.CaseNames("gradients")];

    public static TheoryData<int> Sequences => [.. Enumerable.Range(0, Reference.Load("gradients").GetProperty("sequences").GetArrayLength())];

    [Theory, MemberData(nameof(Cases))]
    public void Weights_and_gradients_are_those_of_the_published_formulas(string name)
    {
        using var scope = NewDisposeScope();
        var item = Reference.Case("gradients", name);
        var step = new TaskGradients(Gradients(item)) { Losses = Doubles(item.GetProperty("losses")), Scores = Doubles(item.GetProperty("scores")) };
        foreach (var expected in item.GetProperty("combined").EnumerateObject())
        {
            using var method = GradientSamples.Method(expected.Name);
            var combined = method.Combine(step).Floats();
            ShouldBeNear([.. combined.Select(value => (double)value)], Doubles(expected.Value), expected.Name);
            if (item.GetProperty("weights").TryGetProperty(expected.Name, out var weights)) ShouldBeNear([.. method.Weights!], Doubles(weights), expected.Name);
        }
    }

    [Theory, MemberData(nameof(Sequences))]
    public void Methods_that_remember_go_the_published_way(int index)
    {
        using var scope = NewDisposeScope();
        var item = Reference.Load("gradients").GetProperty("sequences")[index];
        var name = item.GetProperty("name").GetString()!;
        long[] shape = [.. item.GetProperty("shape").EnumerateArray().Select(size => size.GetInt64())];
        double[]? losses = item.TryGetProperty("losses", out var given) ? Doubles(given) : null;
        using var method = GradientSamples.Method(name);
        long step = 0;
        foreach (var (salts, expected) in item.GetProperty("salts").EnumerateArray().Zip(item.GetProperty("combined").EnumerateArray()))
        {
            Tensor[] batches = [.. salts.EnumerateArray().Select(salt => Reference.Values(shape, salt.GetInt64()))];
            var combined = method.Combine(new TaskGradients(batches[0]) { FurtherBatches = batches[1..], Losses = losses, Step = step++ }).Floats();
            ShouldBeNear([.. combined.Select(value => (double)value)], Doubles(expected), name);
        }
    }

    [Fact]
    public void PCGrad_projects_in_the_drawn_order()
    {
        using var scope = NewDisposeScope();
        foreach (var item in Reference.Load("gradients").GetProperty("pcgrad").EnumerateArray())
        {
            var gradients = Gradients(item);
            for (var step = 0; step < 12; step++)
            {
                using var method = new PCGrad();
                var given = new TaskGradients(gradients) { Step = step };
                var combined = method.Combine(given).Floats();
                var gram = GradientGram.Of(GradientRows.Of(given, method), gradients, gradients);
                var expected = new double[combined.Length];
                for (var row = 0; row < gram.Count; row++)
                {
                    var order = TaskOrder.Others(gram, row).ToArray();
                    var direction = order.SequenceEqual(order.Order()) ? "ascending" : "descending";
                    foreach (var (value, i) in Doubles(item.GetProperty(direction)[row]).Select((value, i) => (value, i))) expected[i] += value;
                }

                ShouldBeNear([.. combined.Select(value => (double)value)], expected, "PCGrad");
            }
        }
    }

    // TorchJD's tests/unit/aggregation/test_values.py, which has four decimals.
    [Theory]
    [InlineData("AlignedMTL of the mean", 0.2133, 0.9673, 0.9673, 0.5591, 0.4083)]
    [InlineData("ConFIG", 0.1588, 2.0706, 2.0706, double.NaN, double.NaN)]
    [InlineData("CAGrad", 0.1835, 1.2041, 1.2041, 0.7041, 0.5000)]
    [InlineData("DualProj", 0.5563, 1.1109, 1.1109, 0.6109, 0.5000)]
    [InlineData("FairGrad", 0.0766, 0.9985, 0.9985, 0.5915, 0.4071)]
    [InlineData("GradVac", 0.5848, 3.8012, 3.8012, 2.2222, 1.5789)]
    [InlineData("IMTLG", 0.0767, 1.0, 1.0, 0.5923, 0.4077)]
    [InlineData("MGDA", 0, 1, 1, 0.6, 0.4)]
    [InlineData("NashMTL", 0.0542, 0.7061, 0.7061, double.NaN, double.NaN)]
    [InlineData("PCGrad", 0.5848, 3.8012, 3.8012, 2.2222, 1.5789)]
    [InlineData("UPGrad", 0.2929, 1.9004, 1.9004, 1.1109, 0.7894)]
    public void Gradients_are_those_of_TorchJDs_tests(string name, double first, double second, double third, double weight, double otherWeight)
    {
        using var method = GradientSamples.Method(name);
        var combined = GradientSamples.Combine(method, [[-4, 1, 1], [6, 1, 1]]);
        double[] expected = [first, second, third];
        for (var i = 0; i < 3; i++) ((double)combined[i]).ShouldBe(expected[i], 1e-4);
        if (double.IsNaN(weight)) return;
        method.Weights![0].ShouldBe(weight, 1e-4);
        method.Weights![1].ShouldBe(otherWeight, 1e-4);
    }

    private static Tensor Gradients(JsonElement item)
    {
        long[] shape = [.. item.GetProperty("shape").EnumerateArray().Select(size => size.GetInt64())];
        var gradients = Reference.Values(shape, item.GetProperty("salt").GetInt64());
        if (!item.TryGetProperty("tilt", out var tilt)) return gradients;
        return gradients + tensor(Enumerable.Range(0, (int)shape[0]).Select(row => row % 2 == 0 ? tilt.GetSingle() : -tilt.GetSingle()).ToArray()).unsqueeze(1);
    }

    private static double[] Doubles(JsonElement numbers) => [.. numbers.EnumerateArray().Select(number => number.GetDouble())];

    private static void ShouldBeNear(double[] actual, double[] expected, string name)
    {
        actual.Length.ShouldBe(expected.Length, name);
        var size = Math.Max(1, expected.Max(Math.Abs));
        for (var i = 0; i < expected.Length; i++) actual[i].ShouldBe(expected[i], Tolerance * size, $"{name}, element {i}");
    }
}
