using System.ComponentModel.DataAnnotations;

namespace MtlDsl;


/// <summary>
/// Conflict-Averse Gradient descent (Liu et al., 2021): the d that helps the worst-off task most, max min_i ⟨g_i, d⟩, no farther from the mean gradient g_0 than
/// c ‖g_0‖. d = g_0 + c ‖g_0‖ g_w / ‖g_w‖, with g_w from the dual problem over the simplex.
/// </summary>
/// <remarks>
/// Published code divides d by 1 + c² (<see cref="CAGradRescaling.ByOnePlusSquare"/>), LibMTL by default too; the paper and TorchJD take it as it is. Where g_w is 0, which for c ≥ 1
/// happens wherever the gradients cancel out, d is 0, as TorchJD's.
/// </remarks>
public sealed class CAGrad : GramMethod
{
    /// <summary>c, the radius around the mean gradient as a share of its norm. At least 0; 0 gives the mean, and below 1 training converges to the smallest mean loss.</summary>
    [Range(0.0, double.MaxValue)]
    public double C { get; init => field = Check(value, value >= 0 && double.IsFinite(value), "at least 0 and finite"); } = 0.5;

    /// <summary>What the result is divided by.</summary>
    public CAGradRescaling Rescaling { get; init => field = Check(value, Enum.IsDefined(value), "one of CAGradRescaling"); } = CAGradRescaling.ByOnePlusSquare;

    /// <inheritdoc/>
    protected internal override double[] Weigh(GradientGram gram)
    {
        ArgumentNullException.ThrowIfNull(gram);
        var trace = gram.Trace();
        double[] weights = [.. Enumerable.Repeat(1.0 / gram.Count, gram.Count)];
        var radius = trace > 0 ? C * gram.CombinedNorm(weights) / Math.Sqrt(trace) : 0;
        if (radius > 0)
        {
            var products = gram.ToArray();
            for (var i = 0; i < gram.Count; i++)
                for (var j = 0; j < gram.Count; j++) products[i, j] /= trace;
            if (ConflictAverseDual.ScaledWeights(products, radius) is not { } scaled) return new double[gram.Count];
            for (var i = 0; i < gram.Count; i++) weights[i] += scaled[i];
        }

        return Array.ConvertAll(weights, weight => weight / Divisor);
    }

    private double Divisor => Rescaling switch
    {
        CAGradRescaling.None => 1,
        CAGradRescaling.ByOnePlusSquare => 1 + C * C,
        _ => 1 + C,
    };
}

/// <summary>What <see cref="CAGrad"/> divides its result by.</summary>
public enum CAGradRescaling
{
    /// <summary>Nothing, as the paper (LibMTL's <c>rescale=0</c>).</summary>
    None,

    /// <summary>1 + c² (LibMTL's <c>rescale=1</c>, its default).</summary>
    ByOnePlusSquare,

    /// <summary>1 + c (LibMTL's <c>rescale=2</c>).</summary>
    ByOnePlusC,
}
