using MtlDsl.Generator.Specs;

namespace MtlDsl.Generator.Parsing;

/// <summary>Reads an input of sequences: [Sequence(features)] or [Tokens(vocabulary)].</summary>
internal static class SequenceParser
{
    public static InputSpec? Parse(string name, AttributeReader attribute)
    {
        bool isTokens = attribute.Name == "Tokens";
        int size = attribute.Int(0);
        int maxLength = attribute.Named("MaxLength", 0);
        bool isRight = attribute.RequireSize(size, isTokens ? $"The vocabulary of '{name}'" : $"The features of '{name}'")
            & attribute.Require(maxLength >= 0, "MaxLength", maxLength, "at least 1, or 0 for sequences of any length");
        if (!isRight)
            return null;
        CutSpec? cut = maxLength == 0 ? null : new CutSpec(maxLength, attribute.Named("KeepEnd", false));
        return new InputSpec(name, isTokens ? Shape.TokensOf(name, size) : Shape.SequenceOf(name, size), Row: null, cut);
    }

    /// <summary>An input of the attribute's kind, whatever its numbers, which may be what is wrong; null for another attribute.</summary>
    public static InputSpec? Outline(string name, string? attribute) => attribute switch
    {
        "Tokens" => new InputSpec(name, Shape.TokensOf(name, vocabulary: 1), Row: null),
        "Sequence" => new InputSpec(name, Shape.SequenceOf(name, 1), Row: null),
        _ => null,
    };
}
