namespace MtlDsl;

/// <summary>What the metrics of one label that is yes or no are computed from.</summary>
internal sealed class BinaryCounts
{
    private readonly List<double> _logits = [];
    private readonly List<bool> _labels = [];
    private long _truePositives;

    internal long Correct { get; private set; }

    internal double LogLossSum { get; private set; }

    internal double F1 => MacroMean.F1(_truePositives, _labels.Count - Correct);

    internal void Add(float logit, bool label)
    {
        _logits.Add(logit);
        _labels.Add(label);
        // False for NaN either way, which is wrong either way.
        var correct = label ? logit >= 0 : logit < 0;
        Correct += correct ? 1 : 0;
        _truePositives += correct && label ? 1 : 0;
        LogLossSum += Logits.Softplus(label ? -(double)logit : logit);
    }

    internal double Auc() => RocCurve.Area([.. _logits], [.. _labels]);
}
