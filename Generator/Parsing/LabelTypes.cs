using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using MtlDsl.Generator.Diagnostics;
using MtlDsl.Generator.Losses;

namespace MtlDsl.Generator.Parsing;

/// <summary>Which properties of a record carry the labels of tasks, and whether their types can.</summary>
internal static class LabelTypes
{
    /// <summary>The tasks whose label a record carries, in the property of the task's name.</summary>
    public static IEnumerable<(NodeDraft Task, IPropertySymbol Property)> Find(
        IEnumerable<NodeDraft> nodes, IEnumerable<IPropertySymbol> properties) =>
        from task in nodes
        where task.IsTask
        let property = properties.FirstOrDefault(candidate => string.Equals(candidate.Name, task.Name, StringComparison.OrdinalIgnoreCase))
        where property is not null
        select (task, property);

    /// <summary>Checks the labels of all records, once the widths of the tasks are known.</summary>
    public static void Check(ModelContext context)
    {
        foreach ((NodeDraft task, IPropertySymbol property, AttributeData input) in context.Labels)
        {
            if (property.Type.TypeKind == TypeKind.Error)
                context.Reporter.LeaveToCompiler();
            else if (task.Loss is not null && task.Output is { } output && !Fits(property.Type, task))
                ReportType(task, property, input, task.Loss.Types(task.Enum?.Name, output.Width).Label, context.Reporter);
        }
    }

    private static void ReportType(NodeDraft task, IPropertySymbol property, AttributeData input, string expected, Reporter reporter)
    {
        Location Place() => Reporter.Origin(property) is { Kind: not LocationKind.None } location ? location : Reporter.Origin(input);
        reporter.Report(
            DiagnosticDescriptors.LabelTypeMismatch, Place, property.ContainingType.Name, property.Name, task.Name,
            expected, property.Type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat));
    }

    /// <summary>Whether a property's type can carry the label of a task, which has one number as long as its output is unknown.</summary>
    public static bool Fits(ITypeSymbol type, NodeDraft task)
    {
        ITypeSymbol value = type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable
            ? nullable.TypeArguments[0]
            : type;
        if (task.Enum is not null)
            return SymbolEqualityComparer.Default.Equals(value, task.Enum);
        return task.Loss switch
        {
            CrossEntropyLoss => value.SpecialType is SpecialType.System_Int32 or SpecialType.System_Byte or SpecialType.System_Int16,
            BinaryCrossEntropyLoss => value.SpecialType == SpecialType.System_Boolean,
            MultiLabelLoss => value is IArrayTypeSymbol { ElementType.SpecialType: SpecialType.System_Boolean },
            null => false,
            _ when task.Output is { Width: > 1 } => value is IArrayTypeSymbol { ElementType.SpecialType: SpecialType.System_Single },
            _ => value.SpecialType is SpecialType.System_Single or SpecialType.System_Double or SpecialType.System_Int32 or SpecialType.System_Decimal,
        };
    }
}
