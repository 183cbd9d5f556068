using System.Runtime.InteropServices;

namespace MtlDsl;

/// <summary>Feature rows from an array, by implicit conversion and without a copy: a <c>float[,]</c> (rows, features) or a <c>float[][]</c>.</summary>
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

    /// <summary>One row as an array: its own where the rows are arrays, or else a copy.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row.</exception>
    public float[] Row(int row) => _rows is not null && (uint)row < (uint)_rows.Length ? _rows[row] : this[row].ToArray();

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
}
