using TorchSharp;
using static TorchSharp.torch;

namespace MtlDsl;

/// <summary>A task's output in the memory of .NET, row by row: copied from the device once, at construction.</summary>
public sealed class OutputRows
{
    private readonly float[] _values;

    /// <summary>Copies an output.</summary>
    /// <param name="output">(batch, width), of any floating type, on any device.</param>
    /// <exception cref="ArgumentException">The output does not have two dimensions.</exception>
    public OutputRows(Tensor output)
    {
        ArgumentNullException.ThrowIfNull(output);
        if (output.shape is not [var rows, var width])
            throw new ArgumentException(
                $"The output has the shape ({string.Join(", ", output.shape)}), and it has to be (batch, width).", nameof(output));
        Count = checked((int)rows);
        Width = checked((int)width);
        _values = HostArray.Copy<float>(output);
    }

    /// <summary>The number of rows.</summary>
    public int Count { get; }

    /// <summary>The number of values in a row.</summary>
    public int Width { get; }

    /// <summary>The values of a row.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row.</exception>
    public ReadOnlySpan<float> this[int row]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfNegative(row);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(row, Count);
            return _values.AsSpan(row * Width, Width);
        }
    }
}
