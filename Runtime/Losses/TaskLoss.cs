using static TorchSharp.torch;

namespace MtlDsl;

/// <summary>
/// The losses of tasks: the mean over the rows of a batch. A mask, float32 (batch), says which rows have a label (1) and which have none
/// (0); the mean is then over the former, and 0 without a gradient where there is none. With no mask every row has one, and the loss is
/// TorchSharp's own.
/// </summary>
public static partial class TaskLoss
{
    /// <summary>Which rows have no label, beside an output of (batch, width): bool (batch, 1).</summary>
    private static Tensor Absent(Tensor mask) => mask.unsqueeze(1).le(0);

    /// <summary>
    /// The output with 0 in the rows that have no label, whatever they held: no infinity of theirs reaches the loss, and no gradient goes
    /// back to them.
    /// </summary>
    private static Tensor WithoutAbsent(Tensor output, Tensor mask) => output.masked_fill(Absent(mask), 0);

    /// <summary>The output with the target in the rows that have no label, so that their error is 0.</summary>
    private static Tensor TargetWhereAbsent(Tensor output, Tensor target, Tensor mask) => where(Absent(mask), target, output);

    /// <summary>The number of elements in rows with a label; at least that of one row, to divide the sum of 0 where there is none.</summary>
    private static Tensor PresentElements(Tensor output, Tensor mask) => mask.sum().clamp_min_(1).mul_(output.shape[1]);

    // libtorch would broadcast (batch, 1) against (batch) to (batch, batch) with no more than a warning.
    private static void RequireSameShape(Tensor output, Tensor target)
    {
        if (output.dim() == target.dim() && output.numel() == target.numel()) return;
        throw new ArgumentException(
            $"The output is ({string.Join(", ", output.shape)}) and the target ({string.Join(", ", target.shape)}), and they have to be alike: " +
            "give the target as (batch, width).");
    }
}
