namespace MtlDsl;

/// <summary>What the metrics of one label that is yes or no are computed from.</summary>
/// <param name="labels">How many labels the task has.</param>
internal sealed class BinaryCounts(int labels)
{
    private readonly RankedScores _scores = new(labels);
    private ClassCount _yes;
    private long _rows;

    internal long Correct { get; private set; }

    internal double LogLossSum { get; private set; }

    internal ClassCount Yes => _yes;

    internal ClassCount No => new()
    {
        Labelled = _rows - _yes.Labelled,
        Predicted = _rows - _yes.Predicted,
        Correct = Correct - _yes.Correct,
    };

    /// <summary>Adds a row, also to the calibration.</summary>
    internal void Add(float logit, bool label, CalibrationBins calibration)
    {
        // False for NaN either way, which is wrong either way.
        var correct = label ? logit >= 0 : logit < 0;
        _rows++;
        Correct += correct ? 1 : 0;
        _yes.Labelled += label ? 1 : 0;
        _yes.Predicted += correct == label ? 1 : 0;
        _yes.Correct += correct && label ? 1 : 0;

        var (probability, logLoss) = Logits.Sigmoid(logit, label);
        LogLossSum += logLoss;
        calibration.Add(probability, label);
        _scores.Add(logit, label);
    }

    internal Ranking Rank() => _scores.Compute();
}
