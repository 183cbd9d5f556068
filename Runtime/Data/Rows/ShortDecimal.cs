namespace MtlDsl;

/// <summary>
/// Reads the decimals that nearly all data is made of, such as <c>-12.345</c>, several times faster than .NET does and to the same bit.
/// </summary>
/// <remarks>
/// A whole number below 2^53 and a power of ten up to 10^22 are exact in double precision, so that their quotient is the decimal's value
/// rounded once (Clinger, "How to read floating point numbers accurately", 1990). Whatever else a number may look like is left to .NET.
/// </remarks>
internal static class ShortDecimal
{
    private const int MostDigits = 15;

    private static readonly double[] PowersOfTen = [1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15];

    /// <summary>The correctly rounded value; false where the text is no short decimal.</summary>
    public static bool TryRead(ReadOnlySpan<char> text, out double value)
    {
        value = 0;
        var isNegative = text.Length > 0 && text[0] == '-';
        var digits = isNegative ? text[1..] : text;
        // One more for the point.
        if (digits.Length is 0 or > MostDigits + 1)
            return false;

        long whole = 0;
        var point = -1;
        for (var i = 0; i < digits.Length; i++)
        {
            var digit = (uint)(digits[i] - '0');
            if (digit <= 9)
                whole = whole * 10 + digit;
            else if (digits[i] == '.' && point < 0)
                point = i;
            else
                return false;
        }
        var count = point < 0 ? digits.Length : digits.Length - 1;
        if (count is 0 or > MostDigits)
            return false;
        var magnitude = point < 0 ? whole : whole / PowersOfTen[count - point];
        value = isNegative ? -magnitude : magnitude;
        return true;
    }

    /// <summary>The correctly rounded value; false where the text is no short decimal.</summary>
    public static bool TryRead(ReadOnlySpan<char> text, out float value)
    {
        value = 0;
        if (!TryRead(text, out double exact) || IsBetweenSingles(exact))
            return false;
        value = (float)exact;
        return true;
    }

    // Half-way between two floats it takes the digits, which the double may have rounded, to tell which is nearer.
    private static bool IsBetweenSingles(double value) => (BitConverter.DoubleToUInt64Bits(value) & 0x1FFF_FFFF) == 0x1000_0000;
}
