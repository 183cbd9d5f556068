namespace MtlDsl;

public abstract partial class SourceRow
{
    /// <summary>A finite number in single precision.</summary>
    public float Single(string name) => SingleAt(Required(name));

    /// <summary>A finite number in single precision, or null where it is missing.</summary>
    public float? SingleOrNull(string name) => Optional(name) is var column and >= 0 ? SingleAt(column) : null;

    /// <summary>A finite number in double precision.</summary>
    public double Double(string name) => DoubleAt(Required(name));

    /// <summary>A finite number in double precision, or null where it is missing.</summary>
    public double? DoubleOrNull(string name) => Optional(name) is var column and >= 0 ? DoubleAt(column) : null;

    /// <summary>A whole number; <c>3.0</c> is one too.</summary>
    public int Int32(string name) => Int32At(Required(name));

    /// <summary>A whole number, or null where it is missing.</summary>
    public int? Int32OrNull(string name) => Optional(name) is var column and >= 0 ? Int32At(column) : null;

    /// <summary>A whole number of 64 bits.</summary>
    public long Int64(string name) => Int64At(Required(name));

    /// <summary>A whole number of 64 bits, or null where it is missing.</summary>
    public long? Int64OrNull(string name) => Optional(name) is var column and >= 0 ? Int64At(column) : null;

    /// <summary>
    /// True for <c>true</c>, <c>yes</c> or 1; false for <c>false</c>, <c>no</c> or 0; texts in upper or lower case.
    /// </summary>
    public bool Boolean(string name) => BooleanAt(Required(name));

    /// <summary>True or false as <see cref="Boolean"/> reads them, or null where the value is missing.</summary>
    public bool? BooleanOrNull(string name) => Optional(name) is var column and >= 0 ? BooleanAt(column) : null;

    /// <summary>
    /// A member of an enum, as <see cref="EnumClasses{TEnum}.TryParse"/> reads it; in JSON and in queries a number stands for the member
    /// of that value.
    /// </summary>
    /// <typeparam name="TEnum">The enum.</typeparam>
    public TEnum Enum<TEnum>(string name) where TEnum : struct, Enum => Member<TEnum>(Required(name));

    /// <summary>A member of an enum, or null where it is missing.</summary>
    /// <typeparam name="TEnum">The enum.</typeparam>
    public TEnum? EnumOrNull<TEnum>(string name) where TEnum : struct, Enum => Optional(name) is var column and >= 0 ? Member<TEnum>(column) : null;

    /// <summary>A text as it is, in a CSV file after trimming.</summary>
    public string Text(string name) => TextAt(Required(name)).ToString();

    /// <summary>A text, or null where it is missing.</summary>
    public string? TextOrNull(string name) => Optional(name) is var column and >= 0 ? TextAt(column).ToString() : null;

    private TEnum Member<TEnum>(int column) where TEnum : struct, Enum
    {
        var text = TextAt(column);
        var isMember = IsNumber(column) ? EnumClasses<TEnum>.TryFromNumber(text, out var value) : EnumClasses<TEnum>.TryParse(text, out value);
        return isMember ? value : throw NoMember<TEnum>(column, text.ToString());
    }

    private RowException NoMember<TEnum>(int column, string text) where TEnum : struct, Enum => Error(
        $"'{text}' is no member of {typeof(TEnum).Name}. The nearest is {NearestName.Find(text, EnumClasses<TEnum>.Names)}, of " +
        $"{string.Join(", ", EnumClasses<TEnum>.Names)}. A member can have a text of its own with [EnumMember(Value = ...)].",
        column,
        text);
}
