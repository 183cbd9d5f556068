namespace MtlDsl;

/// <summary>The columns of a file or a query, and where those are that the model names.</summary>
internal sealed class RowHeader
{
    private readonly Dictionary<string, int> _indices = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int[]?> _ranges = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _renamed;
    private readonly List<string> _names;
    private readonly string _remedy;
    private readonly Func<string, RowException> _error;

    /// <param name="names">The names where the rows come from.</param>
    /// <param name="renamed">Those names by the model's, where they do not match.</param>
    /// <param name="remedy">What can be done about an absent column, for its error: a sentence.</param>
    /// <param name="error">Makes an exception of a reason.</param>
    public RowHeader(
        IEnumerable<string> names, IReadOnlyDictionary<string, string>? renamed, string remedy, Func<string, RowException> error)
    {
        _names = [.. names];
        _remedy = remedy;
        _error = error;
        _renamed = new Dictionary<string, string>(renamed ?? new Dictionary<string, string>(), NameComparer.Instance);
    }

    public IReadOnlyList<string> Names => _names;

    /// <summary>Adds a column that only a later row has.</summary>
    /// <returns>Its index.</returns>
    public int Add(string name)
    {
        _names.Add(name);
        _indices.Clear();
        _ranges.Clear();
        return _names.Count - 1;
    }

    /// <summary>The index of the column that the model calls so; -1 where there is none.</summary>
    /// <exception cref="RowException">Several columns match.</exception>
    public int IndexOf(string name)
    {
        if (!_indices.TryGetValue(name, out var index))
            _indices[name] = index = Find(SourceName(name));
        return index;
    }

    /// <summary>The indices of the columns name_0 .. name_{count - 1}; null where the first is absent.</summary>
    /// <exception cref="RowException">Another is absent, or several columns match one of the names.</exception>
    public int[]? IndicesOf(string name, int count)
    {
        if (!_ranges.TryGetValue(name, out var indices) || indices is not null && indices.Length != count)
            _ranges[name] = indices = FindAll(SourceName(name), count);
        return indices;
    }

    /// <summary>The error that a column is absent.</summary>
    public RowException Absent(string name) => AbsentColumn(SourceName(name));

    /// <summary>The error that all columns of a range are absent.</summary>
    public RowException AbsentRange(string name) => AbsentColumn($"{SourceName(name)}_0");

    private RowException AbsentColumn(string name)
    {
        var nearest = _names.Count == 0 ? "There are no columns at all." :
            $"The nearest name is '{NearestName.Find(name, _names)}', of {_names.Count} columns.";
        return _error($"there is no column '{name}'. {nearest} {_remedy}");
    }

    private string SourceName(string name) => _renamed.GetValueOrDefault(name, name);

    private int[]? FindAll(string name, int count)
    {
        if (Find($"{name}_0") < 0)
            return null;
        var indices = new int[count];
        for (var i = 0; i < count; i++)
        {
            indices[i] = Find($"{name}_{i}");
            if (indices[i] < 0)
                throw AbsentColumn($"{name}_{i}");
        }
        return indices;
    }

    // The very name goes first, so that a file may have both x_1 and X1.
    private int Find(string name)
    {
        var exact = _names.IndexOf(name);
        if (exact >= 0)
            return exact;
        var first = _names.FindIndex(candidate => NameComparer.Instance.Equals(candidate, name));
        var last = _names.FindLastIndex(candidate => NameComparer.Instance.Equals(candidate, name));
        return first == last ? first : throw _error(
            $"the columns '{_names[first]}' and '{_names[last]}' both match '{name}'. Rename one, or name the one you mean, exactly.");
    }
}
