namespace MtlDsl;

/// <summary>
/// Makes a parameter an input of the model that is a sequence of steps, as many as each example has: a tensor of
/// (batch, longest of the batch, features), padded with 0. An example holds a <c>float[][]</c>, a row for each step.
/// </summary>
/// <param name="features">The numbers of a step, at least 1.</param>
[AttributeUsage(AttributeTargets.Parameter, Inherited = false)]
public sealed class SequenceAttribute(int features) : Attribute
{
    /// <summary>The numbers of a step.</summary>
    public int Features { get; } = features;

    /// <summary>The steps to which a longer sequence is cut, at least 1. 0: it is left as it is.</summary>
    public int MaxLength { get; set; }

    /// <summary>Whether the end of a sequence that is cut is kept, and not its start.</summary>
    public bool KeepEnd { get; set; }
}

/// <summary>
/// Makes a parameter an input of the model that is a sequence of tokens, as many as each example has: an int64 tensor of
/// (batch, longest of the batch). An example holds an <c>int[]</c> of tokens from 0 to vocabulary − 1; all of them are the user's, for
/// padding is the index after them, vocabulary. A node reads them with <see cref="EmbeddingAttribute"/>.
/// </summary>
/// <param name="vocabulary">How many tokens there are, at least 1.</param>
[AttributeUsage(AttributeTargets.Parameter, Inherited = false)]
public sealed class TokensAttribute(int vocabulary) : Attribute
{
    /// <summary>How many tokens there are.</summary>
    public int Vocabulary { get; } = vocabulary;

    /// <summary>The tokens to which a longer sequence is cut, at least 1. 0: it is left as it is.</summary>
    public int MaxLength { get; set; }

    /// <summary>Whether the end of a sequence that is cut is kept, and not its start.</summary>
    public bool KeepEnd { get; set; }
}
