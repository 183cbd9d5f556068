using System.Globalization;
using System.Runtime.Serialization;
using TorchSharp;
using static TorchSharp.torch;

namespace MtlDsl.Tests;

internal enum Suit { Clubs, Diamonds, Hearts, Spades }

internal enum Income
{
    [EnumMember(Value = "<=50K")] AtMost50K,
    [EnumMember(Value = ">50K")] Over50K,
}

/// <summary>A data set as the generator writes it: features, classes and a number.</summary>
internal sealed class Cards : Dataset<Cards.Example>
{
    private readonly FeatureColumn _features = new("Features", 2, 2);
    private readonly ClassColumn _digit = new("Digit", 10);
    private readonly ClassColumn<Suit> _suit = new("Suit");
    private readonly RealColumn _value = new("Value", 1);

    public Cards() => Register(_features, _digit, _suit, _value);

    public sealed record Example(float[] Features, int? Digit = null, Suit? Suit = null, float? Value = null);

    public static Cards FromArrays(FeatureArray features, LabelArray<int> digit)
    {
        RequireEqualCounts("features", features.Count, ("digit", digit.Count));
        var data = new Cards();
        for (var row = 0; row < features.Count; row++)
            data.Add(new Example(features.Row(row), digit[row]));
        return data;
    }

    public static Example FromRow(SourceRow row) => new(row.Singles("Features", 4), row.Int32OrNull("Digit"));

    protected override void Append(Example example)
    {
        _features.Add(example.Features);
        _digit.Add(example.Digit);
        _suit.Add(example.Suit);
        _value.Add(example.Value);
    }
}

/// <summary>A data set of sequences as the generator writes it: ten tokens, and steps of two numbers.</summary>
internal sealed class Texts : Dataset<Texts.Example>
{
    private readonly TokenColumn _review = new("Review", 10);
    private readonly SequenceColumn _walk = new("Walk", 2);

    public Texts() => Register(_review, _walk);

    public sealed record Example(int[] Review, float[][] Walk);

    /// <summary>Each walk is (t, -t) for the tokens t of the text.</summary>
    public static Texts Of(params int[][] texts)
    {
        var data = new Texts();
        foreach (int[] text in texts)
            data.Add(new(text, [.. text.Select(token => new float[] { token, -token })]));
        return data;
    }

    protected override void Append(Example example)
    {
        _review.Add(example.Review);
        _walk.Add(example.Walk);
    }
}

internal static class DataFixtures
{
    public static ResidentColumns ToCpu<TExample>(this Dataset<TExample> data) => data.ToDevice(CPU);

    /// <summary>Runs an action under a culture; the one before is back afterwards.</summary>
    public static void UnderCulture(string name, Action action)
    {
        var before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(name);
        try
        {
            action();
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
