using TorchSharp;
using static TorchSharp.torch;

namespace MtlDsl;

/// <summary>What makes one vector of the steps of a sequence, whatever stands in its padding.</summary>
/// <remarks>All take x (batch, length, width) and int64 lengths (batch), at most length, and give (batch, width): 0 for an empty sequence.</remarks>
public static class TimePooling
{
    /// <summary>The mean of the steps.</summary>
    public static Tensor Mean(Tensor x, Tensor lengths)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor steps = lengths.clamp_min(1).to_type(x.dtype).unsqueeze(1);
        return x.masked_fill(IsPadding(x, lengths), 0).sum(1).div(steps).MoveToOuterDisposeScope();
    }

    /// <summary>The largest value of each feature. Where several steps have it, they share the gradient.</summary>
    public static Tensor Max(Tensor x, Tensor lengths)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor largest = x.masked_fill(IsPadding(x, lengths), double.NegativeInfinity).amax(1);
        return largest.masked_fill(lengths.eq(0).unsqueeze(1), 0).MoveToOuterDisposeScope();
    }

    /// <summary>The last step.</summary>
    public static Tensor Last(Tensor x, Tensor lengths)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor index = lengths.sub(1).clamp_min(0).view(-1, 1, 1).expand(-1, 1, x.shape[2]);
        return x.gather(1, index).squeeze(1).masked_fill(lengths.eq(0).unsqueeze(1), 0).MoveToOuterDisposeScope();
    }

    /// <summary>The lengths of sequences without padding: int64 (batch), each the length of x.</summary>
    /// <param name="x">(batch, length, …).</param>
    public static Tensor FullLengths(Tensor x) => full(x.shape[0], x.shape[1], ScalarType.Int64, x.device);

    /// <summary>bool (batch, length, 1).</summary>
    private static Tensor IsPadding(Tensor x, Tensor lengths) =>
        arange(x.shape[1], ScalarType.Int64, x.device).unsqueeze(0).ge(lengths.unsqueeze(1)).unsqueeze(2);
}
