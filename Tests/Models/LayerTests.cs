using TorchSharp;
using static TorchSharp.torch;

namespace MtlDsl.Tests.Models;

/// <summary>A node for each layer attribute.</summary>
[MultiTaskModel]
public partial class LayerZoo
{
    [SharedLayer, Linear(3)]
    public partial Tensor LinearNode([Input(5)] Tensor features);

    [SharedLayer, Linear(3, Bias = false)]
    public partial Tensor UnbiasedNode(Tensor features);

    [SharedLayer, Flatten]
    public partial Tensor FlattenNode([Input(2, 3)] Tensor image);

    [SharedLayer, BatchNorm1d(Epsilon = 1e-3, Momentum = 0.25)]
    public partial Tensor BatchNorm1dNode(Tensor features);

    [SharedLayer, BatchNorm1d, Flatten]
    public partial Tensor ChannelsNode(Tensor image);

    [SharedLayer, LayerNorm(Epsilon = 1e-3)]
    public partial Tensor LayerNormNode(Tensor features);

    [SharedLayer, Dropout(0.4)]
    public partial Tensor DropoutNode(Tensor features);

    [SharedLayer, ReLU]
    public partial Tensor ReLUNode(Tensor features);

    [SharedLayer, GELU]
    public partial Tensor GELUNode(Tensor features);

    [SharedLayer, SiLU]
    public partial Tensor SiLUNode(Tensor features);

    [SharedLayer, LeakyReLU(0.2)]
    public partial Tensor LeakyReLUNode(Tensor features);

    [SharedLayer, Sigmoid]
    public partial Tensor SigmoidNode(Tensor features);

    [SharedLayer, Softmax]
    public partial Tensor SoftmaxNode(Tensor features);

    [SharedLayer, Tanh]
    public partial Tensor TanhNode(Tensor features);

    [SharedLayer, Embedding(4)]
    public partial Tensor EmbeddingNode([Tokens(7)] Tensor words);

    [SharedLayer, MeanOverTime]
    public partial Tensor MeanOverTimeNode(Tensor embeddingNode);

    [SharedLayer, MaxOverTime]
    public partial Tensor MaxOverTimeNode(Tensor embeddingNode);

    [SharedLayer, LastStep]
    public partial Tensor LastStepNode(Tensor embeddingNode);

    [Task, Concat, Linear(1), MeanSquaredError]
    public partial Tensor All(
        Tensor linearNode, Tensor unbiasedNode, Tensor flattenNode, Tensor batchNorm1dNode, Tensor channelsNode, Tensor layerNormNode,
        Tensor dropoutNode, Tensor reLUNode, Tensor gELUNode, Tensor siLUNode, Tensor leakyReLUNode, Tensor sigmoidNode, Tensor softmaxNode,
        Tensor tanhNode, Tensor meanOverTimeNode, Tensor maxOverTimeNode, Tensor lastStepNode);
}

/// <summary>What each layer computes, against its formula. A new layer adds a node above and a row below.</summary>
public sealed class LayerTests
{
    // Values of order 1, a handful of operations: some units in float32's last place.
    private const float Tolerance = 2e-6f;

    private static readonly Dictionary<string, (Func<LayerZoo, Tensor, Tensor> Layer, Func<LayerZoo, Tensor, Tensor> Formula)> Rows = new()
    {
        ["Linear"] = ((m, x) => m.LinearNode(x), (m, x) => x.mm(Parameter(m, "linear_node_linear.weight").t()) + Parameter(m, "linear_node_linear.bias")),
        ["Linear without bias"] = ((m, x) => m.UnbiasedNode(x), (m, x) => x.mm(Parameter(m, "unbiased_node_linear.weight").t())),
        ["Flatten"] = ((m, x) => m.FlattenNode(Image(x)), (_, x) => Image(x).reshape(Batch, 6)),
        ["BatchNorm1d"] = ((m, x) => m.BatchNorm1dNode(x), (_, x) => (x - x.mean([0L])) / (Variance(x, 0) + 1e-3).sqrt()),
        ["BatchNorm1d of channels"] = ((m, x) => m.ChannelsNode(Image(x)), (_, x) =>
        {
            Tensor channels = Image(x).transpose(0, 1).reshape(2, Batch * 3);
            Tensor normal = (channels - channels.mean([1L], keepdim: true)) / (Variance(channels, 1).unsqueeze(1) + 1e-5).sqrt();
            return normal.reshape(2, Batch, 3).transpose(0, 1).reshape(Batch, 6);
        }),
        ["LayerNorm"] = ((m, x) => m.LayerNormNode(x), (_, x) => (x - x.mean([1L], keepdim: true)) / (Variance(x, 1).unsqueeze(1) + 1e-3).sqrt()),
        ["Dropout"] = ((m, x) => Evaluated(m, m.DropoutNode, x), (_, x) => x),
        ["ReLU"] = ((m, x) => m.ReLUNode(x), (_, x) => (x + x.abs()) / 2),
        ["GELU"] = ((m, x) => m.GELUNode(x), (_, x) => x * ((x / Math.Sqrt(2)).erf() + 1) / 2),
        ["SiLU"] = ((m, x) => m.SiLUNode(x), (_, x) => x / ((-x).exp() + 1)),
        ["LeakyReLU"] = ((m, x) => m.LeakyReLUNode(x), (_, x) => (x + x.abs()) / 2 + 0.2 * (x - x.abs()) / 2),
        ["Sigmoid"] = ((m, x) => m.SigmoidNode(x), (_, x) => ((-x).exp() + 1).reciprocal()),
        ["Softmax"] = ((m, x) => m.SoftmaxNode(x), (_, x) => x.exp() / x.exp().sum(1, keepdim: true)),
        ["Tanh"] = ((m, x) => m.TanhNode(x), (_, x) => (x.exp() - (-x).exp()) / (x.exp() + (-x).exp())),
        ["Embedding"] = ((m, _) => m.EmbeddingNode(Words), (m, _) => nn.functional.one_hot(Words, 8).@float().view(-1, 8).mm(Parameter(m, "embedding_node_embedding.weight"))),
        ["MeanOverTime"] = ((m, _) => m.MeanOverTimeNode(Steps, Lengths), (_, _) => OfEach(steps => steps.mean([0L]))),
        ["MaxOverTime"] = ((m, _) => m.MaxOverTimeNode(Steps, Lengths), (_, _) => OfEach(steps => steps.amax(0L))),
        ["LastStep"] = ((m, _) => m.LastStepNode(Steps, Lengths), (_, _) => OfEach(steps => steps.select(0, steps.shape[0] - 1))),
    };

    private const int Batch = 6;

    public static TheoryData<string> Names => [.. Rows.Keys];

    [Theory, MemberData(nameof(Names))]
    public void A_layer_computes_its_formula(string name)
    {
        using var model = new LayerZoo(seed: 2, device: "cpu");
        using DisposeScope scope = NewDisposeScope();
        model.train();
        Tensor x = Reference.Values([Batch, 5], salt: 4, scale: 2);

        Rows[name].Layer(model, x).Floats().ShouldBe(Rows[name].Formula(model, x).Floats(), Tolerance);
    }

    [Fact]
    public void Every_layer_has_a_row() => Attributes<LayerAttribute>().ShouldBeSubsetOf(Rows.Keys);

    [Fact]
    public void BatchNorm1d_evaluates_with_what_it_saw_in_training()
    {
        using var model = new LayerZoo(device: "cpu");
        using DisposeScope scope = NewDisposeScope();
        Tensor x = Reference.Values([Batch, 5], salt: 4), y = Reference.Values([Batch, 5], salt: 5);
        model.train();
        model.BatchNorm1dNode(x);

        // Running statistics start at 0 and 1 and take a quarter of the batch's; the variance among them is the unbiased one.
        Tensor mean = 0.25 * x.mean([0L]), variance = 0.75 + 0.25 * Variance(x, 0) * Batch / (Batch - 1);
        Evaluated(model, model.BatchNorm1dNode, y).Floats().ShouldBe(((y - mean) / (variance + 1e-3).sqrt()).Floats(), Tolerance);
    }

    [Fact]
    public void Dropout_zeroes_its_share_in_training()
    {
        using var model = new LayerZoo(seed: 9, device: "cpu");
        using DisposeScope scope = NewDisposeScope();
        model.train();
        model.SeedStep(0);

        float[] y = model.DropoutNode(ones(400, 5)).Floats();

        y.ShouldAllBe(value => value == 0 || Math.Abs(value - 1 / 0.6f) < 1e-6f);
        // 2000 draws of probability 0.4: four standard deviations are 0.044.
        (y.Count(value => value == 0) / 2000.0).ShouldBe(0.4, 0.044);
    }

    private static Tensor Parameter(LayerZoo model, string name) => model.get_parameter(name)!;

    // The biased variance, which normalisation divides by.
    private static Tensor Variance(Tensor x, long dimension)
    {
        Tensor deviation = x - x.mean([dimension], keepdim: true);
        return (deviation * deviation).mean([dimension]);
    }

    private static Tensor Image(Tensor x) => Reference.Values([Batch, 2, 3], salt: 5);

    private static Tensor Words => Reference.Labels(Batch * 5, 8, salt: 6).view(Batch, 5);

    private static Tensor Steps => Reference.Values([Batch, 5, 4], salt: 7, scale: 2);

    private static Tensor Lengths => tensor(new long[] { 5, 1, 2, 3, 4, 5 });

    /// <summary>Makes a row of each sequence's own steps, (length, width).</summary>
    private static Tensor OfEach(Func<Tensor, Tensor> pool) =>
        stack([.. Lengths.Longs().Select((length, row) => pool(Steps.select(0, row).narrow(0, 0, length)))]);

    private static Tensor Evaluated(LayerZoo model, Func<Tensor, Tensor> layer, Tensor x)
    {
        model.eval();
        return layer(x);
    }

    /// <summary>The attributes of a kind, by their names in source.</summary>
    internal static IEnumerable<string> Attributes<TBase>() =>
        typeof(TBase).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(TBase))).Select(type => type.Name[..^"Attribute".Length]);
}
