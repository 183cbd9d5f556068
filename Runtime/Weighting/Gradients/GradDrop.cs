using System.ComponentModel.DataAnnotations;
using TorchSharp;
using static TorchSharp.torch;

namespace MtlDsl;


/// <summary>
/// Gradient Sign Dropout (Chen et al., "Just Pick a Sign", 2020): each element keeps the tasks' gradients of one sign, the positive ones with the probability
/// P = ½ (1 + Σg / Σ|g|), and of the others the share <see cref="Leak"/>; what is kept is added up.
/// </summary>
/// <remarks>
/// It works on elements of the matrix that it is given, as TorchJD's. For the paper's form, and LibMTL's, give it the representation's gradients times the
/// sign of the representation.
/// </remarks>
public sealed class GradDrop : GradientMethod
{
    /// <summary>Keeps these draws apart from dropout's, which have the same seed.</summary>
    private const long Salt = 0x5851F42D4C957F2D;

    /// <summary>The share of the gradients of the other sign that is kept, in [0, 1]: with 1 it is the sum.</summary>
    [Range(0.0, 1.0)]
    public double Leak { get; init => field = Check(value, value is >= 0 and <= 1, "in [0, 1]"); }

    /// <inheritdoc/>
    protected override Tensor Combine(GradientRows rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        rows.RequireFinite();
        var gradients = rows.Batches[0];
        using var random = new torch.Generator(unchecked((ulong)((rows.Seed * 1_000_003 + rows.Step) ^ Salt)), gradients.device);
        var draws = rand(gradients.shape[1], device: gradients.device, generator: random);
        var sum = gradients.sum(dim: 0);
        // Where all gradients are 0 the quotient is not a number, and decides about zeros alone.
        var isPositive = sum.div(gradients.abs().sum(dim: 0)).add(1).mul(0.5).gt(draws);
        var kept = where(isPositive, gradients.clamp_min(0).sum(dim: 0), gradients.clamp_max(0).sum(dim: 0));
        return Leak == 0 ? kept : kept.mul(1 - Leak).add_(sum, alpha: Leak);
    }
}
