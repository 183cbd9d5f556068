using TorchSharp;
using static TorchSharp.torch;

namespace MtlDsl;

/// <summary>A float32 input of fixed shape: the tensor is (rows, *shape), row-major, 4 bytes for each value.</summary>
public sealed class FeatureColumn : Column
{
    private readonly ColumnBuffer<float> _values = new();
    private readonly long[] _shape;
    private readonly int _width;

    /// <param name="name">The input's name.</param>
    /// <param name="shape">The shape of one row, such as (100) or (1, 36, 36).</param>
    /// <exception cref="ArgumentOutOfRangeException">A dimension is not positive.</exception>
    public FeatureColumn(string name, params ReadOnlySpan<int> shape) : base(name)
    {
        _shape = new long[shape.Length];
        _width = 1;
        for (var i = 0; i < shape.Length; i++)
        {
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(shape[i], nameof(shape));
            _shape[i] = shape[i];
            _width = checked(_width * shape[i]);
        }
    }

    /// <summary>The shape of one row.</summary>
    public ReadOnlySpan<long> Shape => _shape;

    /// <summary>False: a feature column lacks nothing.</summary>
    public override bool HasMissing => false;

    /// <summary>Adds a row.</summary>
    /// <param name="features">The row's values, in row-major order of the shape.</param>
    /// <exception cref="ArgumentException">There are more values, or fewer, than the shape takes, or one is not finite.</exception>
    public void Add(ReadOnlySpan<float> features)
    {
        if (features.Length != _width)
            throw new ArgumentException($"{Name} of {Row} has {features.Length} values; ({string.Join(", ", _shape)}) takes {_width}.");
        int index = features.IndexOfAnyExceptInRange(float.MinValue, float.MaxValue);
        if (index >= 0)
            throw new ArgumentException(FormattableString.Invariant(
                $"{Name} of {Row} is {features[index]} at {index}, and features are finite numbers; leave the row out or fill the value in."));
        features.CopyTo(_values.Extend(_width));
        Count++;
    }

    internal override ColumnTensors ToTensors(Device device) => new(_values.ToTensor([Count, .. _shape], ScalarType.Float32, device));

    internal override void Truncate(int count)
    {
        if (count >= Count)
            return;
        _values.Truncate(count * _width);
        Count = count;
    }
}
