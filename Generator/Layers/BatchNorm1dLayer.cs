using MtlDsl.Generator.Emit;
using MtlDsl.Generator.Parsing;
using MtlDsl.Generator.Specs;

namespace MtlDsl.Generator.Layers;

internal sealed record BatchNorm1dLayer(double Epsilon, double Momentum) : LayerSpec
{
    public static LayerSpec? Parse(AttributeReader attribute)
    {
        double epsilon = attribute.Named("Epsilon", 1e-5);
        double momentum = attribute.Named("Momentum", 0.1);
        return attribute.Require(AttributeReader.IsFinite(epsilon) && epsilon > 0, "Epsilon", epsilon, "positive and finite")
            & attribute.Require(momentum is > 0 and <= 1, "Momentum", momentum, "in (0, 1]")
            ? new BatchNorm1dLayer(epsilon, momentum)
            : null;
    }

    public override string Display => "BatchNorm1d";

    public override string? Misfit(Shape input) => input switch
    {
        { IsSequence: true } => "its statistics would count padding; use [LayerNorm], which looks at each step alone, or put [MeanOverTime] or the like before it",
        { Rank: > 2 } => "it takes (batch, features) or (batch, channels, length); put [Flatten] before it",
        _ => null,
    };

    public override ModuleSpec Module(Shape input)
    {
        int features = input.Dimensions[0];
        return new ModuleSpec(
            "BatchNorm1d",
            $"nn.BatchNorm1d({Literal.Of(features)}, eps: {Literal.Of(Epsilon)}, momentum: {Literal.Of(Momentum)})",
            new[] { new ParameterSpec("weight", Shape.Of(features)), new ParameterSpec("bias", Shape.Of(features)) }.ToEquatableArray());
    }

    public override string Call(string? module, string x) => $"{module}.call({x})";
}
