namespace MtlDsl;

/// <summary>How related two variables are, over the rows that have both; NaN where a measure is of other kinds of labels, or undefined.</summary>
internal sealed class LabelPair
{
    private readonly Contingency? _counts;
    private readonly bool _haveSameClasses;

    public LabelPair(LabelVariable first, LabelVariable second, bool isBiasCorrected)
    {
        switch (first, second)
        {
            case (ClassVariable classes, ClassVariable others):
                _counts = Contingency.Of(classes, others);
                _haveSameClasses = classes.HasClassesOf(others);
                CramersV = _counts.CramersV(isBiasCorrected);
                Association = CramersV;
                break;
            case (ClassVariable classes, NumberVariable numbers):
                CorrelationRatio = MtlDsl.CorrelationRatio.Of(classes, numbers);
                Association = CorrelationRatio;
                break;
            case (NumberVariable numbers, ClassVariable classes):
                CorrelationRatio = MtlDsl.CorrelationRatio.Of(classes, numbers);
                Association = CorrelationRatio;
                break;
            case (NumberVariable numbers, NumberVariable others):
                Spearman = RankCorrelationOf(numbers, others);
                Association = Math.Abs(Spearman);
                break;
        }
    }

    public double Agreement => _haveSameClasses && _counts is { Rows: > 0 } ? _counts.Agreement : double.NaN;

    public double MutualInformation => _counts is { Rows: > 0 } ? _counts.MutualInformation : double.NaN;

    public double NormalizedMutualInformation =>
        _counts is { MeanEntropy: > 0 } ? Math.Min(1, _counts.MutualInformation / _counts.MeanEntropy) : double.NaN;

    public double CramersV { get; } = double.NaN;

    public double Spearman { get; } = double.NaN;

    public double CorrelationRatio { get; } = double.NaN;

    public double Association { get; } = double.NaN;

    private static double RankCorrelationOf(NumberVariable numbers, NumberVariable others)
    {
        var correlation = new RankCorrelation(columns: 1);
        for (int row = 0; row < numbers.Values.Length; row++)
            if (!float.IsNaN(numbers.Values[row]) && !float.IsNaN(others.Values[row])) correlation.Add(numbers.Values[row], others.Values[row]);
        return correlation.Compute() ?? double.NaN;
    }
}
