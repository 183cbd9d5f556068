using System.ComponentModel.DataAnnotations;
using static TorchSharp.torch;

namespace MtlDsl;


/// <summary>
/// CR-MOGM (Zhou et al., "On the Convergence of Stochastic Multi-Objective Gradient Manipulation and Beyond", 2022): smooths the weights of any other method,
/// w = α w_previous + (1 - α) w_method.
/// </summary>
/// <remarks>It begins with the method's own weights, as TorchJD's. A task that takes no part keeps its weights of before.</remarks>
/// <param name="method">The method whose weights are smoothed; it is disposed together with this one.</param>
public class CRMOGM(GramMethod method) : GramMethod
{
    private readonly TaskMemory _weights = new("weights");

    /// <summary>The method whose weights are smoothed.</summary>
    public GramMethod Method { get; } = method ?? throw new ArgumentNullException(nameof(method));

    /// <summary>α, how much of the weights a step keeps, in [0, 1).</summary>
    [Range(0.0, 1.0, MaximumIsExclusive = true)]
    public double Alpha { get; init => field = Check(value, value is >= 0 and < 1, "in [0, 1)"); } = 0.9;

    /// <inheritdoc/>
    public override int Batches => Method.Batches;

    /// <inheritdoc/>
    public override bool NeedsLosses => Method.NeedsLosses;

    /// <inheritdoc/>
    public override bool AllowsRepresentation => Method.AllowsRepresentation;

    /// <inheritdoc/>
    public override bool NeedsScores => Method.NeedsScores;

    /// <inheritdoc/>
    protected internal override Tensor Track(GradientRows rows) => Method.Track(rows);

    /// <inheritdoc/>
    protected internal override double[] Weigh(GradientGram gram)
    {
        ArgumentNullException.ThrowIfNull(gram);
        var weights = Method.Weigh(gram);
        var all = _weights.For(gram.Rows.TaskCount, double.NaN);
        for (var i = 0; i < weights.Length; i++)
        {
            ref var smoothed = ref all[gram.Rows.Tasks[i]];
            smoothed = double.IsNaN(smoothed) ? weights[i] : Alpha * smoothed + (1 - Alpha) * weights[i];
            weights[i] = smoothed;
        }

        return weights;
    }

    /// <inheritdoc/>
    protected override void OnBegin()
    {
        _weights.Clear();
        Method.Begin(Tasks, Seed);
    }

    /// <inheritdoc/>
    public override void Save(CheckpointWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        _weights.Save(writer);
        Method.Save(writer.Part("method"));
    }

    /// <inheritdoc/>
    public override Action Load(CheckpointReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        return _weights.Load(reader) + Method.Load(reader.Part("method"));
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        Method.Dispose();
        base.Dispose();
    }
}
