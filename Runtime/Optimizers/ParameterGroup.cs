using System.Runtime.CompilerServices;

namespace MtlDsl;

/// <summary>How some of an arena's parameters are trained other than the rest: see <see cref="ParameterArena.Group"/>.</summary>
public sealed record ParameterGroup
{
    /// <summary>A factor on the learning rate. At least 0 and finite; 0 leaves the parameters as they are.</summary>
    public double LearningRate { get; init => field = Check(value); } = 1;

    /// <summary>The factor of the sum of the weights' absolute values in the penalty. At least 0 and finite.</summary>
    public double L1 { get; init => field = Check(value); }

    /// <summary>The factor of half the sum of the weights' squares in the penalty. At least 0 and finite.</summary>
    public double L2 { get; init => field = Check(value); }

    /// <summary>Whether parameters of one dimension are penalised too: biases, and the scales and shifts of normalisation.</summary>
    public bool IncludeBiases { get; init; }

    private static double Check(double value, [CallerMemberName] string option = "") => value >= 0 && double.IsFinite(value)
        ? value
        : throw new ArgumentOutOfRangeException(option, value,
            FormattableString.Invariant($"{option} is {value}, and has to be at least 0 and finite."));
}
