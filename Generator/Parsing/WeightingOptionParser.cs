using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using MtlDsl.Generator.Diagnostics;
using MtlDsl.Generator.Specs;

namespace MtlDsl.Generator.Parsing;

/// <summary>Reads the options of a strategy from the class's attributes, and reports, at the argument, what is wrong with one.</summary>
internal sealed class WeightingOptionParser(INamedTypeSymbol strategy, ModelContext context)
{
    private readonly List<IPropertySymbol> _properties = Properties(strategy);

    public List<WeightingOption> Parse(IEnumerable<AttributeData> attributes)
    {
        var options = new List<WeightingOption>();
        var seen = new HashSet<string>();
        foreach (AttributeData attribute in attributes)
        {
            var reader = new AttributeReader(attribute, context.Reporter);
            if (!reader.IsBound)
            {
                reader.LeaveToCompiler();
                continue;
            }
            string name = attribute.ConstructorArguments[0].Value as string ?? "";
            if (!seen.Add(name))
                reader.Report(DiagnosticDescriptors.OptionSetTwice, strategy.Name, name);
            else if (Find(name, reader) is { } property && Value(property, reader) is { } value)
                options.Add(new WeightingOption(name, value));
        }
        return options;
    }

    private IPropertySymbol? Find(string name, AttributeReader attribute)
    {
        IPropertySymbol? property = _properties.FirstOrDefault(candidate => candidate.Name == name);
        if (property is null)
            ReportUnknown(name, attribute);
        else if (IsSettable(property))
            return property;
        else
            Report(DiagnosticDescriptors.OptionNotSettable, attribute, 0, name, "has no init or set accessor that the model can call; remove [WeightingOption]");
        return null;
    }

    private void ReportUnknown(string name, AttributeReader attribute)
    {
        List<string> names = _properties.Where(IsSettable).Select(property => property.Name).ToList();
        string? nearest = Naming.Nearest(name, names);
        string advice = nearest is not null ? $"did you mean '{nearest}'?"
            : names.Count > 0 ? $"there {(names.Count == 1 ? "is" : "are")} {string.Join(", ", names.Select(option => $"'{option}'"))}"
            : "it has none";
        context.Reporter.ReportFixable(
            DiagnosticDescriptors.UnknownOption, () => attribute.Origin(0), ImmutableDictionary<string, string?>.Empty.Add("nearest", nearest),
            strategy.Name, name, advice);
    }

    /// <summary>The value as an expression; null for one that the property cannot have, which is reported.</summary>
    private string? Value(IPropertySymbol property, AttributeReader attribute)
    {
        TypedConstant value = attribute.Attribute.ConstructorArguments[1];
        if (ConstantExpression.Of(value, property.Type, context.Compilation) is not { } expression)
        {
            if (ConstantExpression.HasConstants(property.Type))
                Report(DiagnosticDescriptors.OptionTypeMismatch, attribute, 1, property.Name, Display(property.Type), Display(value));
            else
                Report(DiagnosticDescriptors.OptionNotSettable, attribute, 0, property.Name,
                    $"is '{Display(property.Type)}', which no attribute can state; give the run an instance: new FitOptions {{ Weighting = new {strategy.Name} {{ {property.Name} = ... }} }}");
            return null;
        }
        if (OptionRange.Of(property).Refusal(value) is not var (refused, range))
            return expression;
        context.Reporter.Report(DiagnosticDescriptors.OptionOutOfRange, () => attribute.Origin(1), strategy.Name, property.Name, refused, range);
        return null;
    }

    private void Report(DiagnosticDescriptor descriptor, AttributeReader attribute, int argument, params string[] arguments) =>
        context.Reporter.Report(descriptor, () => attribute.Origin(argument), [strategy.Name, .. arguments]);

    private bool IsSettable(IPropertySymbol property) =>
        !property.IsStatic && property.SetMethod is { } set && context.Compilation.IsSymbolAccessibleWithin(set, context.Type);

    private static string Display(ITypeSymbol type) => type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat);

    private static string Display(TypedConstant value) => value.IsNull ? "null" : $"'{Display(value.Type!)}'";

    private static List<IPropertySymbol> Properties(INamedTypeSymbol strategy)
    {
        var properties = new List<IPropertySymbol>();
        for (INamedTypeSymbol? type = strategy; type is not null; type = type.BaseType)
            properties.AddRange(type.GetMembers().OfType<IPropertySymbol>().Where(property =>
                !property.IsIndexer && properties.All(derived => derived.Name != property.Name)));
        return properties;
    }
}
