namespace MtlDsl;


/// <summary>
/// Aligned-MTL (Senushkin et al., "Independent Component Alignment for Multi-Task Learning", 2023): the principal components of the gradients are scaled to the same size.
/// With G = V Λ Vᵀ, w = √s V Λ^(-1/2) Vᵀ p over the eigenvalues that are not 0.
/// </summary>
/// <remarks>The preference p is 1 each, as in LibMTL; in the paper and in TorchJD it is 1 / tasks, which makes the result shorter by that factor and no different else.</remarks>
public sealed class AlignedMTL : GramMethod
{
    /// <summary>Which eigenvalue s the components are scaled to.</summary>
    public AlignedScale Scale { get; init => field = Check(value, Enum.IsDefined(value), "one of AlignedScale"); }

    /// <summary>p, how much each task counts, at least 0; null: 1 each.</summary>
    public IReadOnlyList<double>? Preference { get; init => field = TaskPreference.Check(value); }

    /// <inheritdoc/>
    protected internal override double[] Weigh(GradientGram gram)
    {
        ArgumentNullException.ThrowIfNull(gram);
        var preference = TaskPreference.Of(Preference, gram.Rows, 1);
        var eigen = SymmetricEigen.Of(gram.ToArray());
        var threshold = PseudoInverse.Threshold(eigen);
        double[] kept = [.. eigen.Values.Where(value => value > threshold).Order()];
        if (kept.Length == 0) return preference;
        var scale = Scale switch
        {
            AlignedScale.Min => kept[0],
            AlignedScale.Median => kept[(kept.Length - 1) / 2],
            _ => kept.Average(),
        };
        return eigen.Apply(value => value > threshold ? Math.Sqrt(scale / value) : 0, preference);
    }
}

/// <summary>What <see cref="AlignedMTL"/> scales the components to.</summary>
public enum AlignedScale
{
    /// <summary>The smallest eigenvalue that is not 0, as the paper.</summary>
    Min,

    /// <summary>The median; of two in the middle the smaller.</summary>
    Median,

    /// <summary>The mean, whose root is the root mean square of the singular values.</summary>
    Rmse,
}
