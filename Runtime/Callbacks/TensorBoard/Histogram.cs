using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;

namespace MtlDsl;

/// <summary>
/// How values are distributed, in TensorFlow's buckets: the limits grow by a tenth from 1e-12 to 1e20 on both sides of 0, so that small
/// values are told apart beside large ones. Neighbouring empty buckets are one.
/// </summary>
/// <param name="Min">The smallest value.</param>
/// <param name="Max">The largest value.</param>
/// <param name="Sum">Of the values.</param>
/// <param name="SumOfSquares">Of the values.</param>
/// <param name="Limits">The upper ends of the buckets, which do not belong to them, in ascending order.</param>
/// <param name="Counts">How many values each bucket has.</param>
internal sealed record Histogram(double Min, double Max, double Sum, double SumOfSquares, IReadOnlyList<double> Limits, IReadOnlyList<double> Counts)
{
    private static readonly double[] AllLimits = MakeLimits();

    /// <summary>The number of values.</summary>
    public double Count => Counts.Sum();

    /// <summary>The distribution of the finite values of a tensor; null where there is none.</summary>
    /// <param name="values">float32, of any shape, on any device.</param>
    public static Histogram? Of(Tensor values)
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable untracked = no_grad();
        Tensor host = values.detach().cpu().contiguous();
        return Of(MemoryMarshal.Cast<byte, float>(host.bytes));
    }

    public static Histogram? Of(ReadOnlySpan<float> values)
    {
        double min = double.PositiveInfinity, max = double.NegativeInfinity, sum = 0, squares = 0;
        var counts = new double[AllLimits.Length];
        foreach (float value in values)
        {
            if (!float.IsFinite(value)) continue;
            double wide = value;
            min = Math.Min(min, wide);
            max = Math.Max(max, wide);
            sum += wide;
            squares += wide * wide;
            counts[Bucket(wide)]++;
        }
        if (min > max) return null;
        (double[] limits, double[] merged) = Merge(counts);
        return new Histogram(min, max, sum, squares, limits, merged);
    }

    private static int Bucket(double value)
    {
        int index = Array.BinarySearch(AllLimits, value);
        return index >= 0 ? index + 1 : ~index;
    }

    private static (double[] Limits, double[] Counts) Merge(double[] all)
    {
        List<double> limits = [], counts = [];
        for (int i = 0; i < all.Length; i++)
        {
            bool followsEmpty = counts is [.., 0];
            if (all[i] == 0 && followsEmpty)
            {
                limits[^1] = AllLimits[i];
                continue;
            }
            limits.Add(AllLimits[i]);
            counts.Add(all[i]);
        }
        return ([.. limits], [.. counts]);
    }

    private static double[] MakeLimits()
    {
        var positive = new List<double>();
        for (double limit = 1e-12; limit < 1e20; limit *= 1.1) positive.Add(limit);
        positive.Add(double.MaxValue);
        return [.. positive.Select(limit => -limit).Reverse(), 0, .. positive];
    }
}
