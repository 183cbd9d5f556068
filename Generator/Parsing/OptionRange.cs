using System;
using System.Globalization;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace MtlDsl.Generator.Parsing;

/// <summary>The values that an option may have: those of its [Range], finite ones, or the members of its enum.</summary>
internal sealed record OptionRange(double Minimum, double Maximum, bool ExcludesMinimum, bool ExcludesMaximum)
{
    private static readonly OptionRange Finite = new(double.MinValue, double.MaxValue, false, false);

    public static OptionRange Of(IPropertySymbol option)
    {
        AttributeData? range = option.GetAttributes().FirstOrDefault(attribute => attribute.AttributeClass is
        {
            Name: "RangeAttribute", ContainingNamespace: { Name: "DataAnnotations", ContainingNamespace.Name: "ComponentModel" },
        });
        if (range is not { ConstructorArguments.Length: 2 })
            return Finite;
        double minimum = ToDouble(range.ConstructorArguments[0].Value!), maximum = ToDouble(range.ConstructorArguments[1].Value!);
        return new OptionRange(minimum, maximum, Excludes(range, "MinimumIsExclusive"), Excludes(range, "MaximumIsExclusive"));
    }

    /// <summary>The number that is not allowed, and what is; null where all are.</summary>
    public (string Value, string Range)? Refusal(TypedConstant value)
    {
        if (value.IsNull)
            return null;
        if (value.Kind == TypedConstantKind.Array)
            return value.Values.Select(Refusal).FirstOrDefault(refusal => refusal is not null);
        if (value.Kind == TypedConstantKind.Enum)
            return IsMember(value) ? null : (Text(value.Value!), $"one of {value.Type!.Name}");
        return IsNumber(value.Value) && !Contains(ToDouble(value.Value!)) ? (Text(value.Value!), Describe(value.Value is float or double)) : null;
    }

    // NaN is in no range.
    private bool Contains(double value) =>
        (ExcludesMinimum ? value > Minimum : value >= Minimum) && (ExcludesMaximum ? value < Maximum : value <= Maximum);

    private string Describe(bool isFractional)
    {
        bool hasMinimum = Minimum > (isFractional ? double.MinValue : int.MinValue), hasMaximum = Maximum < (isFractional ? double.MaxValue : int.MaxValue);
        string finite = isFractional ? " and finite" : "";
        return (hasMinimum, hasMaximum) switch
        {
            (true, true) => $"in {(ExcludesMinimum ? "(" : "[")}{Text(Minimum)}, {Text(Maximum)}{(ExcludesMaximum ? ")" : "]")}",
            (true, false) => (ExcludesMinimum ? "greater than " : "at least ") + Text(Minimum) + finite,
            (false, true) => (ExcludesMaximum ? "less than " : "at most ") + Text(Maximum) + finite,
            _ => "finite",
        };
    }

    private static bool IsMember(TypedConstant value) =>
        value.Type!.GetAttributes().Any(attribute => attribute.AttributeClass is { Name: "FlagsAttribute", ContainingNamespace.Name: "System" })
        || value.Type.GetMembers().OfType<IFieldSymbol>().Any(field => Equals(field.ConstantValue, value.Value));

    private static bool Excludes(AttributeData range, string bound) => range.NamedArguments.Any(argument => argument.Key == bound && argument.Value.Value is true);

    private static bool IsNumber(object? value) => value is double or float or int or long or short or byte or sbyte or ushort or uint or ulong;

    private static double ToDouble(object value) => Convert.ToDouble(value, CultureInfo.InvariantCulture);

    private static string Text(object value) => Convert.ToString(value, CultureInfo.InvariantCulture)!;
}
