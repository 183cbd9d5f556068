using static TorchSharp.torch;

namespace MtlDsl.Tests.Models;

/// <summary>A model of both kinds of sequences, of every layer over time and of a custom node that reads lengths.</summary>
[MultiTaskModel]
public partial class Reviews
{
    private TorchSharp.Modules.Linear _attention;

    partial void CreateModules() => _attention = nn.Linear(8, 1);

    [SharedLayer, Embedding(8)]
    public partial Tensor Words([Tokens(20, MaxLength = 12)] Tensor text);

    [SharedLayer, Linear(8), Tanh, LayerNorm, MeanOverTime]
    public partial Tensor Steps([Sequence(2)] Tensor walk);

    [SharedLayer]
    [return: Shape(8)]
    private Tensor Attention(Tensor words, Tensor textLengths)
    {
        Tensor isPadding = arange(words.shape[1], device: words.device).unsqueeze(0).ge(textLengths.unsqueeze(1)).unsqueeze(2);
        Tensor weights = nn.functional.softmax(_attention.call(words).masked_fill(isPadding, -1e9), dim: 1);
        return words.mul(weights).sum(1);
    }

    [SharedLayer]
    [return: Shape(8, LengthOf = nameof(words))]
    private Tensor Positive(Tensor words) => words.relu();

    [Task, MaxOverTime, Linear(1), BinaryCrossEntropy]
    public partial Tensor Mentions(Tensor words);

    [Task, Linear(3), CrossEntropy]
    public partial Tensor Topic(Tensor attention, Tensor steps);

    [Task, Add, Linear(4), LastStep, Linear(1), MeanSquaredError]
    public partial Tensor Ending(Tensor words, Tensor positive);
}
