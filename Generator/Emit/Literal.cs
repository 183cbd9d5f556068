using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace MtlDsl.Generator.Emit;

/// <summary>Values as C# literals, in the invariant culture.</summary>
internal static class Literal
{
    public static string Of(int value) => value.ToString(CultureInfo.InvariantCulture);

    public static string Of(long value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>The shortest text that reads back as the same number, and as a double: 0.5, 1.0, 1e-5.</summary>
    public static string Of(double value)
    {
        string text = value.ToString("R", CultureInfo.InvariantCulture).Replace("E-0", "e-").Replace('E', 'e');
        return text.Any(c => c is '.' or 'e') ? text : text + ".0";
    }

    /// <summary>A number for people: 1, 0.5.</summary>
    public static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    public static string Of(string value) => Microsoft.CodeAnalysis.CSharp.SymbolDisplay.FormatLiteral(value, quote: true);

    /// <summary>An array of singles: [0.5f, 1.0f].</summary>
    public static string Singles(IEnumerable<double> values) => "[" + string.Join(", ", values.Select(value => Of(value) + "f")) + "]";

    /// <summary>A count for people: 6,464.</summary>
    public static string Count(long value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
