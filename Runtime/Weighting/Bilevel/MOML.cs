using System.ComponentModel.DataAnnotations;
using TorchSharp;
using static TorchSharp.torch;

namespace MtlDsl;

/// <summary>
/// Multi-Objective Meta Learning, MOML (Ye, Lin, Yue, Guo, Xiao and Zhang, 2021), for tasks' weights: softmax(α) such that a step of gradient descent on the
/// training batch, θ' = θ - η ∇Σ softmax(α)_i L_i(θ), lowers all held-out losses together. Their gradients with respect to α,
/// -η ∇L_k(θ')·∇L_i(θ) through the softmax, are brought to one length, and Adam follows the point with the smallest norm in their convex hull (MGDA). The model
/// then learns from the weighted sum with the new weights.
/// </summary>
/// <remarks>
/// A step costs three forward passes, and a backward pass for each task on each batch and one for the weighted sum; it holds two gradients of the whole model
/// for each task. As LibMTL has it there is one inner step, which makes the gradients exact without second derivatives. The point of the smallest norm is exact.
/// </remarks>
public sealed class MOML : LearnedBilevelMethod
{
    /// <summary>η: how far the inner step goes. Positive and finite.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not positive and finite.</exception>
    [Range(0, double.MaxValue, MinimumIsExclusive = true)]
    public double InnerLearningRate { get; init => field = Check(value, value > 0 && double.IsFinite(value), "positive and finite"); } = 0.1;

    private protected override double Initial => 1.0 / Tasks.Count;

    private protected override bool IsSoftmax => true;

    /// <inheritdoc/>
    protected internal override Tensor Step(BilevelStep step)
    {
        ArgumentNullException.ThrowIfNull(step);
        NoteBefore();
        IReadOnlyList<int> tasks = step.Training.Tasks;
        Tensor inner = step.Training.Gradients().Gradient;
        step.Move(GradientRowProducts.Combine(inner, WeightsOf(tasks), tasks), -InnerLearningRate);
        Tensor outer = step.HeldOut.Gradients().Gradient;
        step.Restore();
        double[][] gradients = OfParameters(tasks, GradientRowProducts.Multiply(outer, inner));
        if (gradients.Length > 0) Learn(tasks, Shortest(gradients));
        return step.Training.Gradient(WeightsOf(tasks)).Gradient;
    }

    // Of each held-out loss with respect to α, of length 1 where there is any.
    private double[][] OfParameters(IReadOnlyList<int> tasks, double[,] products)
    {
        var gradients = new double[products.GetLength(0)][];
        for (int k = 0; k < gradients.Length; k++)
        {
            var ofWeights = new double[Tasks.Count];
            for (int i = 0; i < tasks.Count; i++) ofWeights[tasks[i]] = -InnerLearningRate * products[k, i];
            double[] gradient = ThroughWeights(tasks, ofWeights);
            double norm = Math.Sqrt(gradient.Sum(element => element * element));
            gradients[k] = norm > 0 ? Array.ConvertAll(gradient, element => element / norm) : gradient;
        }
        return gradients;
    }

    private static double[] Shortest(double[][] gradients)
    {
        var gram = new double[gradients.Length, gradients.Length];
        for (int i = 0; i < gradients.Length; i++)
            for (int j = 0; j < gradients.Length; j++) gram[i, j] = gradients[i].Zip(gradients[j], (a, b) => a * b).Sum();
        if (gram.Cast<double>().Any(product => !double.IsFinite(product))) return [.. gradients[0].Select(_ => double.NaN)];
        double[] shares = MinNormPoint.Weights(gram);
        var point = new double[gradients[0].Length];
        for (int k = 0; k < gradients.Length; k++)
            for (int i = 0; i < point.Length; i++) point[i] += shares[k] * gradients[k][i];
        return point;
    }
}
