using TorchSharp;
using static TorchSharp.torch;

namespace MtlDsl;

/// <summary>
/// A method whose weights depend on the products of gradients alone: the combined gradient is wᵀJ, with w from the Gram matrix J Jᵀ. It takes two products
/// however many layers there are.
/// </summary>
public abstract class GramMethod : GradientMethod
{
    /// <summary>The weight of each row.</summary>
    /// <param name="gram">The products of the rows; with several <see cref="GradientMethod.Batches"/>, of those of the first with those of the second.</param>
    protected internal abstract double[] Weigh(GradientGram gram);

    /// <summary>The rows that are weighed and combined: with several batches the last's, unless a method keeps averages or scales.</summary>
    /// <returns>float32 (rows, parameters).</returns>
    protected internal virtual Tensor Track(GradientRows rows) => rows.Batches[^1];

    /// <inheritdoc/>
    protected sealed override Tensor Combine(GradientRows rows)
    {
        if (rows.Batches.Count > 1) rows.RequireFinite();
        var tracked = Track(rows);
        return Apply(rows, tracked, Weigh(rows.Batches.Count > 1 ? GradientGram.Of(rows, rows.Batches[0], rows.Batches[1]) : GradientGram.Of(rows, tracked, tracked)));
    }
}
