using Microsoft.CodeAnalysis;
using MtlDsl.Generator.Losses;

namespace MtlDsl.Generator.Parsing;

/// <summary>Which property types can carry a task's label.</summary>
internal static class LabelTypes
{
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
            _ => value.SpecialType is SpecialType.System_Single or SpecialType.System_Double or SpecialType.System_Int32 or SpecialType.System_Decimal
                || value is IArrayTypeSymbol { ElementType.SpecialType: SpecialType.System_Single },
        };
    }

    public static string Expected(NodeDraft task) => task.Loss!.Types(task.Enum?.Name, width: 1).Label;
}
