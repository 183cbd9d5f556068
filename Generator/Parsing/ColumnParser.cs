using System;
using System.Globalization;
using System.Linq;
using Microsoft.CodeAnalysis;
using MtlDsl.Generator.Diagnostics;
using MtlDsl.Generator.Specs;

namespace MtlDsl.Generator.Parsing;

/// <summary>Reads one column of a record input.</summary>
internal static class ColumnParser
{
    public static bool IsColumn(IPropertySymbol property) =>
        RowParser.Attributes(property).Any(attribute => KnownTypes.RuntimeName(attribute) is "Numeric" or "Categorical");

    public static ColumnSpec? Parse(IPropertySymbol property, ParameterDraft parameter, ModelContext context)
    {
        Reporter reporter = context.Reporter;
        AttributeData? numeric = RowParser.Attributes(property).FirstOrDefault(attribute => KnownTypes.RuntimeName(attribute) == "Numeric");
        AttributeData? categorical = RowParser.Attributes(property).FirstOrDefault(attribute => KnownTypes.RuntimeName(attribute) == "Categorical");
        AttributeData attribute = categorical ?? numeric!;
        if (Underlying(property.Type, out _).TypeKind == TypeKind.Error)
            reporter.LeaveToCompiler();
        else if (RowParser.Hindrance(property, context) is { } hindrance)
            reporter.Report(DiagnosticDescriptors.ColumnNotReadable, Place(attribute, parameter), property.ContainingType.Name, property.Name, hindrance);
        else if (numeric is not null && categorical is not null)
            reporter.Report(DiagnosticDescriptors.TwoColumnKinds, Place(categorical, parameter), property.ContainingType.Name, property.Name);
        else
            return numeric is not null ? ParseNumeric(property, numeric, parameter, reporter) : ParseCategorical(property, attribute, parameter, reporter);
        return null;
    }

    private static ColumnSpec? ParseNumeric(IPropertySymbol property, AttributeData attribute, ParameterDraft parameter, Reporter reporter)
    {
        ITypeSymbol type = Underlying(property.Type, out bool nullable);
        if (IsNumber(type))
            return new ColumnSpec(property.Name, ColumnKind.Numeric, Display(type), nullable, Count: 0, Embedding: 0);
        ReportType(property, attribute, parameter, "a number, such as float, double or int, or its nullable", reporter);
        return null;
    }

    private static ColumnSpec? ParseCategorical(IPropertySymbol property, AttributeData attribute, ParameterDraft parameter, Reporter reporter)
    {
        var reader = new AttributeReader(attribute, reporter);
        if (!reader.IsBound)
        {
            reporter.LeaveToCompiler();
            return null;
        }
        ITypeSymbol type = Underlying(property.Type, out bool nullable);
        ColumnKind kind;
        int? stated = attribute.ConstructorArguments.Length > 0 ? reader.Int(0) : null;
        int count;
        if (type.TypeKind == TypeKind.Enum)
            (kind, count) = (ColumnKind.Enum, KnownTypes.ClassCount(type));
        else if (type.SpecialType == SpecialType.System_Boolean)
            (kind, count) = (ColumnKind.Boolean, 2);
        else if (IsInteger(type))
            (kind, count) = (ColumnKind.Integer, stated ?? 0);
        else
        {
            ReportType(
                property, attribute, parameter,
                "an enum, a bool or an integer with its count, or the nullable of these; make a text an enum of its values", reporter);
            return null;
        }
        if (Misfit(kind, count, stated, type) is { } misfit)
        {
            reporter.Report(
                DiagnosticDescriptors.CategoryCount, Place(attribute, parameter), property.ContainingType.Name, property.Name, misfit.Given, misfit.Advice);
            return null;
        }
        long rows = nullable ? count + 1L : count;
        int chosen = reader.Named("Embedding", 0);
        return Embed(property, attribute, parameter, rows, chosen == 0 ? DefaultEmbedding(rows) : chosen, reporter) is { } embedding
            ? new ColumnSpec(property.Name, kind, Display(type), nullable, (int)rows, embedding)
            : null;
    }

    /// <summary>The width of a column's embedding, or null where it is wrong.</summary>
    private static int? Embed(
        IPropertySymbol property, AttributeData attribute, ParameterDraft parameter, long rows, int width, Reporter reporter)
    {
        string name = $"The embedding of '{property.ContainingType.Name}.{property.Name}'";
        if (width < 1)
            reporter.Report(DiagnosticDescriptors.SizeNotPositive, Place(attribute, parameter), name, width.ToString(CultureInfo.InvariantCulture));
        else if (rows * width > int.MaxValue)
            reporter.Report(DiagnosticDescriptors.TooLarge, Place(attribute, parameter), name, Emit.Literal.Count(rows * width));
        else
            return width;
        return null;
    }

    private static (string Given, string Advice)? Misfit(ColumnKind kind, int count, int? stated, ITypeSymbol type)
    {
        string text = count.ToString(CultureInfo.InvariantCulture);
        if (kind == ColumnKind.Integer && stated is null)
            return ("no count", "an integer states how many categories it has: write [Categorical(n)] for 0 to n − 1");
        if (count < 2)
            return (count == 1 ? "1 category" : $"{text} categories", "with fewer than 2 there is nothing to tell apart; correct the count or remove [Categorical]");
        if (stated is { } other && other != count)
        {
            string given = other.ToString(CultureInfo.InvariantCulture);
            return ($"the count {given}, but '{type.Name}' has {text} members", "remove the count, the type gives it");
        }
        return null;
    }

    private static int DefaultEmbedding(long count) => count switch
    {
        <= 8 => 4,
        <= 64 => 8,
        <= 1024 => 16,
        _ => 32,
    };

    public static void ReportType(IPropertySymbol property, AttributeData attribute, ParameterDraft parameter, string supported, Reporter reporter) =>
        reporter.Report(
            DiagnosticDescriptors.UnsupportedColumnType, Place(attribute, parameter), property.ContainingType.Name, property.Name,
            property.Type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat), KnownTypes.RuntimeName(attribute)!, supported);

    /// <summary>The column's attribute where it is in source; the input that reads it where the record comes from another assembly.</summary>
    public static Func<Location> Place(AttributeData attribute, ParameterDraft parameter) => () =>
        attribute.ApplicationSyntaxReference is not null ? Reporter.Origin(attribute) : Reporter.Origin(parameter.Input!);

    private static ITypeSymbol Underlying(ITypeSymbol type, out bool nullable)
    {
        nullable = type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T };
        return nullable ? ((INamedTypeSymbol)type).TypeArguments[0] : type;
    }

    private static string Display(ITypeSymbol type) => type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);

    public static bool IsNumber(ITypeSymbol type) =>
        IsInteger(type) || type.SpecialType is SpecialType.System_Single or SpecialType.System_Double or SpecialType.System_Decimal;

    private static bool IsInteger(ITypeSymbol type) => type.SpecialType is
        SpecialType.System_SByte or SpecialType.System_Byte or SpecialType.System_Int16 or SpecialType.System_UInt16
        or SpecialType.System_Int32 or SpecialType.System_UInt32 or SpecialType.System_Int64 or SpecialType.System_UInt64;
}
