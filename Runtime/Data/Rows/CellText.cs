using System.Globalization;

namespace MtlDsl;

/// <summary>Reads one text as a value; false where it is none.</summary>
internal delegate bool CellParser<T>(ReadOnlySpan<char> text, out T value);

/// <summary>How texts become values, always in the invariant culture.</summary>
internal static class CellText
{
    public const string Number = "is not a number. Numbers look like 12, -3.5 or 1e-3, with a point before the decimals";
    public const string Whole = "is not a whole number in the range of its type. Whole numbers look like 12 or -3";
    public const string Truth = "is neither true nor false. Write true or false, yes or no, 1 or 0";

    // "3.0" is a whole number too: many tools write a column of them so once a value is missing.
    private const NumberStyles WholeNumber = NumberStyles.Integer | NumberStyles.AllowDecimalPoint;

    public static bool Single(ReadOnlySpan<char> text, out float value) =>
        ShortDecimal.TryRead(text, out value) ||
        float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value) && float.IsFinite(value);

    public static bool Double(ReadOnlySpan<char> text, out double value) =>
        ShortDecimal.TryRead(text, out value) ||
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value) && double.IsFinite(value);

    public static bool Int32(ReadOnlySpan<char> text, out int value) =>
        int.TryParse(text, WholeNumber, CultureInfo.InvariantCulture, out value);

    public static bool Int64(ReadOnlySpan<char> text, out long value) =>
        long.TryParse(text, WholeNumber, CultureInfo.InvariantCulture, out value);

    public static bool Boolean(ReadOnlySpan<char> text, out bool value)
    {
        value = Is(text, "true") || Is(text, "yes") || text is "1";
        return value || Is(text, "false") || Is(text, "no") || text is "0";
    }

    private static bool Is(ReadOnlySpan<char> text, string word) => text.Equals(word, StringComparison.OrdinalIgnoreCase);
}
