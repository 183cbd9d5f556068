using System.Runtime.CompilerServices;

namespace MtlDsl;

/// <summary>
/// What an optimizer is set to; <see cref="Create"/> makes the optimizer itself. Values are checked where they are given.
/// </summary>
public abstract record Optimizer
{
    /// <summary>How far a step goes. Positive and finite.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not positive and finite.</exception>
    public double LearningRate
    {
        get;
        init => field = Check(value, value > 0 && double.IsFinite(value), "positive and finite");
    }

    /// <summary>Makes the optimizer, its moments at 0.</summary>
    /// <param name="arena">The parameters that it updates.</param>
    /// <param name="clipNorm">Gradients with a larger Euclidean norm, taken over the whole arena, are scaled down to this one; null: never.</param>
    public abstract ArenaOptimizer Create(ParameterArena arena, double? clipNorm = null);

    /// <summary>What <see cref="FitOptions.Optimizer"/> takes; it knows these options again and calls <see cref="Create"/>.</summary>
    public static implicit operator OptimizerFactory(Optimizer options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return options.MakeForTorch;
    }

    /// <summary>Returns the value where it is allowed.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not; the message names the option, the value and what is allowed.</exception>
    protected static double Check(double value, bool isAllowed, string allowed, [CallerMemberName] string option = "") => isAllowed
        ? value
        : throw new ArgumentOutOfRangeException(option, value, FormattableString.Invariant($"{option} is {value}, and has to be {allowed}."));

    private TorchSharp.torch.optim.Optimizer MakeForTorch(IReadOnlyList<TorchSharp.Modules.Parameter> parameters) =>
        throw new InvalidOperationException(
            $"{GetType().Name} updates an arena and is none of TorchSharp's optimizers: pass it as FitOptions.Optimizer, or call its Create.");
}
