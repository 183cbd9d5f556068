using TorchSharp;
using static TorchSharp.torch;

namespace MtlDsl;

/// <summary>Standardises features: (x − mean) / deviation, with the statistics of the training data.</summary>
/// <remarks>Buffers <c>mean</c> and <c>deviation</c>, each of the shape of one example, and <c>learned</c> ().</remarks>
public sealed class Standardization : nn.Module<Tensor, Tensor>
{
    private readonly long[] _shape;

    /// <summary>Makes the module on the CPU, with mean 0 and deviation 1.</summary>
    /// <param name="shape">The shape of one example.</param>
    public Standardization(params ReadOnlySpan<long> shape) : base(nameof(Standardization))
    {
        _shape = shape.ToArray();
        RegisterComponents();
    }

    /// <summary>Whether <see cref="LearnOnce"/> has learnt, here or before the weights were saved.</summary>
    public bool IsLearned => LearnedBuffer.IsSet(this);

    /// <summary>Sets what features are standardised with, unless that is known already.</summary>
    /// <param name="statistics">Computes the mean and deviation of each feature, in row-major order of the shape.</param>
    /// <exception cref="ArgumentException">There is another number of features.</exception>
    public void LearnOnce(Func<(float[] Mean, float[] Deviation)> statistics)
    {
        if (IsLearned) return;
        (float[] mean, float[] deviation) = statistics();
        LearnedBuffer.Copy(this, "mean", mean);
        LearnedBuffer.Copy(this, "deviation", deviation);
        LearnedBuffer.Set(this);
    }

    /// <summary>The standardised features.</summary>
    /// <param name="input">float32 (batch, *shape).</param>
    public override Tensor forward(Tensor input) => input.sub(get_buffer("mean")!).div_(get_buffer("deviation")!);

    /// <inheritdoc/>
    protected override void RegisterComponents()
    {
        if (has_buffer("learned")) return;
        register_buffer("mean", zeros(_shape).DetachFromDisposeScope());
        register_buffer("deviation", ones(_shape).DetachFromDisposeScope());
        LearnedBuffer.Register(this);
    }
}
