using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using MtlDsl.Generator.Specs;

namespace MtlDsl.Generator.Parsing;

/// <summary>Reads how the tasks of a model are learnt at once. The tasks and what they share are known by then.</summary>
internal static class WeightingParser
{
    private const string OnLosses = "LossWeighting";
    private const string OnGradients = "GradientMethod";

    /// <summary>The strategy of the class; null for none, or for one that is wrong.</summary>
    public static WeightingSpec? Parse(ModelContext context)
    {
        AttributeData? attribute = context.Type.GetAttributes().FirstOrDefault(candidate => KnownTypes.RuntimeName(candidate) == "Weighting");
        if (attribute?.AttributeClass?.TypeArguments.FirstOrDefault() is not INamedTypeSymbol type)
            return null;
        if (!KnownTypes.Derives(type, OnLosses) && !KnownTypes.Derives(type, OnGradients))
            return null;
        return new WeightingSpec(
            type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat), KnownTypes.Derives(type, OnGradients), Options(context).ToEquatableArray());
    }

    private static IEnumerable<WeightingOption> Options(ModelContext context)
    {
        foreach (AttributeData option in context.Type.GetAttributes().Where(candidate => KnownTypes.RuntimeName(candidate) == "WeightingOption"))
            if (option.ConstructorArguments.Length == 2 && option.ConstructorArguments[0].Value is string name && option.ConstructorArguments[1].Kind != TypedConstantKind.Error)
                yield return new WeightingOption(name, option.ConstructorArguments[1].ToCSharpString());
    }
}
