using TorchSharp;
using static TorchSharp.torch;

namespace MtlDsl.Tests.Weighting;

/// <summary>
/// The two losses of two parameters by which CAGrad (Liu et al., 2021), Nash-MTL (Navon et al., 2022) and FAMO (Liu et al., 2023) show where methods end: two valleys, in
/// which the gradients conflict and differ much in size, lead to two bowls, whose Pareto set lies between (-7, -8.43) and (7, -8.43).
/// </summary>
/// <param name="Scale">What the first loss is multiplied by.</param>
internal sealed record ToyProblem(double Scale = 1)
{
    private const double Least = 5e-6;

    public (double First, double Second) Losses(double x, double y)
    {
        var (c1, c2) = (Math.Max(Math.Tanh(0.5 * y), 0), Math.Max(Math.Tanh(-0.5 * y), 0));
        return (Scale * (Math.Log(Math.Max(Math.Abs(First(x, y)), Least)) + 6) * c1 + Scale * Bowl(x - 7, y) * c2,
            (Math.Log(Math.Max(Math.Abs(Second(x, y)), Least)) + 6) * c1 + Bowl(x + 7, y) * c2);
    }

    /// <summary>The losses' gradients: (2 tasks, 2 parameters).</summary>
    public double[][] Gradients(double x, double y)
    {
        var slope = 1 - Math.Tanh(y) * Math.Tanh(y);
        return [Array.ConvertAll(Gradient(x - 7, y, First(x, y), slope), value => Scale * value), Gradient(x + 7, y, Second(x, y), -slope)];
    }

    /// <summary>Where Adam ends with the gradients that a method combines.</summary>
    public (double X, double Y) Train(GradientMethod method, (double X, double Y) start, int steps, double rate)
    {
        var adam = new TaskAdam(2);
        var (x, y) = start;
        for (var step = 0; step < steps; step++)
        {
            var combined = GradientSamples.Combine(method, Array.ConvertAll(Gradients(x, y), row => Array.ConvertAll(row, value => (float)value)), step: step);
            (x, y) = (adam.Step(0, x, combined[0], rate), adam.Step(1, y, combined[1], rate));
        }

        return (x, y);
    }

    /// <summary>The same with the weights that a strategy gives the losses.</summary>
    public (double X, double Y) Train(LossWeighting strategy, (double X, double Y) start, int steps, double rate)
    {
        strategy.Begin(["First", "Second"]);
        var adam = new TaskAdam(2);
        var (x, y) = start;
        for (var step = 0; step < steps; step++)
        {
            using var scope = NewDisposeScope();
            strategy.Combine(Tensor(Losses(x, y)));
            var rows = Gradients(x, y);
            var (w1, w2) = (strategy.Weights[0], strategy.Weights[1]);
            (x, y) = (adam.Step(0, x, w1 * rows[0][0] + w2 * rows[1][0], rate), adam.Step(1, y, w1 * rows[0][1] + w2 * rows[1][1], rate));
            strategy.StepTaken(strategy.NeedsLossesAfterStep ? Tensor(Losses(x, y)) : null);
        }

        return (x, y);
    }

    /// <summary>How long the shortest convex combination of the gradients is, of the same length each: 0 on the Pareto set.</summary>
    public double Distance(double x, double y)
    {
        using var method = new MGDA { Normalization = GradientNormalization.Norm };
        return GradientSamples.Norm(GradientSamples.Combine(method, Array.ConvertAll(Gradients(x, y), row => Array.ConvertAll(row, value => (float)value))));
    }

    private static Tensor Tensor((double First, double Second) losses) => tensor(new[] { losses.First, losses.Second });

    private static double First(double x, double y) => 0.5 * (-x - 7) + Math.Tanh(y);

    private static double Second(double x, double y) => 0.5 * (-x + 3) - Math.Tanh(y) + 2;

    private static double Bowl(double x, double y) => (x * x + 0.1 * (y + 8) * (y + 8)) / 10 - 20;

    private static double[] Gradient(double x, double y, double valley, double slope)
    {
        // At 0 both sides have their slope, as PyTorch's clamp.
        double half = Math.Tanh(0.5 * y), rise = 0.5 * (1 - half * half), c1 = Math.Max(half, 0), c2 = Math.Max(-half, 0);
        var (log, inverse) = (Math.Log(Math.Max(Math.Abs(valley), Least)) + 6, Math.Abs(valley) >= Least ? 1 / valley : 0);
        return
        [
            c1 * -0.5 * inverse + c2 * 0.2 * x,
            c1 * slope * inverse + (y >= 0 ? rise * log : 0) + c2 * 0.02 * (y + 8) - (y <= 0 ? rise * Bowl(x, y) : 0),
        ];
    }
}
