using MtlDsl.Generator.Emit;
using MtlDsl.Generator.Parsing;
using MtlDsl.Generator.Specs;

namespace MtlDsl.Generator.Layers;

internal sealed record EmbeddingLayer(int Width) : LayerSpec
{
    public static LayerSpec? Parse(AttributeReader attribute)
    {
        int width = attribute.Int(0);
        return attribute.RequireSize(width, "The width of [Embedding]") ? new EmbeddingLayer(width) : null;
    }

    public override string Display => $"Embedding({Literal.Of(Width)})";

    public override bool TakesTokens => true;

    public override string? Misfit(Shape input) => input.IsTokens
        ? null
        : "it looks tokens up, and these are numbers; declare the input with [Tokens(...)], or use [Linear(...)]";

    public override Shape Output(Shape input) => Shape.SequenceOf(input.Sequence!, Width);

    public override ModuleSpec Module(Shape input)
    {
        // Counted as long: the row of padding may be one too many.
        long rows = input.Vocabulary + 1L;
        return new ModuleSpec(
            "Embedding",
            $"nn.Embedding({Literal.Of(rows)}, {Literal.Of(Width)}, padding_idx: {Literal.Of(input.Vocabulary)})",
            new[] { new ParameterSpec("weight", Shape.Of(checked((int)rows), Width)) }.ToEquatableArray());
    }

    public override string Call(string? module, string x) => $"{module}.call({x})";
}
