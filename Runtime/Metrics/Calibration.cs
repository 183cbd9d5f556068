using System.Globalization;

namespace MtlDsl;

/// <summary>
/// Whether probabilities are what they say: of the rows that are predicted with confidence 0.8, 80 % should be right. The bins are of equal
/// width over 0 .. 1, each without its lower edge, and make a reliability diagram (Niculescu-Mizil and Caruana, 2005).
/// </summary>
/// <param name="Bins">The rows by confidence, ascending; rows whose output is NaN are in none.</param>
/// <param name="ExpectedError">
/// The expected calibration error, Σ count / rows · |accuracy - mean confidence| over the bins, 0 .. 1 (Naeini et al., 2015; Guo et al.,
/// 2017); NaN where an output is NaN, or with no rows.
/// </param>
public sealed record Calibration(CalibrationBin[] Bins, double ExpectedError)
{
    /// <summary>Whether all bins and the error are the same.</summary>
    public bool Equals(Calibration? other) =>
        other is not null && ExpectedError.Equals(other.ExpectedError) && SequenceEquality.Equal(Bins, other.Bins);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(ExpectedError, SequenceEquality.HashCode(Bins));

    /// <summary>As <c>expected calibration error 0.031 (15 bins)</c>.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{new MetricValue("expected calibration error", ExpectedError, HigherIsBetter: false)} ({Bins.Length} bins)");
}

/// <summary>The rows whose confidence lies in a range.</summary>
/// <param name="Count">The number of rows.</param>
/// <param name="MeanConfidence">
/// The mean over them of the predicted class's probability, or of the probability of yes where the label is yes or no; NaN with no rows.
/// </param>
/// <param name="Accuracy">The share of them that is predicted right, or that is yes; NaN with no rows.</param>
public readonly record struct CalibrationBin(long Count, double MeanConfidence, double Accuracy);
