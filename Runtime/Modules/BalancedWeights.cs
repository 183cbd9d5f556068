using TorchSharp;
using static TorchSharp.torch;

namespace MtlDsl;

/// <summary>The weights of a task's classes or answers that make up for their different numbers in the training data.</summary>
/// <remarks>Buffers <c>weights</c> (outputs) and <c>learned</c> ().</remarks>
public sealed class BalancedWeights : nn.Module
{
    private readonly int _outputs;

    /// <summary>Makes the module on the CPU, with weights of 1.</summary>
    /// <param name="outputs">The number of classes, or of yes-or-no answers.</param>
    public BalancedWeights(int outputs) : base(nameof(BalancedWeights))
    {
        _outputs = outputs;
        RegisterComponents();
    }

    /// <summary>The weights: float32 (outputs); the module's own tensor.</summary>
    public Tensor Weights => get_buffer("weights")!;

    /// <summary>Whether <see cref="LearnOnce"/> has learnt, here or before the weights were saved.</summary>
    public bool IsLearned => LearnedBuffer.IsSet(this);

    /// <summary>Sets the weights, unless they are known already.</summary>
    /// <param name="weights">Computes the weight of each output.</param>
    /// <exception cref="ArgumentException">There is another number of outputs.</exception>
    public void LearnOnce(Func<float[]> weights)
    {
        if (IsLearned) return;
        LearnedBuffer.Copy(this, "weights", weights());
        LearnedBuffer.Set(this);
    }

    /// <inheritdoc/>
    protected override void RegisterComponents()
    {
        if (has_buffer("learned")) return;
        register_buffer("weights", ones(_outputs).DetachFromDisposeScope());
        LearnedBuffer.Register(this);
    }
}
