using System.Runtime.InteropServices;

namespace MtlDsl;

/// <summary>Feature rows from an array: a <c>float[,]</c> (rows, features) or a <c>float[][]</c>, by implicit conversion and without a copy.</summary>
public readonly struct FeatureArray
{
    private readonly float[,]? _table;
    private readonly float[][]? _rows;

    private FeatureArray(float[,]? table, float[][]? rows) => (_table, _rows) = (table, rows);

    /// <summary>The number of rows.</summary>
    public int Count => _table?.GetLength(0) ?? _rows?.Length ?? 0;

    /// <summary>The values of one row.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row.</exception>
    public ReadOnlySpan<float> this[int row]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfNegative(row);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(row, Count);
            if (_table is null)
                return _rows![row];
            var width = _table.GetLength(1);
            return width == 0 ? [] : MemoryMarshal.CreateReadOnlySpan(ref _table[row, 0], width);
        }
    }

    /// <summary>Rows of a table, (rows, features).</summary>
    public static implicit operator FeatureArray(float[,] table)
    {
        ArgumentNullException.ThrowIfNull(table);
        return new FeatureArray(table, null);
    }

    /// <summary>Rows, each an array of its own.</summary>
    public static implicit operator FeatureArray(float[][] rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        return new FeatureArray(null, rows);
    }

    /// <summary>Requires as many rows as another array of the same data set has.</summary>
    /// <param name="rows">The number of rows that the data set has.</param>
    /// <param name="name">The name of this array, for the error.</param>
    /// <exception cref="ArgumentException">There are more rows, or fewer.</exception>
    public void RequireCount(int rows, string name)
    {
        if (Count != rows)
            throw new ArgumentException($"{name} has {Count} rows, but the data set has {rows}: give each array one entry for each row.");
    }
}
