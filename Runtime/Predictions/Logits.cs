namespace MtlDsl;

/// <summary>From logits to probabilities, in double precision and without overflow.</summary>
internal static class Logits
{
    /// <summary>The index of the largest logit, the first of several; -1 where one is NaN, for then there is none.</summary>
    internal static int ArgMax(ReadOnlySpan<float> logits)
    {
        var best = 0;
        for (var i = 0; i < logits.Length; i++)
        {
            if (float.IsNaN(logits[i]))
                return -1;
            if (logits[i] > logits[best])
                best = i;
        }
        return best;
    }

    /// <summary>exp(logit) / Σ exp(logit).</summary>
    internal static float[] Softmax(ReadOnlySpan<float> logits)
    {
        var row = LogSoftmax.Of(logits);
        var probabilities = new float[logits.Length];
        for (var i = 0; i < probabilities.Length; i++)
            probabilities[i] = (float)Math.Exp(row.Of(logits[i]));
        return probabilities;
    }

    /// <summary>1 / (1 + exp(-logit)).</summary>
    internal static float Sigmoid(float logit)
    {
        var small = Math.Exp(-Math.Abs((double)logit));
        return (float)((logit >= 0 ? 1 : small) / (1 + small));
    }

    /// <summary>The probability of yes, 1 / (1 + exp(-logit)), and the log loss of the label, log(1 + exp(±logit)).</summary>
    internal static (double Probability, double LogLoss) Sigmoid(double logit, bool label)
    {
        var small = Math.Exp(-Math.Abs(logit));
        return ((logit >= 0 ? 1 : small) / (1 + small), Math.Max(label ? -logit : logit, 0) + Log1P(small));
    }

    /// <summary>log(1 + x) for x ≥ 0, to full precision near 0 (Goldberg, 1991, theorem 4).</summary>
    internal static double Log1P(double x)
    {
        var sum = 1 + x;
        return sum == 1 || double.IsInfinity(sum) ? x : Math.Log(sum) * (x / (sum - 1));
    }
}
