using static TorchSharp.torch;

namespace MtlDsl;

/// <summary>
/// Random gradient weighting, RGW (Lin et al., "Reasonable Effectiveness of Random Weighting: A Litmus Test for Multi-Task Learning", 2022): weights w = softmax(z), z of the
/// standard normal distribution, drawn anew at each step. The draws are those of <see cref="RandomLossWeighting"/> for as many tasks as take part.
/// </summary>
public sealed class RandomGradientWeighting : GradientMethod
{
    /// <inheritdoc/>
    protected override Tensor Combine(GradientRows rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var weights = new double[rows.Tasks.Count];
        rows.RequireFinite();
        RandomLossWeighting.Draw(rows.Seed, rows.Step, [.. Enumerable.Range(0, weights.Length)], weights);
        return Apply(rows, rows.Batches[0], weights);
    }
}
