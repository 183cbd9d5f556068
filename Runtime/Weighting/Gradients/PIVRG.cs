using System.ComponentModel.DataAnnotations;

namespace MtlDsl;


/// <summary>
/// PIVRG ("performance-informed variance reduction gradient aggregation", 2025): FairGrad's equation with the square root, where tasks that are behind count more,
/// (G w)_i = √(p_i / w_i), p = tasks · softmax(scores / temperature).
/// </summary>
/// <remarks>
/// As in the authors' code (MTLlib), the temperature is (largest - smallest score) / ln <see cref="Bound"/>, so that no p is more than Bound times another, and at
/// least <see cref="MinTemperature"/>; the result is that of the equation times the number of tasks, scaled down to <see cref="MaxNorm"/>.
/// </remarks>
public sealed class PIVRG : GramMethod
{
    /// <summary>How many times as large as another a task's p may be. More than 1.</summary>
    [Range(1.0, double.MaxValue, MinimumIsExclusive = true)]
    public double Bound { get; init => field = Check(value, value > 1 && double.IsFinite(value), "more than 1 and finite"); } = 2;

    /// <summary>The smallest temperature, in units of the scores, which the authors give in percent. Positive.</summary>
    [Range(0.0, double.MaxValue, MinimumIsExclusive = true)]
    public double MinTemperature { get; init => field = Check(value, value > 0 && double.IsFinite(value), "positive and finite"); } = 10;

    /// <summary>The norm that the combined gradient is scaled down to. At least 0; 0: never. The authors' 1 by default.</summary>
    [Range(0.0, double.MaxValue)]
    public double MaxNorm { get; init => field = Check(value, value >= 0 && double.IsFinite(value), "at least 0 and finite"); } = 1;

    /// <inheritdoc/>
    public override bool NeedsScores => true;

    /// <inheritdoc/>
    protected internal override double[] Weigh(GradientGram gram)
    {
        ArgumentNullException.ThrowIfNull(gram);
        var scores = gram.Rows.Scores;
        var temperature = Math.Max((scores.Max() - scores.Min()) / Math.Log(Bound), MinTemperature);
        var shares = Simplex.Softmax([.. scores.Select(score => score / temperature)]);
        var weights = gram.OverNonZeroRows((products, rows) =>
            FairnessEquation.Solve(products, Array.ConvertAll(rows, row => shares[row] * gram.Count), 0.5));
        return gram.Limited(Array.ConvertAll(weights, weight => weight * gram.Count), MaxNorm);
    }
}
