namespace MtlDsl;

/// <summary>
/// The loss balance of impartial multi-task learning, IMTL-L (Liu et al., "Towards Impartial Multi-task Learning", 2021): a scale is
/// learnt that brings every loss to 1. Joint loss: Σ e^(s_i) L_i - s_i, so that a weight is e^(s_i). Needs the losses of a step; learns a
/// number for each task.
/// </summary>
public sealed class ImpartialLossWeighting : LearnedWeighting
{
    private protected override double Initial => 0;

    /// <inheritdoc/>
    protected override double Weigh(ReadOnlySpan<int> tasks, ReadOnlySpan<double> losses, Span<double> weights)
    {
        double offset = 0;
        for (int i = 0; i < tasks.Length; i++)
        {
            double scale = Values[tasks[i]];
            weights[i] = Math.Exp(scale);
            offset -= scale;
            AddGradient(tasks[i], weights[i] * losses[i] - 1);
        }
        return offset;
    }
}
