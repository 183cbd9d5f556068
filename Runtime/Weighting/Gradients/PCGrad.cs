namespace MtlDsl;


/// <summary>
/// Projecting Conflicting Gradients (Yu et al., "Gradient Surgery for Multi-Task Learning", 2020): each gradient loses its part against each other one that it
/// conflicts with, g ← g - (g·g_j / ‖g_j‖²) g_j where g·g_j &lt; 0, in random order; the results are added up.
/// </summary>
/// <remarks>LibMTL and TorchJD add up too; for two tasks the order does not matter.</remarks>
public sealed class PCGrad : GramMethod
{
    /// <inheritdoc/>
    protected internal override double[] Weigh(GradientGram gram)
    {
        ArgumentNullException.ThrowIfNull(gram);
        var weights = new double[gram.Count];
        for (var i = 0; i < gram.Count; i++)
        {
            var projected = new double[gram.Count];
            projected[i] = 1;
            foreach (var j in TaskOrder.Others(gram, i))
            {
                var product = 0.0;
                for (var k = 0; k < gram.Count; k++) product += gram[j, k] * projected[k];
                if (product < 0) projected[j] -= product / gram[j, j];
            }

            for (var k = 0; k < gram.Count; k++) weights[k] += projected[k];
        }

        return weights;
    }
}
