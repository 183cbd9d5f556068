using System.ComponentModel.DataAnnotations;
using TorchSharp;
using static TorchSharp.torch;

namespace MtlDsl;

/// <summary>
/// FORUM (Ye, Lin, Cao, Zhang and Tsang, "A First-Order Multi-Gradient Algorithm for Multi-Objective Bi-Level Optimization", 2024): lowers all held-out losses at
/// once, under the constraint q(α, θ) = f(α, θ) - f(α, θ_T) ≤ 0 that θ is as good on the training batch as after T steps of gradient descent, where
/// f = Σ softmax(α)_i L_i. The direction is Σ μ_k g_k + ν ∇q of the held-out gradients g_k, each of length 1, with
/// ν = max(Σ μ_k π_k, 0), π_k = φ - ∇q·g_k / ‖∇q‖², and μ the solution of the dual problem, smoothed from epoch to epoch by (epoch + 1)^(-3/4). The model's
/// parameters follow it by the model's optimizer, α by an Adam of its own.
/// </summary>
/// <remarks>
/// The model learns from the held-out batch here, and not from the training batch alone. A step costs <see cref="InnerSteps"/> + 3 forward passes,
/// <see cref="InnerSteps"/> + 1 backward passes, and one for each task on the held-out batch; it holds a gradient of the whole model for each task.
/// <see cref="Weighting.Weights"/> are softmax(α). Differs from LibMTL's code in that the dual problem is solved exactly, by active sets.
/// </remarks>
public sealed class FORUM : LearnedBilevelMethod
{
    // From LibMTL: inner steps end where they diverge.
    private const double LargestLoss = 1e5;
    private const double Offset = 1e-8;

    private double[] _shares = [];
    private double[] _sharesBefore = [];

    /// <summary>T: the steps of gradient descent on the training batch. At least 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 1.</exception>
    [Range(1, int.MaxValue)]
    public int InnerSteps { get; init => field = Check(value, value >= 1, "at least 1"); } = 5;

    /// <summary>How far an inner step goes. Positive and finite.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not positive and finite.</exception>
    [Range(0, double.MaxValue, MinimumIsExclusive = true)]
    public double InnerLearningRate { get; init => field = Check(value, value > 0 && double.IsFinite(value), "positive and finite"); } = 0.1;

    /// <summary>φ: how fast the constraint is to be met, as a part of ‖∇q‖². Positive and finite.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not positive and finite.</exception>
    [Range(0, double.MaxValue, MinimumIsExclusive = true)]
    public double Phi { get; init => field = Check(value, value > 0 && double.IsFinite(value), "positive and finite"); } = 0.1;

    private protected override double Initial => 1.0 / Tasks.Count;

    private protected override bool IsSoftmax => true;

    /// <inheritdoc/>
    public override void Save(CheckpointWriter writer)
    {
        base.Save(writer);
        writer.Add("shares", _shares);
    }

    /// <inheritdoc/>
    public override Action Load(CheckpointReader reader)
    {
        Action load = base.Load(reader);
        double[] shares = ReadNumbers(reader, "shares");
        return () =>
        {
            load();
            _shares = shares;
        };
    }

    /// <inheritdoc/>
    protected internal override void OnStepSkipped()
    {
        base.OnStepSkipped();
        _shares = _sharesBefore;
    }

    /// <inheritdoc/>
    protected override void OnBegin()
    {
        base.OnBegin();
        _shares = new double[Tasks.Count];
        _sharesBefore = [.. _shares];
    }

    /// <inheritdoc/>
    protected internal override Tensor Step(BilevelStep step)
    {
        ArgumentNullException.ThrowIfNull(step);
        NoteBefore();
        _sharesBefore = [.. _shares];
        IReadOnlyList<int> tasks = step.Training.Tasks;
        double[] weights = WeightsOf(tasks);
        EvaluatedGradient inner = step.Training.Gradient(weights);
        double[] ofParameters = ThroughWeights(tasks, Differences(tasks, inner.Losses, LossesAfterDescent(step, weights)));
        Tensor outer = step.HeldOut.Gradients().Gradient;
        IReadOnlyList<int> heldOut = step.HeldOut.Tasks;
        if (heldOut.Count == 0) return inner.Gradient;

        double squared = Square(inner.Gradient) + ofParameters.Sum(element => element * element);
        double[,] gram = GradientRowProducts.Multiply(outer, outer);
        double[,] along = GradientRowProducts.Multiply(outer, inner.Gradient.unsqueeze(0));
        double[] scales = new double[heldOut.Count], normalized = new double[heldOut.Count], rates = new double[heldOut.Count];
        for (int k = 0; k < scales.Length; k++)
        {
            scales[k] = gram[k, k] > 0 ? 1 / Math.Sqrt(gram[k, k]) : 0;
            normalized[k] = along[k, 0] * scales[k];
            rates[k] = Phi - normalized[k] / (squared + Offset);
        }
        if (!double.IsFinite(squared + gram.Cast<double>().Sum())) return inner.Gradient * double.NaN;
        Smooth(heldOut, ConstrainedDescent.Shares(Normalized(gram, scales), normalized, rates, squared, Phi * (squared + Offset)));
        return Direction(outer, inner.Gradient, heldOut, scales, rates, tasks, ofParameters);
    }

    private Tensor Direction(
        Tensor outer, Tensor inner, IReadOnlyList<int> heldOut, double[] scales, double[] rates, IReadOnlyList<int> tasks, double[] ofParameters)
    {
        double constraint = 0;
        var shares = new double[Tasks.Count];
        for (int k = 0; k < heldOut.Count; k++)
        {
            constraint += _shares[heldOut[k]] * rates[k];
            shares[heldOut[k]] = _shares[heldOut[k]] * scales[k];
        }
        constraint = Math.Max(constraint, 0);
        Learn(tasks, Array.ConvertAll(ofParameters, element => constraint * element));
        return GradientRowProducts.Combine(outer, shares, heldOut).add_(inner * constraint);
    }

    private double[] LossesAfterDescent(BilevelStep step, double[] weights)
    {
        for (int i = 0; i < InnerSteps; i++)
        {
            EvaluatedGradient descent = step.Training.Gradient(weights);
            if (!(step.Training.Tasks.Sum(task => weights[task] * descent.Losses[task]) <= LargestLoss)) break;
            step.Move(descent.Gradient, -InnerLearningRate);
        }
        double[] losses = step.Training.Losses();
        step.Restore();
        return losses;
    }

    private static double[] Differences(IReadOnlyList<int> tasks, IReadOnlyList<double> losses, double[] others)
    {
        var differences = new double[others.Length];
        foreach (int task in tasks) differences[task] = losses[task] - others[task];
        return differences;
    }

    private void Smooth(IReadOnlyList<int> tasks, double[] shares)
    {
        double rate = Math.Pow(Epochs + 1, -0.75);
        for (int k = 0; k < tasks.Count; k++) _shares[tasks[k]] += rate * (shares[k] - _shares[tasks[k]]);
    }

    private static double[,] Normalized(double[,] gram, double[] scales)
    {
        var normalized = new double[scales.Length, scales.Length];
        for (int i = 0; i < scales.Length; i++)
            for (int j = 0; j < scales.Length; j++) normalized[i, j] = gram[i, j] * scales[i] * scales[j];
        return normalized;
    }

    private static double Square(Tensor vector)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor elements = vector.to(ScalarType.Float64);
        return elements.dot(elements).cpu().item<double>();
    }
}
