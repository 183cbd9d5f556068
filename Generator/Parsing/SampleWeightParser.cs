using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using MtlDsl.Generator.Diagnostics;

namespace MtlDsl.Generator.Parsing;

/// <summary>Finds the property of a record that weighs its example.</summary>
internal static class SampleWeightParser
{
    /// <returns>Null where there is none, or where it is wrong, which is reported.</returns>
    public static IPropertySymbol? Parse(ITypeSymbol type, ParameterDraft parameter, ModelContext context)
    {
        List<IPropertySymbol> marked = RowParser.Properties(type).Where(property => Attribute(property) is not null).ToList();
        if (marked.Count == 0)
            return null;
        IPropertySymbol property = marked[0];
        foreach (IPropertySymbol second in marked.Skip(1))
            context.Reporter.Report(
                DiagnosticDescriptors.TwoSampleWeights, ColumnParser.Place(Attribute(second)!, parameter),
                Name(property), Name(second), context.Type.Name);
        if (property.Type.TypeKind == TypeKind.Error)
            context.Reporter.LeaveToCompiler();
        else if (RowParser.Hindrance(property, context) is { } hindrance)
            context.Reporter.Report(
                DiagnosticDescriptors.ColumnNotReadable, ColumnParser.Place(Attribute(property)!, parameter), type.Name, property.Name, hindrance);
        else if (!ColumnParser.IsNumber(property.Type))
            ColumnParser.ReportType(
                property, Attribute(property)!, parameter, "a number, such as float, double or int, which is never missing", context.Reporter);
        else
            return property;
        return null;
    }

    /// <summary>Reports a second input whose record weighs the example.</summary>
    public static void Check(ModelContext context)
    {
        List<InputDraft> weighing = context.Inputs.Where(input => input.Spec?.Row?.SampleWeight is not null).ToList();
        foreach (InputDraft second in weighing.Skip(1))
            context.Reporter.Report(
                DiagnosticDescriptors.TwoSampleWeights, second.Declaration.Input!, Name(weighing[0]), Name(second), context.Type.Name);
    }

    private static AttributeData? Attribute(IPropertySymbol property) =>
        RowParser.Attributes(property).FirstOrDefault(attribute => KnownTypes.RuntimeName(attribute) == "SampleWeight");

    private static string Name(IPropertySymbol property) => $"{property.ContainingType.Name}.{property.Name}";

    private static string Name(InputDraft input) => $"{input.Name}.{input.Spec!.Row!.SampleWeight}";
}
