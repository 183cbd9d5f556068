using MtlDsl.Generator.Emit;
using MtlDsl.Generator.Parsing;
using MtlDsl.Generator.Specs;

namespace MtlDsl.Generator.Layers;

/// <param name="IsMixed">Whether its product may be computed in bfloat16.</param>
internal sealed record LinearLayer(int Width, bool Bias, bool IsMixed = false) : LayerSpec
{
    public static LayerSpec? Parse(AttributeReader attribute)
    {
        int width = attribute.Int(0);
        return attribute.RequireSize(width, "The width of [Linear]") ? new LinearLayer(width, attribute.Named("Bias", true)) : null;
    }

    public override string Display => Bias ? $"Linear({Literal.Of(Width)})" : $"Linear({Literal.Of(Width)}, Bias = false)";

    public override Shape Output(Shape input) => input.WithWidth(Width);

    public override ModuleSpec Module(Shape input)
    {
        var weight = new ParameterSpec("weight", Shape.Of(Width, input.Width));
        var bias = new ParameterSpec("bias", Shape.Of(Width));
        return new ModuleSpec(
            "Linear",
            $"nn.Linear({Literal.Of(input.Width)}, {Literal.Of(Width)}{(Bias ? "" : ", hasBias: false")})",
            (Bias ? new[] { weight, bias } : [weight]).ToEquatableArray());
    }

    public override string Call(string? module, string x) =>
        IsMixed ? $"MixedLinear({x}, {module}.weight, {(Bias ? $"{module}.bias" : "null")})" : $"{module}.call({x})";
}
