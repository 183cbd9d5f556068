using static TorchSharp.torch;

namespace MtlDsl;

/// <summary>
/// The losses of tasks: the mean over the rows of a batch. A mask, float32 (batch), has the weight of each row that has a label, 1 unless
/// the data say otherwise, and 0 for a row without one. The mean is then Σ(weight · loss) / Σ weight, and 0 without a gradient where no
/// row counts. With no mask every row counts once, and the loss is TorchSharp's own.
/// </summary>
public static partial class TaskLoss
{
    // The smallest normal float32: what is divided by it is a product of it.
    private const float SmallestWeight = 1.17549435e-38f;

    /// <summary>Which rows have no label, beside an output of (batch, width): bool (batch, 1).</summary>
    private static Tensor Absent(Tensor mask) => mask.unsqueeze(1).le(0);

    /// <summary>
    /// The output with 0 in the rows that have no label, whatever they held: no infinity of theirs reaches the loss, and no gradient goes
    /// back to them.
    /// </summary>
    private static Tensor WithoutAbsent(Tensor output, Tensor mask) => output.masked_fill(Absent(mask), 0);

    /// <summary>The output with the target in the rows that have no label, so that their error is 0.</summary>
    private static Tensor TargetWhereAbsent(Tensor output, Tensor target, Tensor mask) => where(Absent(mask), target, output);

    /// <summary>The weighted mean over rows of the mean over a row's elements.</summary>
    /// <param name="elements">The loss of each element: (batch, width), finite in rows without a label too.</param>
    /// <param name="mask">float32 (batch).</param>
    private static Tensor WeightedMean(Tensor elements, Tensor mask) => elements.mean([1]).dot(mask) / Total(mask);

    /// <summary>The sum of the rows' weights, of which 0, where no row counts, becomes what a sum of 0 can be divided by.</summary>
    private static Tensor Total(Tensor weights) => weights.sum().clamp_min_(SmallestWeight);

    // libtorch would broadcast (batch, 1) against (batch) to (batch, batch) with no more than a warning.
    private static void RequireSameShape(Tensor output, Tensor target)
    {
        if (output.dim() == target.dim() && output.numel() == target.numel()) return;
        throw new ArgumentException(
            $"The output is ({string.Join(", ", output.shape)}) and the target ({string.Join(", ", target.shape)}), and they have to be alike: " +
            "give the target as (batch, width).");
    }
}
