using System.Linq;
using MtlDsl.Generator.Specs;

namespace MtlDsl.Generator.Emit;

/// <summary>How many numbers a model learns, as far as the generator makes them.</summary>
internal static class ParameterCounts
{
    public static long Of(ModelSpec spec) => spec.Nodes.Sum(Of) + spec.Inputs.Sum(Of);

    public static long Of(NodeSpec node) =>
        node.Layers.Sum(layer => layer.Layer.Module(layer.Input)?.Parameters.Sum(parameter => parameter.Elements) ?? 0);

    public static long Of(InputSpec input) => input.Row?.Columns.Sum(column => (long)column.Count * column.Embedding) ?? 0;
}
