using System.ComponentModel.DataAnnotations;
using TorchSharp;
using static TorchSharp.torch;

namespace MtlDsl;


/// <summary>
/// Gradient Sign Dropout (Chen et al., "Just Pick a Sign", 2020): each element keeps the tasks' gradients of one sign, the positive ones with the probability
/// P = ½ (1 + Σg / Σ|g|), and of the others the share <see cref="Leak"/>; what is kept is added up.
/// </summary>
/// <remarks>
/// Of parameters it works on each element of the matrix, as TorchJD's. <see cref="GradientMethod.OnRepresentation"/> is the paper's form, and LibMTL's: gradients
/// count by their sum over the batch, times the sign of the representation, and one draw decides about a feature for the whole batch.
/// </remarks>
public sealed class GradDrop : GradientMethod
{
    /// <summary>Keeps these draws apart from dropout's, which have the same seed.</summary>
    private const long Salt = 0x5851F42D4C957F2D;

    /// <summary>The share of the gradients of the other sign that is kept, in [0, 1]: with 1 it is the sum.</summary>
    [Range(0.0, 1.0)]
    public double Leak { get; init => field = Check(value, value is >= 0 and <= 1, "in [0, 1]"); }

    /// <inheritdoc/>
    public override bool NeedsRepresentation => OnRepresentation;

    /// <inheritdoc/>
    protected override Tensor Combine(GradientRows rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        rows.RequireFinite();
        using var random = new torch.Generator(unchecked((ulong)((rows.Seed * 1_000_003 + rows.Step) ^ Salt)), rows.Batches[0].device);
        return rows.Representation is { } representation
            ? OfFeatures(rows.Batches[0].view(rows.Tasks.Count, representation.shape[0], -1), representation, random).flatten()
            : OfElements(rows.Batches[0], random);
    }

    private Tensor OfElements(Tensor gradients, torch.Generator random)
    {
        var sum = gradients.sum(dim: 0);
        var isPositive = IsPositive(sum, gradients.abs().sum(dim: 0), random);
        var kept = where(isPositive, gradients.clamp_min(0).sum(dim: 0), gradients.clamp_max(0).sum(dim: 0));
        return Leak == 0 ? kept : kept.mul(1 - Leak).add_(sum, alpha: Leak);
    }

    /// <param name="gradients">(tasks, batch, features).</param>
    /// <param name="representation">(batch, features).</param>
    /// <param name="random">What it draws from.</param>
    private Tensor OfFeatures(Tensor gradients, Tensor representation, torch.Generator random)
    {
        var signed = gradients.mul(representation.sign()).sum(dim: 1);
        var isPositive = IsPositive(signed.sum(dim: 0), signed.abs().sum(dim: 0), random);
        var isKept = isPositive.logical_and(signed.gt(0)).logical_or(isPositive.logical_not().logical_and(signed.lt(0)));
        return gradients.mul(isKept.to(ScalarType.Float32).mul(1 - Leak).add(Leak).unsqueeze(1)).sum(dim: 0);
    }

    // Where all gradients are 0 the quotient is not a number, and decides about zeros alone.
    private static Tensor IsPositive(Tensor sum, Tensor absolute, torch.Generator random) =>
        sum.div(absolute).add(1).mul(0.5).gt(rand(sum.shape[0], device: sum.device, generator: random));
}
