namespace MtlDsl;

/// <summary>What it takes to have the log-probability of any class of a row of logits.</summary>
/// <param name="Best">The class of the largest logit, the first of several; -1 where a logit is NaN.</param>
/// <param name="Largest">That logit.</param>
/// <param name="LogSum">log Σ exp(logit - largest), apart from the largest logit, beside which it would lose its digits.</param>
internal readonly record struct LogSoftmax(int Best, float Largest, double LogSum)
{
    internal static LogSoftmax Of(ReadOnlySpan<float> logits)
    {
        var best = Logits.ArgMax(logits);
        if (best < 0)
            return new LogSoftmax(best, float.NaN, double.NaN);
        var others = 0.0;
        for (var i = 0; i < logits.Length; i++)
        {
            if (i != best)
                others += Math.Exp((double)logits[i] - logits[best]);
        }
        return new LogSoftmax(best, logits[best], Logits.Log1P(others));
    }

    /// <summary>The log-probability of the class with this logit.</summary>
    internal double Of(float logit) => (double)logit - Largest - LogSum;
}
