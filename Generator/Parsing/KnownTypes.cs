using System.Linq;
using Microsoft.CodeAnalysis;

namespace MtlDsl.Generator.Parsing;

/// <summary>Recognises the types of TorchSharp and of the runtime by name, without asking the compilation for them.</summary>
internal static class KnownTypes
{
    public const string ModelAttribute = "MtlDsl.MultiTaskModelAttribute";
    public const string ModelBase = "MtlDsl.MultiTaskModel";
    private const string Suffix = "Attribute";

    public static bool IsTensor(ITypeSymbol type) => IsTorch(type, "Tensor");

    public static bool IsParameter(ITypeSymbol type) =>
        type is { Name: "Parameter", ContainingNamespace: { Name: "Modules", ContainingNamespace.Name: "TorchSharp" } };

    public static bool IsModule(ITypeSymbol type)
    {
        for (ITypeSymbol? current = type; current is not null; current = current.BaseType)
            if (current is { Name: "Module", ContainingType: { Name: "nn", ContainingType.Name: "torch" } })
                return true;
        return false;
    }

    public static bool IsModelAttribute(AttributeData attribute) => RuntimeName(attribute) == "MultiTaskModel";

    public static bool IsModelBase(ITypeSymbol type) => IsRuntime(type) && type.Name == "MultiTaskModel";

    /// <summary>The class, of those that a model derives from, that has a member of a name; null for none.</summary>
    public static INamedTypeSymbol? BaseMember(string name, INamedTypeSymbol model)
    {
        // Asked of the runtime's assembly, which is much faster than to look through all references.
        IAssemblySymbol runtime = model.GetAttributes().First(IsModelAttribute).AttributeClass!.ContainingAssembly;
        for (INamedTypeSymbol? type = runtime.GetTypeByMetadataName(ModelBase); type is { SpecialType: SpecialType.None }; type = type.BaseType)
            if (type.GetMembers(name).Any(member => member.CanBeReferencedByName && member.DeclaredAccessibility != Accessibility.Private))
                return type;
        return null;
    }

    /// <summary>Whether a type stands in the runtime's namespace, MtlDsl.</summary>
    public static bool IsRuntime(ITypeSymbol type) =>
        type.ContainingNamespace is { Name: "MtlDsl", ContainingNamespace.IsGlobalNamespace: true };

    /// <summary>The name of a runtime attribute without its suffix (Linear, Task, …), or null for any other attribute.</summary>
    public static string? RuntimeName(AttributeData attribute) =>
        attribute.AttributeClass is { } type && IsRuntime(type) && type.Name.EndsWith(Suffix, System.StringComparison.Ordinal) ? ShortName(type) : null;

    /// <summary>An attribute's name as it is written in brackets.</summary>
    public static string ShortName(INamedTypeSymbol attribute) =>
        attribute.Name.EndsWith(Suffix, System.StringComparison.Ordinal)
            ? attribute.Name.Substring(0, attribute.Name.Length - Suffix.Length)
            : attribute.Name;

    public static bool Derives(ITypeSymbol? type, string runtimeBase)
    {
        for (ITypeSymbol? current = type?.BaseType; current is not null; current = current.BaseType)
            if (current.Name == runtimeBase && IsRuntime(current))
                return true;
        return false;
    }

    /// <summary>Whether two attributes are the same attribute, which the compiler then calls a duplicate.</summary>
    public static bool IsSame(AttributeData left, AttributeData right) =>
        SymbolEqualityComparer.Default.Equals(left.AttributeClass?.OriginalDefinition, right.AttributeClass?.OriginalDefinition);

    /// <summary>How many classes an enum makes: its distinct values.</summary>
    public static int ClassCount(ITypeSymbol type) =>
        type.GetMembers().OfType<IFieldSymbol>().Where(field => field.HasConstantValue).Select(field => field.ConstantValue).Distinct().Count();

    private static bool IsTorch(ITypeSymbol type, string name) =>
        type.Name == name && type.ContainingType is { Name: "torch", ContainingNamespace.Name: "TorchSharp" };
}
