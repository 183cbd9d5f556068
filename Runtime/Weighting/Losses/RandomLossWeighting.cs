namespace MtlDsl;

/// <summary>
/// Random loss weighting, RLW (Lin et al., "Reasonable Effectiveness of Random Weighting: A Litmus Test for Multi-Task Learning", 2022):
/// weights drawn anew at each step. Joint loss: Σ w_i L_i with w = softmax(z), z of the standard normal distribution.
/// Needs nothing of a step.
/// </summary>
/// <remarks>
/// The draws are a pure function of the run's seed and the number of the step: Philox4x32-10 (Salmon et al., 2011) and the transform of
/// Box and Muller (1958), two words for each task in the order of the tasks.
/// </remarks>
public sealed class RandomLossWeighting : LossWeighting
{
    /// <inheritdoc/>
    protected override bool ReadsLosses => false;

    /// <inheritdoc/>
    protected override double Weigh(ReadOnlySpan<int> tasks, ReadOnlySpan<double> losses, Span<double> weights)
    {
        Draw(Seed, Steps, tasks, weights);
        return 0;
    }

    /// <summary>The weights of a step, for the tasks that take part in it.</summary>
    internal static void Draw(long seed, long step, ReadOnlySpan<int> tasks, Span<double> weights)
    {
        var random = new Philox(unchecked((ulong)seed), unchecked((ulong)step));
        int next = 0;
        for (int task = 0; next < tasks.Length; task++)
        {
            double normal = Normal(ref random);
            if (tasks[next] == task) weights[next++] = normal;
        }
        LossTerms.Softmax(weights);
    }

    private static double Normal(ref Philox random)
    {
        const double words = 1L << 32;
        double radius = Math.Sqrt(-2 * Math.Log((random.Next() + 1.0) / words));
        return radius * Math.Cos(Math.Tau * random.Next() / words);
    }
}
