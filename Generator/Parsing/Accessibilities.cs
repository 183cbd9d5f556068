using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using MtlDsl.Generator.Diagnostics;

namespace MtlDsl.Generator.Parsing;

/// <summary>Keeps generated public members from mentioning types that their readers cannot see (CS0050 in code nobody wrote).</summary>
internal static class Accessibilities
{
    public static void RequireAsAccessible(ITypeSymbol mentioned, ModelContext context, AttributeData place)
    {
        List<INamedTypeSymbol> model = Containers(context.Type).ToList();
        if (Parts(mentioned).All(part => IsSeenBy(part, model)))
            return;
        string accessibility = model.All(type => type.DeclaredAccessibility == Accessibility.Public) ? "public" : "internal";
        context.Reporter.Report(DiagnosticDescriptors.LessAccessible, place, mentioned.Name, context.Type.Name, accessibility);
    }

    /// <summary>Requires that the generated file can name a type that only bodies in it mention.</summary>
    public static void RequireNameable(ITypeSymbol mentioned, ModelContext context, AttributeData place)
    {
        if (Parts(mentioned).Any(part => part.IsFileLocal))
            context.Reporter.Report(DiagnosticDescriptors.LessAccessible, place, mentioned.Name, context.Type.Name, "internal");
    }

    /// <summary>Whether everybody who sees the model sees a type's declaration too.</summary>
    private static bool IsSeenBy(INamedTypeSymbol part, List<INamedTypeSymbol> model) => part.DeclaredAccessibility switch
    {
        _ when part.IsFileLocal => false,
        Accessibility.Public => true,
        Accessibility.Internal or Accessibility.ProtectedOrInternal => model.Any(type =>
            type.DeclaredAccessibility is Accessibility.Internal or Accessibility.Private or Accessibility.ProtectedAndInternal),
        // Private or protected in a type: the model must be so too, in that type or further inside.
        var narrow => model.Any(type =>
            (type.DeclaredAccessibility == Accessibility.Private || type.DeclaredAccessibility == narrow)
            && type.ContainingType is { } scope
            && Containers(scope).Contains(part.ContainingType, SymbolEqualityComparer.Default)),
    };

    /// <summary>A type with its containing types and type arguments.</summary>
    private static IEnumerable<INamedTypeSymbol> Parts(ITypeSymbol type) => type switch
    {
        INamedTypeSymbol named => Containers(named).SelectMany(part => part.TypeArguments.SelectMany(Parts).Prepend(part)),
        IArrayTypeSymbol array => Parts(array.ElementType),
        _ => [],
    };

    private static IEnumerable<INamedTypeSymbol> Containers(INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? current = type; current is not null; current = current.ContainingType)
            yield return current;
    }
}
