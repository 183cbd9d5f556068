using System.ComponentModel.DataAnnotations;

namespace MtlDsl;


/// <summary>
/// MoDo, multi-objective gradient with double sampling (Chen et al., "Three-Way Trade-Off in Multi-Objective Learning", 2023): a step of the weights along the products of two
/// independent batches, without the bias that one would have, and the gradient of a third. λ ← Π(λ - γ (J_1 J_2ᵀ + ρ I) λ), Π onto the simplex.
/// </summary>
/// <remarks>Step sizes are LibMTL's, whose third batch the authors have as an option; TorchJD's γ is 0.1.</remarks>
public sealed class MoDo : GramMethod
{
    private readonly TaskMemory _lambda = new("lambda");

    /// <summary>γ, the step size of the weights. Positive.</summary>
    [Range(0.0, double.MaxValue, MinimumIsExclusive = true)]
    public double Gamma { get; init => field = Check(value, value > 0 && double.IsFinite(value), "positive and finite"); } = 1e-3;

    /// <summary>ρ, how much large weights are penalised. At least 0.</summary>
    [Range(0.0, double.MaxValue)]
    public double Rho { get; init => field = Check(value, value >= 0 && double.IsFinite(value), "at least 0 and finite"); } = 0.1;

    /// <inheritdoc/>
    public override int Batches => 3;

    /// <inheritdoc/>
    protected internal override double[] Weigh(GradientGram gram)
    {
        ArgumentNullException.ThrowIfNull(gram);
        var lambda = _lambda.Shares(gram.Rows);
        var products = gram.Multiply(lambda);
        var next = Simplex.Project([.. lambda.Select((share, i) => share - Gamma * (products[i] + Rho * share))]);
        _lambda.KeepShares(gram.Rows, next);
        return next;
    }

    /// <inheritdoc/>
    protected override void OnBegin()
    {
        _lambda.Clear();
    }

    /// <inheritdoc/>
    public override void Save(CheckpointWriter writer) => _lambda.Save(writer);

    /// <inheritdoc/>
    public override Action Load(CheckpointReader reader) => _lambda.Load(reader);
}
