using TorchSharp;
using static TorchSharp.torch;

namespace MtlDsl;

/// <summary>
/// Where the rows of a column of sequences lie among its steps, on a device; in main memory too, so that no batch waits for the device to
/// say how long it is.
/// </summary>
internal sealed class RaggedRows : IDisposable
{
    private readonly Tensor _starts;
    private readonly Tensor _lengths;
    private readonly int[] _ends;

    /// <param name="ends">The step after the last of each row.</param>
    /// <param name="device">Where batches are wanted.</param>
    public RaggedRows(ReadOnlySpan<int> ends, Device device)
    {
        _ends = ends.ToArray();
        using DisposeScope scope = NewDisposeScope();
        Tensor bounds = cat([zeros(1, ScalarType.Int64), tensor(_ends).to_type(ScalarType.Int64)], 0);
        Tensor starts = bounds.narrow(0, 0, ends.Length), lengths = bounds.narrow(0, 1, ends.Length).sub(starts);
        _starts = starts.to(device, copy: true).DetachFromDisposeScope();
        _lengths = lengths.to(device, copy: true).DetachFromDisposeScope();
    }

    /// <summary>The number of steps of a row.</summary>
    public int Length(long row) => _ends[row] - (row == 0 ? 0 : _ends[row - 1]);

    /// <summary>The padded steps of some rows.</summary>
    /// <param name="steps">The column's: (steps + 1, …), padding last.</param>
    /// <param name="take">Gives the elements of a tensor of (rows) that belong to the batch.</param>
    /// <param name="longest">The most steps of a row of the batch.</param>
    public PaddedSequences Pad(Tensor steps, Func<Tensor, Tensor> take, long longest)
    {
        Tensor lengths = take(_lengths);
        using DisposeScope scope = NewDisposeScope();
        // A batch of empty sequences has one step too, of padding: layers refuse a tensor without elements.
        Tensor step = arange(Math.Max(longest, 1), ScalarType.Int64, lengths.device).unsqueeze(0);
        Tensor isPadding = step.ge(lengths.unsqueeze(1));
        Tensor index = take(_starts).unsqueeze(1).add(step).masked_fill_(isPadding, steps.shape[0] - 1);
        Tensor padded = steps.index_select(0, index.view(-1)).view([.. index.shape, .. steps.shape[1..]]);
        // Tokens are kept in four bytes.
        if (padded.dtype == ScalarType.Int32) padded = padded.to_type(ScalarType.Int64);
        return new PaddedSequences(padded.MoveToOuterDisposeScope(), lengths);
    }

    public void Dispose()
    {
        _starts.Dispose();
        _lengths.Dispose();
    }
}

/// <summary>The tensors of an input of sequences, padded to the longest of the batch.</summary>
/// <param name="Values">float32 (batch, longest, features), or int64 (batch, longest) of tokens; padding after each sequence's own steps.</param>
/// <param name="Lengths">int64 (batch): the steps that each sequence has of its own.</param>
public readonly record struct PaddedSequences(Tensor Values, Tensor Lengths);
