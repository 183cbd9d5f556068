using System.Data.Common;
using System.Globalization;

namespace MtlDsl;

/// <summary>
/// One row of a query, read by the model's names with a type for each. Columns match them by letters and digits, in upper or lower case;
/// <c>AS</c> in the query renames a column. There is one row for a whole query, which moves from row to row.
/// </summary>
/// <remarks>
/// A null is missing, and so is a NaN. Numbers and answers may also be texts. An array is read from columns <c>name_0</c>, <c>name_1</c>, …,
/// or from a column of arrays, in databases that have them. Every getter throws <see cref="RowException"/>, with the number of the row and
/// the column, for what it can't read.
/// </remarks>
public sealed class QueryRow : SourceRow
{
    private readonly DbDataReader _reader;
    private long _number;

    private QueryRow(DbDataReader reader)
    {
        _reader = reader;
        Header = new RowHeader(Enumerable.Range(0, reader.FieldCount).Select(reader.GetName), null,
            "Name the query's column so with AS; 'NULL AS name' stands for values that are all missing.", reason => Error(reason));
    }

    /// <inheritdoc/>
    public override long Number => _number;

    internal override RowHeader Header { get; }

    private protected override bool AllowsMissingColumns => false;

    private protected override bool HasArrays => true;

    /// <summary>Reads the rows of a query as the result is enumerated, which can be done once. The reader stays open.</summary>
    /// <typeparam name="T">What a row becomes.</typeparam>
    /// <param name="reader">The query's result.</param>
    /// <param name="read">Makes something of each row.</param>
    /// <exception cref="RowException">While enumerating: a column is absent or a value is not what it should be.</exception>
    public static IEnumerable<T> Read<T>(DbDataReader reader, Func<QueryRow, T> read)
    {
        ArgumentNullException.ThrowIfNull(reader);
        ArgumentNullException.ThrowIfNull(read);
        return ReadRows(reader, read);
    }

    private protected override CellState State(int column) => _reader.IsDBNull(column) || IsNaN(column) ? CellState.Missing : CellState.Present;

    private protected override bool IsNumber(int column) => TypeOf(column) is >= TypeCode.SByte and <= TypeCode.Decimal;

    private protected override float SingleAt(int column) => TypeOf(column) switch
    {
        TypeCode.Single => Finite(_reader.GetFloat(column), column),
        TypeCode.String => CellText.Single(_reader.GetString(column), out var value) ? value : throw Refused(column, CellText.Number),
        _ => Finite((float)DoubleAt(column), column),
    };

    private protected override double DoubleAt(int column) => TypeOf(column) switch
    {
        TypeCode.Double => Finite(_reader.GetDouble(column), column),
        TypeCode.Single => Finite(_reader.GetFloat(column), column),
        TypeCode.Decimal => (double)_reader.GetDecimal(column),
        TypeCode.String => CellText.Double(_reader.GetString(column), out var value) ? value : throw Refused(column, CellText.Number),
        TypeCode.UInt64 => _reader.GetFieldValue<ulong>(column),
        _ => TryWhole(column, out var value) ? value : throw Refused(column, CellText.Number),
    };

    private protected override int Int32At(int column) =>
        Int64At(column) is var value and >= int.MinValue and <= int.MaxValue ? (int)value : throw Refused(column, CellText.Whole);

    private protected override long Int64At(int column)
    {
        if (TryWhole(column, out var whole))
            return whole;
        switch (TypeOf(column))
        {
            case TypeCode.String:
                return CellText.Int64(_reader.GetString(column), out var value) ? value : throw Refused(column, CellText.Whole);
            case TypeCode.Single or TypeCode.Double or TypeCode.Decimal:
                var number = DoubleAt(column);
                // From 2^63 on, which a double holds exactly, a long is too short.
                return double.IsInteger(number) && number is >= -9223372036854775808.0 and < 9223372036854775808.0 ? (long)number : throw Refused(column, CellText.Whole);
            default:
                throw Refused(column, CellText.Whole);
        }
    }

    private protected override bool BooleanAt(int column)
    {
        if (TypeOf(column) == TypeCode.Boolean)
            return _reader.GetBoolean(column);
        return CellText.Boolean(TextAt(column), out var value) ? value : throw Refused(column, CellText.Truth);
    }

    private protected override ReadOnlySpan<char> TextAt(int column) => TypeOf(column) == TypeCode.String
        ? _reader.GetString(column)
        : Convert.ToString(_reader.GetValue(column), CultureInfo.InvariantCulture);

    private protected override float[] SinglesAt(int column, int count) =>
        OfLength(StepsAt(column) ?? throw NoArray(column, count, "numbers"), count, column);

    private protected override float[]? StepsAt(int column)
    {
        var values = _reader.GetValue(column) switch
        {
            float[] singles => singles,
            double[] doubles => Array.ConvertAll(doubles, number => (float)number),
            _ => null,
        };
        foreach (var value in values ?? [])
            Finite(value, column);
        return values;
    }

    private protected override int[]? TokensAt(int column) => _reader.GetValue(column) switch
    {
        int[] tokens => tokens,
        long[] tokens => Array.ConvertAll(tokens, token => token is >= int.MinValue and <= int.MaxValue ? (int)token : throw Refused(column, CellText.Whole)),
        _ => null,
    };

    private protected override bool[] BooleansAt(int column, int count) =>
        OfLength(_reader.GetValue(column) as bool[] ?? throw NoArray(column, count, "answers"), count, column);

    private protected override RowException Error(string reason, int column = -1, string? text = null) =>
        new(null, FormattableString.Invariant($"Row {_number} of the query"), _number, column < 0 ? null : Header.Names[column], text, reason);

    private static IEnumerable<T> ReadRows<T>(DbDataReader reader, Func<QueryRow, T> read)
    {
        var row = new QueryRow(reader);
        while (reader.Read())
        {
            row._number++;
            row.BeginRow();
            yield return read(row);
        }
    }

    // Of the value, not of the column: in SQLite each row has types of its own.
    private TypeCode TypeOf(int column) => Type.GetTypeCode(_reader.GetFieldType(column));

    private bool IsNaN(int column) => TypeOf(column) switch
    {
        TypeCode.Double => double.IsNaN(_reader.GetDouble(column)),
        TypeCode.Single => float.IsNaN(_reader.GetFloat(column)),
        _ => false,
    };

    // Drivers give a value in its own type alone.
    private bool TryWhole(int column, out long value)
    {
        var type = TypeOf(column);
        value = type switch
        {
            TypeCode.Int64 => _reader.GetInt64(column),
            TypeCode.Int32 => _reader.GetInt32(column),
            TypeCode.Int16 => _reader.GetInt16(column),
            TypeCode.Byte => _reader.GetByte(column),
            TypeCode.SByte => _reader.GetFieldValue<sbyte>(column),
            TypeCode.UInt16 => _reader.GetFieldValue<ushort>(column),
            TypeCode.UInt32 => _reader.GetFieldValue<uint>(column),
            _ => 0,
        };
        return type is TypeCode.Int64 or TypeCode.Int32 or TypeCode.Int16 or TypeCode.Byte or TypeCode.SByte or TypeCode.UInt16 or TypeCode.UInt32;
    }

    private float Finite(float value, int column) => float.IsFinite(value) ? value : throw Refused(column, CellText.Number);

    private double Finite(double value, int column) => double.IsFinite(value) ? value : throw Refused(column, CellText.Number);

    private T[] OfLength<T>(T[] values, int count, int column) => values.Length == count
        ? values
        : throw Error(FormattableString.Invariant($"the array has {values.Length} values, and it takes {count}."), column);

    private RowException NoArray(int column, int count, string what) => Error(FormattableString.Invariant(
        $"this is a {_reader.GetFieldType(column).Name}, and {count} {what} are wanted: an array, or columns {Header.Names[column]}_0 to {Header.Names[column]}_{count - 1}."), column);

    private RowException Refused(int column, string reason)
    {
        var text = TextAt(column).ToString();
        return Error($"'{text}' {reason}.", column, text);
    }
}
