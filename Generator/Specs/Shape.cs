using System.Linq;

namespace MtlDsl.Generator.Specs;

/// <summary>The shape of one example, without the batch dimension.</summary>
internal sealed record Shape(EquatableArray<int> Dimensions)
{
    public static Shape Of(params int[] dimensions) => new(new EquatableArray<int>(dimensions));

    public int Rank => Dimensions.Count;

    /// <summary>The last dimension: what a layer over features works on.</summary>
    public int Width => Dimensions[Rank - 1];

    /// <summary>How many numbers one example has.</summary>
    public long Elements => Dimensions.Aggregate(1L, (product, dimension) => product * dimension);

    public Shape WithWidth(int width) => new(Dimensions.Take(Rank - 1).Append(width).ToEquatableArray());

    /// <summary>As C# and people write it: (64), (1, 36, 36).</summary>
    public override string ToString() => "(" + string.Join(", ", Dimensions) + ")";

    /// <summary>With the batch in front: (batch, 64).</summary>
    public string WithBatch => "(batch, " + string.Join(", ", Dimensions) + ")";
}
