using System.ComponentModel.DataAnnotations;
using static TorchSharp.torch;

namespace MtlDsl;


/// <summary>
/// DB-MTL, dual-balancing multi-task learning (Lin et al., 2023): the gradients of the losses' logarithms, g_i / (L_i + 1e-8), are tracked by running means, each of which is made as
/// long as the longest; these are added up. In step k = 1, 2, … a mean keeps β / k^σ.
/// </summary>
/// <remarks>
/// The means begin with 0, as the paper's and LibMTL's: with β = 0.9 the first step is a tenth as long. The gradients that it is given are those of the losses
/// themselves. A task's own parameters get the gradient of the logarithm too in LibMTL: that is outside of this method.
/// </remarks>
public sealed class DBMTL : GramMethod
{
    private readonly TrackedGradients _means = new();

    /// <summary>β, how much of the means the first step keeps, in [0, 1).</summary>
    [Range(0.0, 1.0, MaximumIsExclusive = true)]
    public double Beta { get; init => field = Check(value, value is >= 0 and < 1, "in [0, 1)"); } = 0.9;

    /// <summary>σ, how fast β falls. At least 0.</summary>
    [Range(0.0, double.MaxValue)]
    public double BetaDecay { get; init => field = Check(value, value >= 0 && double.IsFinite(value), "at least 0 and finite"); }

    /// <inheritdoc/>
    public override bool NeedsLosses => true;

    /// <inheritdoc/>
    protected internal override Tensor Track(GradientRows rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        for (var i = 0; i < rows.Losses.Count; i++)
        {
            if (!(rows.Losses[i] >= 0))
                throw new ArgumentException(FormattableString.Invariant(
                    $"The loss of task {rows.Tasks[i]} is {rows.Losses[i]}, and DBMTL takes its logarithm: use losses that are not negative."), nameof(rows));
        }

        var scale = tensor(rows.Losses.Select(loss => (float)(1 / (loss + 1e-8))).ToArray(), device: rows.Batches[0].device);
        return _means.Update(rows, rows.Batches[0].mul(scale.unsqueeze(1)), Beta / Math.Pow(rows.Step + 1, BetaDecay));
    }

    /// <inheritdoc/>
    protected internal override double[] Weigh(GradientGram gram)
    {
        ArgumentNullException.ThrowIfNull(gram);
        var longest = Enumerable.Range(0, gram.Count).Max(gram.Norm);
        return [.. Enumerable.Range(0, gram.Count).Select(row => longest / (gram.Norm(row) + 1e-8))];
    }

    /// <inheritdoc/>
    public override bool AllowsRepresentation => false;

    /// <inheritdoc/>
    protected override void OnBegin()
    {
        _means.Clear();
    }

    /// <inheritdoc/>
    public override void Save(CheckpointWriter writer) => _means.Save(writer);

    /// <inheritdoc/>
    public override Action Load(CheckpointReader reader) => _means.Load(reader);

    /// <inheritdoc/>
    public override void Dispose()
    {
        _means.Dispose();
        base.Dispose();
    }
}
