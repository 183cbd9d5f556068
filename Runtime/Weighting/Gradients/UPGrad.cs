using System.ComponentModel.DataAnnotations;

namespace MtlDsl;


/// <summary>
/// Unconflicting Projection of Gradients (Quinton and Rey, "Jacobian Descent for Multi-Objective Optimization", 2024): each gradient is projected onto the cone of those
/// directions that conflict with none, and the projections are averaged. It conflicts with no task.
/// </summary>
/// <remarks>
/// The preference is 1 / tasks each, as in TorchJD and LibMTL. Both take gradients whose Gram matrix has a trace below 1e-4 as they are, in conflict or not; here they are
/// projected whatever their size, unless <see cref="SmallestTrace"/> says otherwise.
/// </remarks>
public sealed class UPGrad : GramMethod
{
    /// <summary>What is added to the diagonal of the Gram matrix, as a share of its trace. At least 0; 0 is exact, TorchJD's 1e-4 may leave conflicts of that size.</summary>
    [Range(0.0, 1.0)]
    public double Regularization { get; init => field = Check(value, value is >= 0 and <= 1, "in [0, 1]"); } = 1e-4;

    /// <summary>
    /// Gradients whose squared norms add up to less are taken as they are, in conflict or not. At least 0; 0: none are. TorchJD's and LibMTL's norm_eps, 1e-4 there.
    /// </summary>
    [Range(0.0, double.MaxValue)]
    public double SmallestTrace { get; init => field = Check(value, value >= 0 && double.IsFinite(value), "at least 0 and finite"); }

    /// <summary>How much each task's projection counts, at least 0; null: 1 / tasks.</summary>
    public IReadOnlyList<double>? Preference { get; init => field = TaskPreference.Check(value); }

    /// <inheritdoc/>
    protected internal override double[] Weigh(GradientGram gram)
    {
        ArgumentNullException.ThrowIfNull(gram);
        var preference = TaskPreference.Of(Preference, gram.Rows, 1.0 / gram.Count);
        if (gram.Trace() < SmallestTrace) return preference;
        return gram.OverNonZeroRows((products, rows) =>
        {
            RegularizedGram.Of(products, Regularization);
            var weights = new double[rows.Length];
            for (var i = 0; i < rows.Length; i++)
            {
                var single = new double[rows.Length];
                single[i] = preference[rows[i]];
                var projected = DualConeProjection.Project(products, single);
                for (var j = 0; j < rows.Length; j++) weights[j] += projected[j];
            }

            return weights;
        });
    }
}
