using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using MtlDsl.Generator.Diagnostics;
using MtlDsl.Generator.Specs;

namespace MtlDsl.Generator.Parsing;

/// <summary>Reads a record input: its columns, the labels it carries, and how to make one from a row of a source.</summary>
internal static class RowParser
{
    private static readonly SymbolDisplayFormat Qualified = SymbolDisplayFormat.FullyQualifiedFormat
        .AddMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    public static bool HasColumns(ITypeSymbol type) => Properties(type).Any(ColumnParser.IsColumn);

    public static InputSpec? Parse(ParameterDraft parameter, ITypeSymbol type, ModelContext context)
    {
        Reporter reporter = context.Reporter;
        string name = type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat);
        if (Obstacle(type, context) is { } obstacle)
        {
            reporter.Report(DiagnosticDescriptors.RecordNotConstructible, parameter.Input!, name, obstacle);
            return null;
        }
        Accessibilities.RequireAsAccessible(type, context, parameter.Input!);
        List<IPropertySymbol> marked = Properties(type).Where(ColumnParser.IsColumn).ToList();
        if (marked.Count == 0)
            reporter.Report(DiagnosticDescriptors.RecordWithoutColumns, parameter.Input!, name);
        List<ColumnSpec> columns = marked
            .Select(property => ColumnParser.Parse(property, parameter, context)).OfType<ColumnSpec>().ToList();
        if (columns.Count == 0)
            return null;
        // Counted as long: two embeddings may each be wide enough to overflow the sum.
        long width = columns.Sum(column => column.IsNumeric ? 1L : column.Embedding);
        if (width > int.MaxValue)
        {
            reporter.Report(DiagnosticDescriptors.TooLarge, parameter.Input!, $"Input '{parameter.Name}'", Emit.Literal.Count(width));
            return null;
        }
        RequireDistinctNames(marked, reporter);
        List<IPropertySymbol> readable = Properties(type).Where(property => Hindrance(property, context) is null).ToList();
        var labels = LabelTypes.Find(context.Nodes, readable.Where(property => !ColumnParser.IsColumn(property))).ToList();
        context.Labels.AddRange(labels.Select(label => (label.Task, label.Property, parameter.Input!)));
        List<LabelSpec> carried = labels.Select(label => new LabelSpec(label.Task.Name, label.Property.Name)).ToList();
        var row = new RowSpec(
            type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat), name,
            columns.ToEquatableArray(), carried.ToEquatableArray(), Members(type, readable, columns, carried, context).ToEquatableArray());
        return new InputSpec(parameter.Name, Shape.Of((int)width), row);
    }

    private static void RequireDistinctNames(IEnumerable<IPropertySymbol> columns, Reporter reporter)
    {
        foreach (var group in columns.GroupBy(column => column.Name, StringComparer.OrdinalIgnoreCase))
            foreach (IPropertySymbol second in group.Skip(1))
                reporter.Report(DiagnosticDescriptors.DuplicateName, second, second.Name, $"the column '{group.First().Name}'", $"the column '{second.Name}'");
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

    /// <summary>Why generated code cannot read a property, or null if it can.</summary>
    public static string? Hindrance(IPropertySymbol property, ModelContext context) => property switch
    {
        { IsStatic: true } => "static",
        { IsIndexer: true } => "an indexer",
        { GetMethod: null } => "without a getter",
        _ when !context.Compilation.IsSymbolAccessibleWithin(property, context.Type)
            || !context.Compilation.IsSymbolAccessibleWithin(property.GetMethod, context.Type) => "not accessible to the model",
        _ => null,
    };

    /// <summary>The properties of a type and of its base types, the base's first; an overriding one stands in the place of the one it overrides.</summary>
    private static IEnumerable<IPropertySymbol> Properties(ITypeSymbol type)
    {
        var properties = new List<IPropertySymbol>();
        var chain = new Stack<ITypeSymbol>();
        for (ITypeSymbol? current = type; current is not null && current.SpecialType != SpecialType.System_Object; current = current.BaseType)
            chain.Push(current);
        foreach (IPropertySymbol property in chain.SelectMany(current => current.GetMembers().OfType<IPropertySymbol>()))
        {
            int hidden = properties.FindIndex(earlier => earlier.Name == property.Name);
            if (hidden >= 0)
                properties[hidden] = property;
            else if (property.Name != "EqualityContract")
                properties.Add(property);
        }
        return properties;
    }

    private static string? Obstacle(ITypeSymbol type, ModelContext context) => type switch
    {
        { TypeKind: TypeKind.Interface } => "an interface",
        { TypeKind: TypeKind.Enum } => "an enum",
        { TypeKind: not (TypeKind.Class or TypeKind.Struct) } => "no class or struct",
        { IsAbstract: true } => "abstract",
        { IsStatic: true } => "static",
        { IsRefLikeType: true } => "a ref struct",
        { SpecialType: not SpecialType.None } => "a basic type",
        INamedTypeSymbol named when KnownTypes.IsTensor(named) => "a Tensor, whose shape '[Input(...)]' states",
        INamedTypeSymbol named when Constructor(named, context) is null => "without a constructor that the model may call",
        _ => null,
    };

    private static IMethodSymbol? Constructor(INamedTypeSymbol type, ModelContext context) =>
        type.InstanceConstructors
            .Where(constructor => context.Compilation.IsSymbolAccessibleWithin(constructor, context.Type))
            .Where(constructor => constructor.Parameters.All(parameter => parameter.RefKind == RefKind.None) && !IsCopy(constructor, type))
            .OrderByDescending(constructor => constructor.Parameters.Length)
            .FirstOrDefault();

    private static bool IsCopy(IMethodSymbol constructor, ITypeSymbol type) =>
        constructor.Parameters.Length == 1 && SymbolEqualityComparer.Default.Equals(constructor.Parameters[0].Type, type);

    private static IEnumerable<RowMember> Members(
        ITypeSymbol type, List<IPropertySymbol> properties, List<ColumnSpec> columns, List<LabelSpec> labels, ModelContext context)
    {
        var inConstructor = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (IParameterSymbol parameter in Constructor((INamedTypeSymbol)type, context)!.Parameters)
        {
            inConstructor.Add(parameter.Name);
            yield return Member(parameter, parameter.Type, constructor: true);
        }
        foreach (IPropertySymbol property in properties)
            if (!inConstructor.Contains(property.Name) && property.SetMethod is not null && (IsRead(property.Name) || property.IsRequired))
                yield return Member(property, property.Type, constructor: false);

        RowMember Member(ISymbol symbol, ITypeSymbol memberType, bool constructor)
        {
            if (CSharpName.IsKeyword(symbol.Name))
                context.Reporter.Report(DiagnosticDescriptors.KeywordName, symbol, symbol.Name, constructor ? "parameter" : "property");
            return new RowMember(symbol.Name, constructor, memberType.ToDisplayString(Qualified), IsRead(symbol.Name) ? CsvGetters.For(memberType) : null);
        }

        bool IsRead(string name) =>
            columns.Any(column => string.Equals(column.Property, name, StringComparison.OrdinalIgnoreCase))
            || labels.Any(label => string.Equals(label.Property, name, StringComparison.OrdinalIgnoreCase));
    }
}
