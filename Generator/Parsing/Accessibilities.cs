using Microsoft.CodeAnalysis;
using MtlDsl.Generator.Diagnostics;

namespace MtlDsl.Generator.Parsing;

/// <summary>Keeps generated public members from mentioning types that their readers cannot see (CS0050 in code nobody wrote).</summary>
internal static class Accessibilities
{
    public static void RequireAsAccessible(ITypeSymbol mentioned, ModelContext context, AttributeData place)
    {
        int needed = Effective(context.Type);
        if (Effective(mentioned) >= needed)
            return;
        string accessibility = needed == 2 ? "public" : "internal";
        context.Reporter.Report(DiagnosticDescriptors.LessAccessible, place, mentioned.Name, context.Type.Name, accessibility);
    }

    /// <summary>2 where everybody sees it, 1 in its assembly, 0 for less.</summary>
    private static int Effective(ITypeSymbol type)
    {
        int effective = 2;
        for (ITypeSymbol? current = type; current is not null; current = current.ContainingType)
        {
            int own = current.DeclaredAccessibility switch
            {
                Accessibility.Public => 2,
                Accessibility.Internal or Accessibility.ProtectedOrInternal => 1,
                _ => 0,
            };
            effective = System.Math.Min(effective, own);
        }
        return effective;
    }
}
