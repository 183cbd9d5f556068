using System.ComponentModel.DataAnnotations;
using static TorchSharp.torch;

namespace MtlDsl;


/// <summary>
/// MoCo (Fernando et al., "Mitigating Gradient Bias in Multi-objective Learning", 2023): tracks the gradients by running means y, y ← y - β_k (y - g), and moves the weights by a
/// step along y yᵀ: λ ← Π(λ - γ_k (y yᵀ + ρ I) λ). The combined gradient is λᵀy. In step k = 1, 2, …, β_k = β / k^σ, γ_k likewise.
/// </summary>
/// <remarks>
/// By default it is the authors' code in LibMTL: g is made as long as the task's loss, and Π is softmax. The paper has the gradients as they are
/// (<see cref="NormalizesGradients"/> false) and the projection onto the simplex (<see cref="UsesSoftmax"/> false).
/// </remarks>
public sealed class MoCo : GramMethod
{
    private readonly TrackedGradients _means = new();
    private readonly TaskMemory _lambda = new("lambda");

    /// <summary>β, how much of the present gradient the means take in the first step, in (0, 1].</summary>
    [Range(0.0, 1.0, MinimumIsExclusive = true)]
    public double Beta { get; init => field = Check(value, value is > 0 and <= 1, "in (0, 1]"); } = 0.5;

    /// <summary>How fast β falls. At least 0.</summary>
    [Range(0.0, double.MaxValue)]
    public double BetaDecay { get; init => field = Check(value, value >= 0 && double.IsFinite(value), "at least 0 and finite"); } = 0.5;

    /// <summary>γ, the step size of the weights. Positive.</summary>
    [Range(0.0, double.MaxValue, MinimumIsExclusive = true)]
    public double Gamma { get; init => field = Check(value, value > 0 && double.IsFinite(value), "positive and finite"); } = 0.1;

    /// <summary>How fast γ falls. At least 0.</summary>
    [Range(0.0, double.MaxValue)]
    public double GammaDecay { get; init => field = Check(value, value >= 0 && double.IsFinite(value), "at least 0 and finite"); } = 0.5;

    /// <summary>ρ, how much large weights are penalised. At least 0.</summary>
    [Range(0.0, double.MaxValue)]
    public double Rho { get; init => field = Check(value, value >= 0 && double.IsFinite(value), "at least 0 and finite"); }

    /// <summary>Whether each gradient is made as long as its task's loss.</summary>
    public bool NormalizesGradients { get; init; } = true;

    /// <summary>Whether softmax brings the weights back to the simplex, rather than the nearest point.</summary>
    public bool UsesSoftmax { get; init; } = true;

    /// <inheritdoc/>
    public override bool NeedsLosses => NormalizesGradients;

    /// <inheritdoc/>
    protected internal override Tensor Track(GradientRows rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var gradients = rows.Batches[0];
        if (NormalizesGradients)
        {
            var losses = tensor(rows.Losses.Select(loss => (float)loss).ToArray(), device: gradients.device);
            gradients = gradients.mul(losses.div(gradients.norm(1).add(1e-8)).unsqueeze(1));
        }

        return _means.Update(rows, gradients, 1 - Beta / Math.Pow(rows.Step + 1, BetaDecay));
    }

    /// <inheritdoc/>
    protected internal override double[] Weigh(GradientGram gram)
    {
        ArgumentNullException.ThrowIfNull(gram);
        var gamma = Gamma / Math.Pow(gram.Rows.Step + 1, GammaDecay);
        var lambda = _lambda.Shares(gram.Rows);
        var products = gram.Multiply(lambda);
        double[] moved = [.. lambda.Select((share, i) => share - gamma * (products[i] + Rho * share))];
        var next = UsesSoftmax ? Simplex.Softmax(moved) : Simplex.Project(moved);
        _lambda.KeepShares(gram.Rows, next);
        return next;
    }

    /// <inheritdoc/>
    public override bool AllowsRepresentation => false;

    /// <inheritdoc/>
    protected override void OnBegin()
    {
        _means.Clear();
        _lambda.Clear();
    }

    /// <inheritdoc/>
    public override void Save(CheckpointWriter writer)
    {
        _lambda.Save(writer);
        _means.Save(writer);
    }

    /// <inheritdoc/>
    public override Action Load(CheckpointReader reader) => _lambda.Load(reader) + _means.Load(reader);

    /// <inheritdoc/>
    public override void Dispose()
    {
        _means.Dispose();
        base.Dispose();
    }
}
