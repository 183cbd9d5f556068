namespace MtlDsl;

/// <summary>What a <see cref="Calibration"/> is computed from.</summary>
internal sealed class CalibrationBins
{
    /// <summary>As many as Guo et al. (2017) take.</summary>
    internal const int Count = 15;

    private readonly Bin[] _bins = new Bin[Count];
    private bool _undefined;

    /// <summary>Adds a row.</summary>
    /// <param name="confidence">The probability of what is predicted, 0 .. 1 or NaN.</param>
    /// <param name="right">Whether it came true.</param>
    internal void Add(double confidence, bool right)
    {
        if (double.IsNaN(confidence))
        {
            _undefined = true;
            return;
        }
        ref var bin = ref _bins[Math.Clamp((int)Math.Ceiling(confidence * Count) - 1, 0, Count - 1)];
        bin.Rows++;
        bin.Confidences += confidence;
        bin.Right += right ? 1 : 0;
    }

    internal Calibration Compute()
    {
        var rows = _bins.Sum(bin => bin.Rows);
        var error = _bins.Sum(bin => Math.Abs(bin.Right - bin.Confidences)) / rows;
        return new Calibration([.. _bins.Select(bin => bin.Compute())], _undefined ? double.NaN : error);
    }

    private struct Bin
    {
        internal long Rows;
        internal double Confidences;
        internal long Right;

        internal readonly CalibrationBin Compute() => new(Rows, Confidences / Rows, (double)Right / Rows);
    }
}
