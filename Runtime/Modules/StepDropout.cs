using static TorchSharp.torch;

namespace MtlDsl;

/// <summary>
/// Dropout (Srivastava et al., 2014) that draws from a generator of its own, so that what it zeroes depends on the seed and the step alone.
/// </summary>
public static class StepDropout
{
    /// <summary>While training, zeroes each element with probability p and scales the others by 1 / (1 − p); otherwise returns x.</summary>
    /// <param name="x">Any shape.</param>
    /// <param name="p">The probability of a zero, in [0, 1).</param>
    /// <param name="training">Whether the model is in training mode.</param>
    /// <param name="random">Where random numbers come from, on x's device: <see cref="MultiTaskModel.StepRandom"/>.</param>
    public static Tensor Apply(Tensor x, double p, bool training, Generator random)
    {
        if (!training || p == 0) return x;
        Tensor kept;
        using (no_grad()) kept = empty_like(x).bernoulli_(1 - p, random).div_(1 - p);
        return x * kept;
    }
}
