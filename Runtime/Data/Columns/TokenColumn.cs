using TorchSharp;
using static TorchSharp.torch;

namespace MtlDsl;

/// <summary>
/// An input of sequences of tokens: int64 (rows, longest), padded with the index after the last token, <see cref="Vocabulary"/>. A token
/// takes 4 bytes; batches are made int64 when they are taken.
/// </summary>
public sealed class TokenColumn : RaggedColumn
{
    private readonly ColumnBuffer<int> _tokens = new();

    /// <param name="name">The input's name.</param>
    /// <param name="vocabulary">The number of tokens.</param>
    /// <param name="maxLength">The tokens to which a longer sequence is cut; 0: none is.</param>
    /// <param name="keepEnd">Whether the end of a sequence that is cut is kept, and not its start.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="vocabulary"/> is not positive, or <paramref name="maxLength"/> is negative.</exception>
    public TokenColumn(string name, int vocabulary, int maxLength = 0, bool keepEnd = false) : base(name, maxLength, keepEnd)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(vocabulary);
        Vocabulary = vocabulary;
    }

    /// <summary>The number of tokens, and the index of padding.</summary>
    public int Vocabulary { get; }

    /// <summary>Adds a row.</summary>
    /// <param name="tokens">0 .. <see cref="Vocabulary"/> - 1 each; none for an empty sequence.</param>
    /// <exception cref="ArgumentException">The sequence is null, or there is no such token.</exception>
    public void Add(int[] tokens)
    {
        if (tokens is null)
            throw new ArgumentException($"{Name} of {Row} is null; an empty sequence is an empty array.");
        int index = tokens.AsSpan().IndexOfAnyExceptInRange(0, Vocabulary - 1);
        if (index >= 0)
            throw new ArgumentException(
                $"{Name} of {Row} has token {tokens[index]} at {index}; the tokens of its vocabulary of {Vocabulary} are 0 to {Vocabulary - 1}. " +
                "Padding is added when batches are made: leave it out.");
        ReadOnlySpan<int> kept = tokens.AsSpan(Kept(tokens.Length));
        kept.CopyTo(_tokens.Extend(kept.Length));
        CompleteRow(kept.Length);
    }

    private protected override Tensor StepTensor(Device device)
    {
        using DisposeScope scope = NewDisposeScope();
        using Tensor tokens = _tokens.ToTensor([Steps], ScalarType.Int32, device);
        return cat([tokens, full(1, Vocabulary, ScalarType.Int32, device)], 0).DetachFromDisposeScope();
    }

    private protected override void TruncateSteps(int steps) => _tokens.Truncate(steps);
}
