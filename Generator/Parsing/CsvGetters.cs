using Microsoft.CodeAnalysis;

namespace MtlDsl.Generator.Parsing;

/// <summary>Which method of SourceRow reads a type.</summary>
internal static class CsvGetters
{
    /// <summary>The call on a SourceRow, with {0} for the column's name and a cast in front where one is needed; null for a type it cannot read.</summary>
    public static string? For(ITypeSymbol type)
    {
        bool nullable = type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T };
        ITypeSymbol value = nullable ? ((INamedTypeSymbol)type).TypeArguments[0] : type;
        string suffix = nullable ? "OrNull" : "";
        if (value.TypeKind == TypeKind.Enum)
            return $"row.Enum{suffix}<{value.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat)}>({{0}})";
        string? method = value.SpecialType switch
        {
            SpecialType.System_Single => "Single",
            SpecialType.System_Double or SpecialType.System_Decimal => "Double",
            SpecialType.System_Boolean => "Boolean",
            SpecialType.System_Int32 or SpecialType.System_Int16 or SpecialType.System_Byte or SpecialType.System_SByte or SpecialType.System_UInt16 => "Int32",
            SpecialType.System_Int64 or SpecialType.System_UInt32 or SpecialType.System_UInt64 => "Int64",
            _ => null,
        };
        if (method is null)
            return null;
        bool exact = value.SpecialType is SpecialType.System_Single or SpecialType.System_Double or SpecialType.System_Boolean
            or SpecialType.System_Int32 or SpecialType.System_Int64;
        string cast = exact ? "" : $"({type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat)})";
        return $"{cast}row.{method}{suffix}({{0}})";
    }
}
