using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using MtlDsl.Generator.Emit;

namespace MtlDsl.Generator.Parsing;

/// <summary>Writes the values that attributes have as expressions of a type.</summary>
internal static class ConstantExpression
{
    /// <summary>An expression for a value that converts implicitly to a type; null where it does not.</summary>
    public static string? Of(TypedConstant value, ITypeSymbol type, Compilation compilation)
    {
        if (value.IsNull)
            return type.NullableAnnotation == NullableAnnotation.Annotated || IsNullable(type) ? "null" : null;
        if (value.Kind == TypedConstantKind.Array)
        {
            if (Element(type) is not { } element)
                return null;
            List<string?> items = value.Values.Select(item => Of(item, element, compilation)).ToList();
            return items.Contains(null) ? null : $"[{string.Join(", ", items)}]";
        }
        return compilation.ClassifyConversion(value.Type!, type).IsImplicit ? Of(value) : null;
    }

    /// <summary>Whether an attribute can state some value of a type.</summary>
    public static bool HasConstants(ITypeSymbol type) => type switch
    {
        { TypeKind: TypeKind.Enum } => true,
        { SpecialType: SpecialType.System_Decimal } => false,
        { SpecialType: >= SpecialType.System_Boolean and <= SpecialType.System_String or SpecialType.System_Object } => true,
        _ when IsNullable(type) => HasConstants(((INamedTypeSymbol)type).TypeArguments[0]),
        _ => Element(type) is { } element && HasConstants(element),
    };

    private static string Of(TypedConstant value) => value switch
    {
        { Kind: TypedConstantKind.Type } => $"typeof({((ITypeSymbol)value.Value!).ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat)})",
        { Kind: TypedConstantKind.Enum } => Member(value),
        { Value: double number } => Literal.Of(number),
        { Value: float number } => number.ToString("R", CultureInfo.InvariantCulture) + "f",
        _ => SymbolDisplay.FormatPrimitive(value.Value!, quoteStrings: true, useHexadecimalNumbers: false),
    };

    private static string Member(TypedConstant value)
    {
        string type = value.Type!.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);
        IFieldSymbol? member = value.Type.GetMembers().OfType<IFieldSymbol>().FirstOrDefault(field => Equals(field.ConstantValue, value.Value));
        return member is null ? $"({type})({SymbolDisplay.FormatPrimitive(value.Value!, quoteStrings: false, useHexadecimalNumbers: false)})" : $"{type}.{member.Name}";
    }

    /// <summary>What a list that can be written in brackets consists of.</summary>
    private static ITypeSymbol? Element(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol { Rank: 1 } array => array.ElementType,
        INamedTypeSymbol
        {
            OriginalDefinition.SpecialType: SpecialType.System_Collections_Generic_IEnumerable_T or SpecialType.System_Collections_Generic_IReadOnlyList_T
                or SpecialType.System_Collections_Generic_IReadOnlyCollection_T or SpecialType.System_Collections_Generic_IList_T
                or SpecialType.System_Collections_Generic_ICollection_T,
        } list => list.TypeArguments[0],
        _ => null,
    };

    private static bool IsNullable(ITypeSymbol type) => type.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T;
}
