namespace MtlDsl;

/// <summary>The columns of a file, and where those are that the model names.</summary>
internal sealed class CsvHeader
{
    private readonly Dictionary<string, int> _indices = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int[]?> _ranges = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _renamed;
    private readonly Func<string, CsvException> _error;

    /// <param name="names">The file's names.</param>
    /// <param name="renamed">The file's names by the model's, where they do not match.</param>
    /// <param name="error">Makes an exception of a reason.</param>
    public CsvHeader(string[] names, IReadOnlyDictionary<string, string>? renamed, Func<string, CsvException> error)
    {
        Names = names;
        _error = error;
        _renamed = new Dictionary<string, string>(renamed ?? new Dictionary<string, string>(), NameComparer.Instance);
    }

    public string[] Names { get; }

    /// <summary>The index of the column that the model calls so; -1 where there is none.</summary>
    /// <exception cref="CsvException">Several columns match.</exception>
    public int IndexOf(string name)
    {
        if (!_indices.TryGetValue(name, out var index))
            _indices[name] = index = Find(FileName(name));
        return index;
    }

    /// <summary>The indices of the columns name_0 .. name_{count - 1}; null where the first is absent.</summary>
    /// <exception cref="CsvException">Another is absent, or several columns match one of the names.</exception>
    public int[]? IndicesOf(string name, int count)
    {
        if (!_ranges.TryGetValue(name, out var indices) || indices is not null && indices.Length != count)
            _ranges[name] = indices = FindAll(FileName(name), count);
        return indices;
    }

    /// <summary>The error that a column is absent.</summary>
    public CsvException Absent(string name)
    {
        var wanted = FileName(name);
        return _error($"there is no column '{wanted}'. The nearest name is '{NearestName.Find(wanted, Names)}', of {Names.Length} columns. " +
            $"Name the file's column in {nameof(CsvOptions)}.{nameof(CsvOptions.Columns)}, or all of them in {nameof(CsvOptions.Header)} " +
            "if the file has no header line.");
    }

    /// <summary>The error that all columns of a range are absent.</summary>
    public CsvException AbsentRange(string name) => Absent($"{FileName(name)}_0");

    private string FileName(string name) => _renamed.GetValueOrDefault(name, name);

    private int[]? FindAll(string name, int count)
    {
        if (Find($"{name}_0") < 0)
            return null;
        var indices = new int[count];
        for (var i = 0; i < count; i++)
        {
            indices[i] = Find($"{name}_{i}");
            if (indices[i] < 0)
                throw Absent($"{name}_{i}");
        }
        return indices;
    }

    // The very name goes first, so that a file may have both x_1 and X1.
    private int Find(string name)
    {
        var exact = Array.IndexOf(Names, name);
        if (exact >= 0)
            return exact;
        var first = Array.FindIndex(Names, candidate => NameComparer.Instance.Equals(candidate, name));
        var last = Array.FindLastIndex(Names, candidate => NameComparer.Instance.Equals(candidate, name));
        return first == last ? first : throw _error(
            $"the columns '{Names[first]}' and '{Names[last]}' both match '{name}'. Rename one, or name the one you mean, exactly, in " +
            $"{nameof(CsvOptions)}.{nameof(CsvOptions.Columns)}.");
    }
}
