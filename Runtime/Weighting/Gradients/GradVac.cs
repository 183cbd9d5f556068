using System.ComponentModel.DataAnnotations;

namespace MtlDsl;


/// <summary>
/// Gradient Vaccine (Wang et al., 2021): as <see cref="PCGrad"/>, but a gradient is turned to another one wherever their cosine φ is below its running mean φ̂:
/// g ← g + ‖g‖ (φ̂ √(1 - φ²) - φ √(1 - φ̂²)) / (‖g_j‖ √(1 - φ̂²)) g_j. The mean begins with 0, so that the first step is PCGrad's.
/// </summary>
/// <remarks>The means are of the whole gradient, LibMTL's default; TorchJD's likewise.</remarks>
public sealed class GradVac : GramMethod
{
    private readonly TaskMemory _targets = new("cosines");

    /// <summary>How much of a mean a step takes from the present cosine, in [0, 1].</summary>
    [Range(0.0, 1.0)]
    public double Beta { get; init => field = Check(value, value is >= 0 and <= 1, "in [0, 1]"); } = 0.5;

    /// <summary>What is added to denominators. At least 0.</summary>
    [Range(0.0, double.MaxValue)]
    public double Epsilon { get; init => field = Check(value, value >= 0 && double.IsFinite(value), "at least 0 and finite"); } = 1e-8;

    /// <inheritdoc/>
    protected internal override double[] Weigh(GradientGram gram)
    {
        ArgumentNullException.ThrowIfNull(gram);
        var weights = new double[gram.Count];
        for (var i = 0; i < gram.Count; i++)
        {
            var turned = new double[gram.Count];
            turned[i] = 1;
            foreach (var j in TaskOrder.Others(gram, i)) Turn(gram, turned, i, j);
            for (var k = 0; k < gram.Count; k++) weights[k] += turned[k];
        }

        return weights;
    }

    /// <inheritdoc/>
    protected override void OnBegin()
    {
        _targets.Clear();
    }

    /// <inheritdoc/>
    public override void Save(CheckpointWriter writer) => _targets.Save(writer);

    /// <inheritdoc/>
    public override Action Load(CheckpointReader reader) => _targets.Load(reader);

    private void Turn(GradientGram gram, double[] turned, int i, int j)
    {
        var (norm, other) = (gram.CombinedNorm(turned), gram.Norm(j));
        // A gradient of 0 has no direction: it is neither turned nor turned to.
        if (norm == 0 || other == 0) return;
        var targets = _targets.For(gram.Rows.TaskCount * gram.Rows.TaskCount, 0);
        ref var target = ref targets[gram.Rows.Tasks[i] * gram.Rows.TaskCount + gram.Rows.Tasks[j]];
        var product = 0.0;
        for (var k = 0; k < gram.Count; k++) product += gram[j, k] * turned[k];
        var cosine = product / (norm * other + Epsilon);
        if (cosine < target)
        {
            var (sine, targetSine) = (Math.Sqrt(Math.Max(0, 1 - cosine * cosine)), Math.Sqrt(Math.Max(0, 1 - target * target)));
            var denominator = other * targetSine + Epsilon;
            if (denominator > 0) turned[j] += norm * (target * sine - cosine * targetSine) / denominator;
        }

        target = (1 - Beta) * target + Beta * cosine;
    }
}
