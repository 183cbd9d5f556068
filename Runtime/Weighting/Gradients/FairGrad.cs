using System.ComponentModel.DataAnnotations;

namespace MtlDsl;


/// <summary>
/// FairGrad (Ban and Ji, "Fair Resource Allocation in Multi-Task Learning", 2024): α-fair shares of the loss decrease, G w = w^(-1/α), w &gt; 0. For α = 1 it is
/// Nash-MTL without its scaling, for α → ∞ near to <see cref="MGDA"/>.
/// </summary>
/// <remarks>The equation is solved to 1e-10; LibMTL and TorchJD minimise its squared residual from w = 1 / tasks, which can end early for gradients far from 1 in size.</remarks>
public sealed class FairGrad : GramMethod
{
    /// <summary>α, in [0.05, 1000]: 1 is proportional fairness, 2 makes potential delays small, larger ones lead to max-min fairness.</summary>
    [Range(0.05, 1000)]
    public double Alpha { get; init => field = Check(value, value is >= 0.05 and <= 1000, "in [0.05, 1000]"); } = 1;

    /// <inheritdoc/>
    protected internal override double[] Weigh(GradientGram gram)
    {
        ArgumentNullException.ThrowIfNull(gram);
        return gram.OverNonZeroRows((products, rows) => FairnessEquation.Solve(products, [.. Enumerable.Repeat(1.0, rows.Length)], 1 / Alpha));
    }
}
