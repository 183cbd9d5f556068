using System.Globalization;
using System.Linq;

namespace MtlDsl.Generator.Specs;

/// <summary>The shape of one example, without the batch dimension.</summary>
/// <param name="Dimensions">The first is <see cref="AnyLength"/> for a sequence.</param>
/// <param name="Sequence">The input that it is as long as; null where every dimension is known.</param>
/// <param name="Vocabulary">How many tokens its elements choose among; 0 where they are numbers.</param>
internal sealed record Shape(EquatableArray<int> Dimensions, string? Sequence = null, int Vocabulary = 0)
{
    /// <summary>Stands for a length that differs from example to example.</summary>
    public const int AnyLength = -1;

    public static Shape Of(params int[] dimensions) => new(new EquatableArray<int>(dimensions));

    /// <summary>(length, *step).</summary>
    public static Shape SequenceOf(string input, params int[] step) => new(step.Prepend(AnyLength).ToEquatableArray(), input);

    /// <summary>(length), of indices.</summary>
    public static Shape TokensOf(string input, int vocabulary) => SequenceOf(input) with { Vocabulary = vocabulary };

    public int Rank => Dimensions.Count;

    public bool IsSequence => Sequence is not null;

    public bool IsTokens => Vocabulary > 0;

    /// <summary>Whether one example is one row of numbers.</summary>
    public bool IsVector => Rank == 1 && !IsSequence;

    /// <summary>The last dimension: what a layer over features works on.</summary>
    public int Width => Dimensions[Rank - 1];

    /// <summary>How many numbers one example has; of a sequence, one step.</summary>
    public long Elements => Dimensions.Where(dimension => dimension != AnyLength).Aggregate(1L, (product, dimension) => product * dimension);

    public Shape WithWidth(int width) => this with { Dimensions = Dimensions.Take(Rank - 1).Append(width).ToEquatableArray() };

    /// <summary>What is left when a sequence becomes one step.</summary>
    public Shape Step() => new(Dimensions.Skip(1).ToEquatableArray());

    /// <summary>As C# and people write it: (64), (1, 36, 36), (length, 64).</summary>
    public override string ToString() => $"({string.Join(", ", Dimensions.Select(Text))})";

    /// <summary>With the batch in front: (batch, 64).</summary>
    public string WithBatch => $"({string.Join(", ", Dimensions.Select(Text).Prepend("batch"))})";

    private static string Text(int dimension) => dimension == AnyLength ? "length" : dimension.ToString(CultureInfo.InvariantCulture);
}
