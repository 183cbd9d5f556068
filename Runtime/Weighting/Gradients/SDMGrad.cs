using System.ComponentModel.DataAnnotations;

namespace MtlDsl;


/// <summary>
/// SDMGrad, stochastic direction-oriented multi-objective gradient descent (Xiao, Ban and Ji, 2023): min ½ ‖g_w + λ g_0‖² over the simplex, with the products of two independent
/// batches, by projected gradient descent with momentum; then (g_w + λ g_0) / (1 + λ) of a third.
/// </summary>
/// <remarks>
/// The products are divided by the squared mean of the gradients' norms, as in the authors' code. The step size is LibMTL's; TorchJD's is 10. LibMTL projects
/// after torch's SGD, which for these steps is the same.
/// </remarks>
public sealed class SDMGrad : GramMethod
{
    private readonly TaskMemory _weights = new("weights");

    /// <summary>λ, how strongly the direction is pulled to the mean gradient. At least 0.</summary>
    [Range(0.0, double.MaxValue)]
    public double Lambda { get; init => field = Check(value, value >= 0 && double.IsFinite(value), "at least 0 and finite"); } = 0.3;

    /// <summary>How many steps the weights make for each of the model's. At least 1.</summary>
    [Range(1, int.MaxValue)]
    public int Iterations { get; init => field = Check(value, value >= 1, "at least 1"); } = 20;

    /// <summary>The size of these steps. Positive.</summary>
    [Range(0.0, double.MaxValue, MinimumIsExclusive = true)]
    public double StepSize { get; init => field = Check(value, value > 0 && double.IsFinite(value), "positive and finite"); } = 5;

    /// <summary>How much of the previous of these steps is kept, in [0, 1).</summary>
    [Range(0.0, 1.0, MaximumIsExclusive = true)]
    public double Momentum { get; init => field = Check(value, value is >= 0 and < 1, "in [0, 1)"); } = 0.5;

    /// <inheritdoc/>
    public override int Batches => 3;

    /// <inheritdoc/>
    protected internal override double[] Weigh(GradientGram gram)
    {
        ArgumentNullException.ThrowIfNull(gram);
        var n = gram.Count;
        var size = Enumerable.Range(0, n).Average(gram.Norm);
        var scale = size * size + 1e-8;
        var weights = _weights.Shares(gram.Rows);
        var velocity = new double[n];
        for (var iteration = 0; iteration < Iterations; iteration++)
        {
            var slopes = gram.Multiply(Array.ConvertAll(weights, weight => weight + Lambda / n));
            for (var i = 0; i < n; i++) velocity[i] = Momentum * velocity[i] + slopes[i] / scale;
            weights = Simplex.Project([.. weights.Select((weight, i) => weight - StepSize * velocity[i])]);
        }

        _weights.KeepShares(gram.Rows, weights);
        return Array.ConvertAll(weights, weight => (weight + Lambda / n) / (1 + Lambda));
    }

    /// <inheritdoc/>
    protected override void OnBegin()
    {
        _weights.Clear();
    }

    /// <inheritdoc/>
    public override void Save(CheckpointWriter writer) => _weights.Save(writer);

    /// <inheritdoc/>
    public override Action Load(CheckpointReader reader) => _weights.Load(reader);
}
