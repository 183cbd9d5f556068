namespace MtlDsl;

/// <summary>Means over measured matrices, of each number over those in which it is defined.</summary>
internal sealed class PairMeans(int tasks)
{
    private double[] _sums = new double[tasks * tasks];
    private double[] _counts = new double[tasks * tasks];

    /// <summary>Whether nothing was added.</summary>
    public bool IsEmpty => _counts.All(count => count == 0);

    public void Add(double[,] values)
    {
        for (int place = 0; place < _sums.Length; place++)
        {
            double value = values[place / tasks, place % tasks];
            if (!double.IsFinite(value)) continue;
            _sums[place] += value;
            _counts[place]++;
        }
    }

    /// <summary>The means since the last time; NaN where nothing was defined.</summary>
    public double[,] Take()
    {
        double[,] means = TaskMatrix.Fill(tasks, (row, column) => _sums[row * tasks + column] / _counts[row * tasks + column]);
        Clear();
        return means;
    }

    public void Clear() => (_sums, _counts) = (new double[_sums.Length], new double[_counts.Length]);

    public void Save(CheckpointWriter writer)
    {
        writer.Add("sums", _sums);
        writer.Add("counts", _counts);
    }

    public Action Load(CheckpointReader reader)
    {
        double[] sums = reader.Numbers("sums"), counts = reader.Numbers("counts");
        if (sums.Length != _sums.Length || counts.Length != _counts.Length)
            throw reader.Refused(FormattableString.Invariant($"has {sums.Length} numbers of pairs of tasks, and {tasks} tasks have {_sums.Length}"));
        return () => (_sums, _counts) = (sums, counts);
    }
}
