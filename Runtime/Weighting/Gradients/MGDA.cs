namespace MtlDsl;


/// <summary>
/// Multiple Gradient Descent Algorithm (Désidéri, 2012; Sener and Koltun, "Multi-Task Learning as Multi-Objective Optimization", 2018): the point with the smallest
/// norm in the convex hull of the gradients, min ‖Σ w_i g_i‖² over w ≥ 0, Σw = 1. Given the gradients of the shared representation it is MGDA-UB.
/// </summary>
/// <remarks>
/// The point is exact. LibMTL stops at changes of 1e-5 and gives 0.999 or 0.001 where two tasks' solution is one of them; TorchJD's Frank-Wolfe stops at steps of
/// 1e-3. With a normalisation the combined gradient is of the normalised ones, as LibMTL's; Sener and Koltun's code applies the weights to the original
/// losses, which loses the common descent.
/// </remarks>
public sealed class MGDA : GramMethod
{
    /// <summary>What each gradient is divided by before.</summary>
    public GradientNormalization Normalization { get; init => field = Check(value, Enum.IsDefined(value), "one of GradientNormalization"); }

    /// <inheritdoc/>
    public override bool NeedsLosses => Normalization is GradientNormalization.Loss or GradientNormalization.LossAndNorm;

    /// <inheritdoc/>
    protected internal override double[] Weigh(GradientGram gram)
    {
        ArgumentNullException.ThrowIfNull(gram);
        var sizes = new double[gram.Count];
        for (var i = 0; i < gram.Count; i++) sizes[i] = Size(gram, i);
        var normalized = gram.ToArray();
        for (var i = 0; i < gram.Count; i++)
            for (var j = 0; j < gram.Count; j++) normalized[i, j] /= sizes[i] * sizes[j];
        var weights = MinNormPoint.Weights(normalized);
        for (var i = 0; i < gram.Count; i++) weights[i] /= sizes[i];
        return weights;
    }

    private double Size(GradientGram gram, int row)
    {
        // A gradient of 0 stays 0, whatever it is divided by.
        var norm = gram.Norm(row) is var length and > 0 ? length : 1;
        return Normalization switch
        {
            GradientNormalization.None => 1,
            GradientNormalization.Norm => norm,
            GradientNormalization.Loss => Loss(gram, row),
            _ => Loss(gram, row) * norm,
        };
    }

    private static double Loss(GradientGram gram, int row)
    {
        var loss = gram.Rows.Losses[row];
        if (loss > 0) return loss;
        throw new ArgumentException(FormattableString.Invariant(
            $"The loss of task {gram.Rows.Tasks[row]} is {loss}, and MGDA cannot divide by it: use GradientNormalization.None or Norm where losses reach 0."), nameof(gram));
    }
}

/// <summary>What <see cref="MGDA"/> divides each task's gradient by.</summary>
public enum GradientNormalization
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>Its Euclidean norm ("l2").</summary>
    Norm,

    /// <summary>The task's loss, which has to be positive ("loss").</summary>
    Loss,

    /// <summary>Both ("loss+").</summary>
    LossAndNorm,
}
