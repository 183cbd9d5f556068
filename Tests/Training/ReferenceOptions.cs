using System.Text.Json;

namespace MtlDsl.Tests;

/// <summary>Options as the scripts name them; those that a script leaves out keep their defaults, which have to be PyTorch's.</summary>
internal readonly struct ReferenceOptions(JsonElement options)
{
    public double Number(string name, double otherwise = 0) =>
        options.TryGetProperty(name, out JsonElement number) ? number.GetDouble() : otherwise;

    public Adam Apply(Adam to) => to with
    {
        Beta1 = Beta(0, to.Beta1),
        Beta2 = Beta(1, to.Beta2),
        Epsilon = Number("eps", to.Epsilon),
        WeightDecay = Number("weight_decay", to.WeightDecay),
    };

    public AdamW Apply(AdamW to) => to with
    {
        Beta1 = Beta(0, to.Beta1),
        Beta2 = Beta(1, to.Beta2),
        Epsilon = Number("eps", to.Epsilon),
        WeightDecay = Number("weight_decay", to.WeightDecay),
    };

    public Sgd Apply(Sgd to) => to with
    {
        Momentum = Number("momentum", to.Momentum),
        Dampening = Number("dampening", to.Dampening),
        Nesterov = Flag("nesterov", to.Nesterov),
        WeightDecay = Number("weight_decay", to.WeightDecay),
    };

    public RmsProp Apply(RmsProp to) => to with
    {
        Alpha = Number("alpha", to.Alpha),
        Epsilon = Number("eps", to.Epsilon),
        Momentum = Number("momentum", to.Momentum),
        Centered = Flag("centered", to.Centered),
        WeightDecay = Number("weight_decay", to.WeightDecay),
    };

    public Adagrad Apply(Adagrad to) => to with
    {
        LearningRateDecay = Number("lr_decay", to.LearningRateDecay),
        InitialAccumulator = Number("initial_accumulator_value", to.InitialAccumulator),
        Epsilon = Number("eps", to.Epsilon),
        WeightDecay = Number("weight_decay", to.WeightDecay),
    };

    public NAdam Apply(NAdam to) => to with
    {
        Beta1 = Beta(0, to.Beta1),
        Beta2 = Beta(1, to.Beta2),
        Epsilon = Number("eps", to.Epsilon),
        MomentumDecay = Number("momentum_decay", to.MomentumDecay),
        WeightDecay = Number("weight_decay", to.WeightDecay),
    };

    public Lion Apply(Lion to) => to with
    {
        Beta1 = Beta(0, to.Beta1),
        Beta2 = Beta(1, to.Beta2),
        WeightDecay = Number("weight_decay", to.WeightDecay),
    };

    public AdaBelief Apply(AdaBelief to) => to with
    {
        Beta1 = Beta(0, to.Beta1),
        Beta2 = Beta(1, to.Beta2),
        Epsilon = Number("eps", to.Epsilon),
        WeightDecay = Number("weight_decay", to.WeightDecay),
    };

    private bool Flag(string name, bool otherwise) => options.TryGetProperty(name, out JsonElement flag) ? flag.GetBoolean() : otherwise;

    private double Beta(int index, double otherwise) =>
        options.TryGetProperty("betas", out JsonElement betas) ? betas[index].GetDouble() : otherwise;
}
