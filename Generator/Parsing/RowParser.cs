using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Microsoft.CodeAnalysis;
using MtlDsl.Generator.Diagnostics;
using MtlDsl.Generator.Specs;

namespace MtlDsl.Generator.Parsing;

/// <summary>Reads a record input: its columns, the labels it carries, and how to make one from a CSV row.</summary>
internal static class RowParser
{
    private static readonly SymbolDisplayFormat Qualified = SymbolDisplayFormat.FullyQualifiedFormat
        .AddMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    public static bool HasColumns(ITypeSymbol type) =>
        Properties(type).Any(property => Attributes(property).Any(attribute => KnownTypes.RuntimeName(attribute) is "Numeric" or "Categorical"));

    public static InputSpec? Parse(ParameterDraft parameter, ITypeSymbol type, ModelContext context)
    {
        Reporter reporter = context.Reporter;
        if (type.TypeKind == TypeKind.Error)
        {
            reporter.LeaveToCompiler();
            return null;
        }
        string name = type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat);
        if (Obstacle(type) is { } obstacle)
        {
            reporter.Report(DiagnosticDescriptors.RecordNotConstructible, parameter.Input!, name, obstacle);
            return null;
        }
        Accessibilities.RequireAsAccessible(type, context, parameter.Input!);
        List<IPropertySymbol> properties = Properties(type).ToList();
        var columns = new List<ColumnSpec>();
        bool marked = false;
        foreach (IPropertySymbol property in properties)
        {
            marked |= ColumnParser.IsColumn(property);
            if (ColumnParser.Parse(property, parameter, reporter) is { } column)
                columns.Add(column);
        }
        if (!marked)
            reporter.Report(DiagnosticDescriptors.RecordWithoutColumns, parameter.Input!, name);
        if (columns.Count == 0)
            return null;
        var shape = Shape.Of(columns.Sum(column => column.IsNumeric ? 1 : column.Embedding));
        List<LabelSpec> labels = Labels(properties, columns, context);
        var row = new RowSpec(
            type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat), name,
            columns.ToEquatableArray(), labels.ToEquatableArray(), Members(type, properties, columns, labels).ToEquatableArray());
        return new InputSpec(parameter.Name, shape, row);
    }

    /// <summary>The attributes of a property, wherever a record lets them be written.</summary>
    public static IEnumerable<AttributeData> Attributes(IPropertySymbol property)
    {
        IEnumerable<AttributeData> attributes = property.GetAttributes();
        IParameterSymbol? parameter = property.ContainingType.InstanceConstructors
            .SelectMany(constructor => constructor.Parameters)
            .FirstOrDefault(candidate => candidate.Name == property.Name && !candidate.GetAttributes().IsEmpty);
        return parameter is null ? attributes : attributes.Concat(parameter.GetAttributes());
    }

    private static IEnumerable<IPropertySymbol> Properties(ITypeSymbol type)
    {
        var seen = new HashSet<string>();
        var chain = new Stack<ITypeSymbol>();
        for (ITypeSymbol? current = type; current is not null && current.SpecialType != SpecialType.System_Object; current = current.BaseType)
            chain.Push(current);
        foreach (ITypeSymbol current in chain)
            foreach (IPropertySymbol property in current.GetMembers().OfType<IPropertySymbol>())
                if (!property.IsStatic && !property.IsIndexer && property.GetMethod is not null
                    && property.DeclaredAccessibility is Accessibility.Public or Accessibility.Internal
                    && property.Name != "EqualityContract" && seen.Add(property.Name))
                    yield return property;
    }

    private static string? Obstacle(ITypeSymbol type) => type switch
    {
        { TypeKind: TypeKind.Interface } => "an interface",
        { TypeKind: TypeKind.Enum } => "an enum",
        { TypeKind: not (TypeKind.Class or TypeKind.Struct) } => "no class or struct",
        { IsAbstract: true } => "abstract",
        { IsStatic: true } => "static",
        { SpecialType: not SpecialType.None } => "a basic type",
        INamedTypeSymbol named when KnownTypes.IsTensor(named) => "a Tensor; write '[Input(...)] Tensor' with its shape",
        INamedTypeSymbol named when Constructor(named) is null => "without a constructor that the model may call",
        _ => null,
    };

    private static IMethodSymbol? Constructor(ITypeSymbol type) =>
        ((INamedTypeSymbol)type).InstanceConstructors
            .Where(constructor => constructor.DeclaredAccessibility is Accessibility.Public or Accessibility.Internal)
            .Where(constructor => !IsCopy(constructor, type))
            .OrderByDescending(constructor => constructor.Parameters.Length)
            .FirstOrDefault();

    private static bool IsCopy(IMethodSymbol constructor, ITypeSymbol type) =>
        constructor.Parameters.Length == 1 && SymbolEqualityComparer.Default.Equals(constructor.Parameters[0].Type, type);

    private static List<LabelSpec> Labels(List<IPropertySymbol> properties, List<ColumnSpec> columns, ModelContext context)
    {
        var labels = new List<LabelSpec>();
        foreach (NodeDraft task in context.Nodes.Where(node => node.IsTask && node.Loss is not null))
        {
            IPropertySymbol? property = properties.FirstOrDefault(candidate =>
                string.Equals(candidate.Name, task.Name, StringComparison.OrdinalIgnoreCase) && columns.All(column => column.Property != candidate.Name));
            if (property is null)
                continue;
            labels.Add(new LabelSpec(task.Name, property.Name));
            if (!LabelTypes.Fits(property.Type, task))
            {
                context.Reporter.Report(
                    DiagnosticDescriptors.LabelTypeMismatch, property, property.ContainingType.Name, property.Name,
                    LabelTypes.Expected(task), property.Type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat));
            }
        }
        return labels;
    }

    private static IEnumerable<RowMember> Members(ITypeSymbol type, List<IPropertySymbol> properties, List<ColumnSpec> columns, List<LabelSpec> labels)
    {
        var inConstructor = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (IParameterSymbol parameter in Constructor(type)!.Parameters)
        {
            inConstructor.Add(parameter.Name);
            yield return Member(parameter.Name, parameter.Type, constructor: true);
        }
        foreach (IPropertySymbol property in properties)
            if (!inConstructor.Contains(property.Name) && property.SetMethod is not null && (IsRead(property.Name) || property.IsRequired))
                yield return Member(property.Name, property.Type, constructor: false);

        RowMember Member(string name, ITypeSymbol memberType, bool constructor) => new(
            name, constructor, memberType.ToDisplayString(Qualified), IsRead(name) ? CsvGetters.For(memberType) : null);

        bool IsRead(string name) =>
            columns.Any(column => string.Equals(column.Property, name, StringComparison.OrdinalIgnoreCase))
            || labels.Any(label => string.Equals(label.Property, name, StringComparison.OrdinalIgnoreCase));
    }
}
