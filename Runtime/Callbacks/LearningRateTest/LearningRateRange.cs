using System.Globalization;

namespace MtlDsl;

/// <summary>A step of a learning rate range test.</summary>
/// <param name="LearningRate">The learning rate of the step.</param>
/// <param name="Loss">The joint loss of its batch, before it.</param>
/// <param name="SmoothedLoss">
/// The joint losses of the steps around it, averaged with weights that fall with the distance; those far above the first one are cut.
/// </param>
public readonly record struct LearningRatePoint(double LearningRate, double Loss, double SmoothedLoss);

/// <summary>
/// What a learning rate range test found (Smith, 2017): the joint loss while the learning rate grew by the same factor with every step.
/// <see cref="ToString"/> draws it as text, <see cref="SaveSvg"/> as a picture.
/// </summary>
public sealed class LearningRateRange
{
    // What a loss one step further away counts: about seven steps to each side matter.
    private const double Decay = 0.8;

    /// <summary>Smooths the losses and looks for the steepest descent.</summary>
    /// <param name="steps">The steps, in ascending order of their learning rates, with finite losses.</param>
    public LearningRateRange(IEnumerable<(double LearningRate, double Loss)> steps)
    {
        (double LearningRate, double Loss)[] taken = [.. steps];
        double[] smoothed = Smooth(Cut([.. taken.Select(step => step.Loss)]));
        Points = [.. taken.Zip(smoothed, (step, loss) => new LearningRatePoint(step.LearningRate, step.Loss, loss))];
        Suggestion = Steepest(Points);
    }

    /// <summary>The steps, the smallest learning rate first. They end where the loss went beyond four times the first one, or was not finite.</summary>
    public IReadOnlyList<LearningRatePoint> Points { get; }

    /// <summary>The learning rate at which the smoothed loss falls steepest over the rate's logarithm; null where it does not fall.</summary>
    public double? Suggestion { get; }

    /// <summary>Writes a picture of the losses: a self-contained SVG, for light and dark pages.</summary>
    /// <param name="path">The file. An existing one is replaced.</param>
    public void SaveSvg(string path) => File.WriteAllText(path, LearningRateSvg.Draw(this));

    /// <summary>The smoothed loss over the learning rate, drawn in characters, and the suggestion.</summary>
    public override string ToString() => LearningRateText.Draw(this);

    internal string Conclusion => Suggestion is { } rate
        ? string.Create(CultureInfo.InvariantCulture, $"suggestion: {rate:G3}, where the loss falls steepest")
        : "no suggestion: the loss falls nowhere";

    // A loss that explodes would draw the steps before it up with it: what is above half the fall again is as good as that.
    private static double[] Cut(double[] losses)
    {
        double fall = losses.Length == 0 ? 0 : losses[0] - losses.Min();
        return fall > 0 ? [.. losses.Select(loss => Math.Min(loss, losses[0] + fall / 2))] : losses;
    }

    /// <summary>Averages to both sides, so that the curve does not lag behind the learning rate.</summary>
    private static double[] Smooth(double[] losses)
    {
        double[] sums = [.. losses], weights = [.. losses.Select(_ => 1.0)];
        double sum = 0, weight = 0;
        for (int i = 0; i < losses.Length; i++) Add(i);
        (sum, weight) = (0, 0);
        for (int i = losses.Length - 1; i >= 0; i--) Add(i);
        return [.. sums.Zip(weights, (s, w) => s / w)];

        void Add(int i)
        {
            sums[i] += sum;
            weights[i] += weight;
            (sum, weight) = ((sum + losses[i]) * Decay, (weight + 1) * Decay);
        }
    }

    private static double? Steepest(IReadOnlyList<LearningRatePoint> points)
    {
        double steepest = 0;
        double? rate = null;
        for (int i = 1; i + 1 < points.Count; i++)
        {
            double slope = (points[i + 1].SmoothedLoss - points[i - 1].SmoothedLoss) / Math.Log(points[i + 1].LearningRate / points[i - 1].LearningRate);
            if (slope >= steepest) continue;
            steepest = slope;
            rate = points[i].LearningRate;
        }
        return rate;
    }
}
