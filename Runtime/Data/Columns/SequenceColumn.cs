using TorchSharp;
using static TorchSharp.torch;

namespace MtlDsl;

/// <summary>An input of sequences of numbers: float32 (rows, longest, features), 4 bytes for each number, padded with 0.</summary>
public sealed class SequenceColumn : RaggedColumn
{
    private readonly ColumnBuffer<float> _values = new();
    private readonly int _features;

    /// <param name="name">The input's name.</param>
    /// <param name="features">The numbers of a step.</param>
    /// <param name="maxLength">The steps to which a longer sequence is cut; 0: none is.</param>
    /// <param name="keepEnd">Whether the end of a sequence that is cut is kept, and not its start.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="features"/> is not positive, or <paramref name="maxLength"/> is negative.</exception>
    public SequenceColumn(string name, int features, int maxLength = 0, bool keepEnd = false) : base(name, maxLength, keepEnd)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(features);
        _features = features;
    }

    /// <summary>Adds a row.</summary>
    /// <param name="steps">The features of each step; none for an empty sequence.</param>
    /// <exception cref="ArgumentException">The sequence or a step is null, a step has more features or fewer, or one is not finite.</exception>
    public void Add(float[][] steps)
    {
        if (steps is null)
            throw new ArgumentException($"{Name} of {Row} is null; an empty sequence is an empty array.");
        for (int step = 0; step < steps.Length; step++)
            Check(steps[step], step);
        ReadOnlySpan<float[]> kept = steps.AsSpan(Kept(steps.Length));
        // Room for all at once: where there is none, nothing is added.
        Span<float> added = _values.Extend(checked(kept.Length * _features));
        for (int step = 0; step < kept.Length; step++)
            kept[step].CopyTo(added[(step * _features)..]);
        CompleteRow(kept.Length);
    }

    private protected override Tensor StepTensor(Device device)
    {
        using DisposeScope scope = NewDisposeScope();
        using Tensor steps = _values.ToTensor([Steps, _features], ScalarType.Float32, device);
        return cat([steps, zeros(1, _features, device: device)], 0).DetachFromDisposeScope();
    }

    private protected override void TruncateSteps(int steps) => _values.Truncate(steps * _features);

    private void Check(float[] features, int step)
    {
        if (features is null)
            throw new ArgumentException($"{Name} of {Row} is null at step {step}; each step has {_features} features.");
        if (features.Length != _features)
            throw new ArgumentException($"{Name} of {Row} has {features.Length} features at step {step}; each step has {_features}.");
        int index = features.AsSpan().IndexOfAnyExceptInRange(float.MinValue, float.MaxValue);
        if (index >= 0)
            throw new ArgumentException(FormattableString.Invariant(
                $"{Name} of {Row} is {features[index]} at step {step}, feature {index}, and features are finite numbers; leave the row out or fill the value in."));
    }
}
