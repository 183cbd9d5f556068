using System.Text.Json;
using TorchSharp;
using static TorchSharp.torch;

namespace MtlDsl.Tests.Weighting;

/// <summary>Weights, combined gradients and joint losses are those that LibMTL's and TorchJD's own code gave for the same gradients and losses.</summary>
public sealed class PublishedTests
{
    /// <summary>What the libraries' own solvers and float32 reach.</summary>
    private const double Tolerance = 1e-4;

    private static readonly JsonElement Document = Reference.Load("published");

    public static TheoryData<string> Figures => [.. PublishedFigures.All(Document).Select(figure => figure.ToString())];

    public static TheoryData<string, string> Strategies
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var figure in Document.GetProperty("losses").GetProperty("figures").EnumerateArray())
                data.Add(figure.GetProperty("library").GetString()!, figure.GetProperty("strategy").GetString()!);
            return data;
        }
    }

    [Theory, MemberData(nameof(Figures))]
    public void Combined_gradients_and_weights_are_those_of_published_code(string name)
    {
        var difference = PublishedFigures.Replay(PublishedFigures.All(Document).Single(figure => figure.ToString() == name));
        difference.Combined.ShouldBeLessThan(Tolerance);
        if (difference.Weights is { } weights) weights.ShouldBeLessThan(Tolerance);
    }

    [Fact]
    public void Every_method_that_the_libraries_have_is_compared()
    {
        var compared = PublishedFigures.All(Document).Select(figure => figure.Options.Split(' ')[0]).ToHashSet();
        string[] published =
        [
            "MGDA", "PCGrad", "GradVac", "GradDrop", "IMTL", "IMTLG", "CAGrad", "Nash_MTL", "NashMTL", "Aligned_MTL", "AlignedMTL", "FairGrad", "UPGrad", "DualProj",
            "ConFIG", "MoCo", "DB_MTL", "ExcessMTL", "GradNorm", "MoDo", "MoDoWeighting", "SDMGrad", "SDMGradWeighting",
        ];
        compared.ShouldBe(published, ignoreOrder: true);
    }

    [Theory, MemberData(nameof(Strategies))]
    public void Weights_of_losses_are_those_of_published_code(string library, string name)
    {
        var losses = Document.GetProperty("losses");
        var figure = losses.GetProperty("figures").EnumerateArray().Single(item =>
            item.GetProperty("library").GetString() == library && item.GetProperty("strategy").GetString() == name);
        var stepsPerEpoch = losses.GetProperty("steps_per_epoch").GetInt32();
        var strategy = Strategy(library, name);
        strategy.Begin(["Digit", "Suit", "Color"], seed: 3);
        var means = new double[3];
        for (var step = 0; step < losses.GetProperty("losses").GetArrayLength(); step++)
        {
            using var scope = NewDisposeScope();
            var values = losses.GetProperty("losses")[step].Floats();
            strategy.Combine(tensor(values));
            var expected = figure.GetProperty("gradients")[step].Floats();
            for (var task = 0; task < 3; task++)
            {
                strategy.Weights[task].ShouldBe(expected[task], Tolerance * expected.Max(Math.Abs), $"step {step}, task {task}");
                means[task] += values[task] / (double)stepsPerEpoch;
            }

            strategy.StepTaken(strategy.NeedsLossesAfterStep ? tensor(losses.GetProperty("losses_after")[step].Floats()) : null);
            if ((step + 1) % stepsPerEpoch > 0) continue;
            strategy.EpochEnded(means);
            Array.Clear(means);
        }
    }

    private static LossWeighting Strategy(string library, string name) => (library, name) switch
    {
        ("LibMTL", "EW") or ("TorchJD", "Sum") => new EqualWeighting(),
        ("LibMTL", "UW") => new UncertaintyWeighting { LearningRate = 1e-2, WeightDecay = 1e-5 },
        ("TorchJD", "UW") => new UncertaintyWeighting { InitialLogVariance = 0, LearningRate = 1e-2, WeightDecay = 1e-5 },
        ("TorchJD", "IMTLL") => new ImpartialLossWeighting { LearningRate = 1e-2, WeightDecay = 1e-5 },
        (_, "DWA") => new DynamicWeightAverage(),
        ("LibMTL", "GLS") or ("TorchJD", "GeometricMean") => new GeometricLossStrategy(),
        ("LibMTL", "RLW") or ("TorchJD", "Random") => new RandomLossWeighting(),
        (_, "FAMO") => new Famo(),
        ("LibMTL", "STCH") => new NormalizedSmoothTchebycheff(),
        ("LibMTL", "STCH 0.5") => new NormalizedSmoothTchebycheff { Smoothing = 0.5, WarmupEpochs = 3 },
        ("TorchJD", "STCH") => new SmoothTchebycheff(),
        ("TorchJD", "STCH with preferences") => new SmoothTchebycheff { Smoothing = 0.25, Preferences = [0.5, 0.375, 0.125], IdealPoint = [0.125, 0, 0.25] },
        ("TorchJD", "PBI") => new PenaltyBoundaryIntersection(),
        ("TorchJD", "PBI with preferences") => new PenaltyBoundaryIntersection { Penalty = 2, Preferences = [0.5, 0.375, 0.125], IdealPoint = [0.125, 0, 0.25] },
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, $"published.json has a strategy of {library} that no test knows."),
    };
}
