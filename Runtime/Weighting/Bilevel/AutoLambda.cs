using System.ComponentModel.DataAnnotations;
using TorchSharp;
using static TorchSharp.torch;

namespace MtlDsl;

/// <summary>
/// Auto-λ (Liu, James, Davison and Johns, "Auto-Lambda: Disentangling Dynamic Task Relationships", 2022): the weights λ with which a step on the
/// training batch lowers the held-out losses of the primary tasks most. With θ' = θ - η ∇Σ λ_i L_i(θ) and d = ∇ Σ L_held-out(θ') the gradient of λ_i is
/// -η d·∇L_i(θ), as the difference -η (L_i(θ + ε d) - L_i(θ - ε d)) / 2ε with ε = 0.01 / ‖d‖. The model then learns from Σ λ_i L_i with the new weights.
/// </summary>
/// <remarks>
/// A step costs five forward passes and three backward passes. η is the learning rate of the run; the step to θ' is one of plain gradient descent,
/// whatever the model's optimizer. As in the authors' code the weights are numbers that may become negative; LibMTL's are <see cref="Softmax"/>.
/// </remarks>
public sealed class AutoLambda : LearnedBilevelMethod
{
    private const double Distance = 0.01;

    private double[] _primary = [];

    /// <summary>The learning rate of the paper, 1e-4.</summary>
    public AutoLambda() => LearningRate = 1e-4;

    /// <summary>What the parameters begin with. Finite.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not finite.</exception>
    [Range(double.MinValue, double.MaxValue)]
    public double InitialWeight { get; init => field = Check(value, double.IsFinite(value), "finite"); } = 0.1;

    /// <summary>Whether the weights are the softmax of the parameters, positive and with the sum 1, as LibMTL has them.</summary>
    public bool Softmax { get; init; }

    /// <summary>The names of the tasks that the model is for; those it only learns from are auxiliary. At least one; null: all are primary.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public IReadOnlyList<string>? PrimaryTasks
    {
        get;
        init => field = value is { Count: 0 } ? throw new ArgumentException("PrimaryTasks is empty: name at least one task, or leave it out for all.", nameof(PrimaryTasks)) : value;
    }

    private protected override double Initial => InitialWeight;

    private protected override bool IsSoftmax => Softmax;

    /// <inheritdoc/>
    protected override void OnBegin()
    {
        base.OnBegin();
        if (PrimaryTasks?.FirstOrDefault(name => !Tasks.Contains(name)) is { } unknown)
            throw new ArgumentException($"'{unknown}' of PrimaryTasks is no task of the model: those are {string.Join(", ", Tasks)}.");
        _primary = [.. Tasks.Select(name => PrimaryTasks?.Contains(name) != false ? 1.0 : 0.0)];
    }

    /// <inheritdoc/>
    protected internal override Tensor Step(BilevelStep step)
    {
        ArgumentNullException.ThrowIfNull(step);
        NoteBefore();
        IReadOnlyList<int> tasks = step.Training.Tasks;
        step.Move(step.Training.Gradient(WeightsOf(tasks)).Gradient, -step.LearningRate);
        Tensor direction = step.HeldOut.Gradient(_primary).Gradient;
        step.Restore();
        double norm = direction.to(ScalarType.Float64).norm().cpu().item<double>();
        // Where nothing of the held-out batch depends on the parameters there is nothing to learn about the weights.
        if (norm > 0) Learn(tasks, ThroughWeights(tasks, Derivatives(step, direction, Distance / norm)));
        return step.Training.Gradient(WeightsOf(tasks)).Gradient;
    }

    /// <summary>The gradients of the weights, by which tasks of the training batch lower what falls along a direction.</summary>
    internal static double[] Derivatives(BilevelStep step, Tensor direction, double epsilon)
    {
        step.Move(direction, epsilon);
        double[] ahead = step.Training.Losses();
        step.Restore();
        step.Move(direction, -epsilon);
        double[] behind = step.Training.Losses();
        step.Restore();
        var derivatives = new double[ahead.Length];
        foreach (int task in step.Training.Tasks) derivatives[task] = -step.LearningRate * (ahead[task] - behind[task]) / (2 * epsilon);
        return derivatives;
    }
}
