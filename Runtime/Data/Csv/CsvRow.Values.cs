namespace MtlDsl;

public sealed partial class CsvRow
{
    /// <summary>A finite number in single precision.</summary>
    public float Single(string name) => Required<float>(name, CsvCells.Single, CsvCells.Number);

    /// <summary>A finite number in single precision, or null where it is missing.</summary>
    public float? SingleOrNull(string name) => Optional<float>(name, CsvCells.Single, CsvCells.Number);

    /// <summary>A finite number in double precision.</summary>
    public double Double(string name) => Required<double>(name, CsvCells.Double, CsvCells.Number);

    /// <summary>A finite number in double precision, or null where it is missing.</summary>
    public double? DoubleOrNull(string name) => Optional<double>(name, CsvCells.Double, CsvCells.Number);

    /// <summary>A whole number; <c>3.0</c> is one too.</summary>
    public int Int32(string name) => Required<int>(name, CsvCells.Int32, CsvCells.Whole);

    /// <summary>A whole number, or null where it is missing.</summary>
    public int? Int32OrNull(string name) => Optional<int>(name, CsvCells.Int32, CsvCells.Whole);

    /// <summary>A whole number of 64 bits.</summary>
    public long Int64(string name) => Required<long>(name, CsvCells.Int64, CsvCells.Whole);

    /// <summary>A whole number of 64 bits, or null where it is missing.</summary>
    public long? Int64OrNull(string name) => Optional<long>(name, CsvCells.Int64, CsvCells.Whole);

    /// <summary>True for <c>true</c>, <c>yes</c> or <c>1</c>; false for <c>false</c>, <c>no</c> or <c>0</c>; in upper or lower case.</summary>
    public bool Boolean(string name) => Required<bool>(name, CsvCells.Boolean, CsvCells.Truth);

    /// <summary>True or false as <see cref="Boolean"/> reads them, or null where the value is missing.</summary>
    public bool? BooleanOrNull(string name) => Optional<bool>(name, CsvCells.Boolean, CsvCells.Truth);

    /// <summary>A member of an enum, as <see cref="EnumClasses{TEnum}.TryParse"/> reads it.</summary>
    /// <typeparam name="TEnum">The enum.</typeparam>
    public TEnum Enum<TEnum>(string name) where TEnum : struct, Enum
    {
        var column = Column(name);
        return Member<TEnum>(column, RequiredText(column));
    }

    /// <summary>A member of an enum, or null where it is missing.</summary>
    /// <typeparam name="TEnum">The enum.</typeparam>
    public TEnum? EnumOrNull<TEnum>(string name) where TEnum : struct, Enum =>
        OptionalText(name, out var column) is { } text ? Member<TEnum>(column, text) : null;

    /// <summary>A text as it is in the file, after trimming.</summary>
    public string Text(string name) => RequiredText(Column(name));

    /// <summary>A text, or null where it is missing.</summary>
    public string? TextOrNull(string name) => OptionalText(name, out _);

    private TEnum Member<TEnum>(int column, string text) where TEnum : struct, Enum
    {
        if (EnumClasses<TEnum>.TryParse(text, out var value))
            return value;
        throw _file.Error(
            $"'{text}' is no member of {typeof(TEnum).Name}. The nearest is {NearestName.Find(text, EnumClasses<TEnum>.Names)}, of " +
            $"{string.Join(", ", EnumClasses<TEnum>.Names)}. A member can have a text of its own with [EnumMember(Value = ...)].",
            column,
            text);
    }
}
