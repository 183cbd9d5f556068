using System.Text.Json;
using TorchSharp;
using static TorchSharp.torch;

namespace MtlDsl.Tests;

/// <summary>The steps of lossweights.json, replayed.</summary>
internal static class WeightingReference
{
    public static readonly string[] Tasks = ["Digit", "Suit", "Color"];

    private static readonly JsonElement Figures = Reference.Load("lossweights");

    public static int Steps => Figures.GetProperty("losses").GetArrayLength();

    /// <summary>The strategy of a case, and with the options of that case, begun.</summary>
    public static LossWeighting Create(string name)
    {
        LossWeighting strategy = name.Replace(", labels missing", "", StringComparison.Ordinal) switch
        {
            "EqualWeighting" => new EqualWeighting(),
            "FixedWeighting" => new FixedWeighting(1, 0.5, 2),
            "ScaleInvariant" => new ScaleInvariant(),
            "GeometricLossStrategy" => new GeometricLossStrategy(),
            "SoftOptimalUncertaintyWeighting" => new SoftOptimalUncertaintyWeighting { Temperature = 5 },
            "RandomLossWeighting" => new RandomLossWeighting(),
            "DynamicWeightAverage" => new DynamicWeightAverage(),
            "DynamicTaskPrioritization" => new DynamicTaskPrioritization { Smoothing = 0.25 },
            "UncertaintyWeighting" => new UncertaintyWeighting { LearningRate = 0.01 },
            "RevisedUncertaintyWeighting" => new RevisedUncertaintyWeighting { LearningRate = 0.01 },
            "ImpartialLossWeighting" => new ImpartialLossWeighting { LearningRate = 0.01, WeightDecay = 0.001 },
            "Famo" => new Famo(),
            "Famo, bounds" => new Famo { LowerBounds = [0, 0.015625, 0.03125] },
            "LossDiscrepancyControl" => new LossDiscrepancyControl(),
            "LossDiscrepancyControl, unweighted ratios" => new LossDiscrepancyControl { Penalty = 0.1, Scaling = InitialLossScaling.Ratio, ComparesWeighted = false },
            "LossDiscrepancyControl, logarithms" => new LossDiscrepancyControl { Penalty = 0.05, Scaling = InitialLossScaling.Logarithm },
            "SmoothTchebycheff" => new SmoothTchebycheff { Smoothing = 0.5 },
            "SmoothTchebycheff, preferences" => new SmoothTchebycheff { Smoothing = 0.25, Preferences = [0.5, 0.375, 0.125], IdealPoint = [0.125, 0, 0.25] },
            "NormalizedSmoothTchebycheff" => new NormalizedSmoothTchebycheff { Smoothing = 0.5, WarmupEpochs = 2 },
            "PenaltyBoundaryIntersection" => new PenaltyBoundaryIntersection(),
            "PenaltyBoundaryIntersection, preferences" => new PenaltyBoundaryIntersection { Penalty = 2, Preferences = [0.5, 0.375, 0.125], IdealPoint = [0.125, 0, 0.25] },
            string other => throw new InvalidOperationException($"lossweights.json has a strategy that no test knows: {other}"),
        };
        strategy.Begin(Tasks, Figures.GetProperty("seed").GetInt64());
        return strategy;
    }

    /// <summary>Takes a step of the case, and ends the epoch where the case does.</summary>
    /// <returns>The joint loss, and its gradient with respect to the losses.</returns>
    public static (double Joint, double[] Gradient) Step(LossWeighting strategy, string name, int step)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor losses = tensor(Row("losses", step)).clone().requires_grad_();
        Tensor joint = strategy.Combine(losses, HasLabels(name, step));
        joint.backward();
        double[] gradient = [.. losses.grad!.data<double>()];
        strategy.StepTaken(strategy.NeedsLossesAfterStep ? tensor(Row("losses_after", step)).clone() : null);

        (int epoch, int stepOfEpoch) = Math.DivRem(step, Figures.GetProperty("steps_per_epoch").GetInt32());
        if (stepOfEpoch == Figures.GetProperty("steps_per_epoch").GetInt32() - 1)
        {
            strategy.EpochEnded(Row("mean_losses", epoch));
            strategy.Validated(Row("scores", epoch));
        }
        return (joint.item<double>(), gradient);
    }

    public static bool[] HasLabels(string name, int step) => Reference.Case("lossweights", name).GetProperty("missing").GetBoolean()
        ? [.. Figures.GetProperty("has_labels")[step].EnumerateArray().Select(item => item.GetBoolean())]
        : [];

    private static double[] Row(string property, int row) => Doubles(Figures.GetProperty(property)[row]);

    public static double[] Doubles(JsonElement numbers) => [.. numbers.EnumerateArray().Select(item => item.GetDouble())];
}
