using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using MtlDsl.Generator.Diagnostics;
using MtlDsl.Generator.Specs;

namespace MtlDsl.Generator.Parsing;

/// <summary>Checks that a class can be completed by the generator, and reads where it stands.</summary>
internal static class TypeParser
{
    /// <returns>Whether it is a class at all, so that it is worth reading.</returns>
    public static bool Check(INamedTypeSymbol type, Reporter reporter)
    {
        if (UnfitKind(type) is { } kind)
        {
            reporter.Report(DiagnosticDescriptors.NotAClass, type, type.Name, kind);
            return false;
        }
        if (!IsPartial(type))
            reporter.Report(DiagnosticDescriptors.NotPartial, type, type.Name);
        if (Types(type).Any(each => each.Arity > 0))
            reporter.Report(DiagnosticDescriptors.GenericModel, type, type.Name);
        foreach (INamedTypeSymbol container in Types(type).Skip(1).Where(container => !IsPartial(container)))
            reporter.Report(DiagnosticDescriptors.ContainerNotPartial, type, type.Name, container.Name);
        CheckBase(type, reporter);
        CheckConstructors(type, reporter);
        return true;
    }

    public static TypeSpec Parse(INamedTypeSymbol type) => new(
        Escaped(type.ContainingNamespace),
        Types(type).Skip(1).Reverse().Select(Header).ToEquatableArray(),
        type.Name,
        MetadataName(type));

    /// <summary>How another part of a type begins: static partial class Outer&lt;T&gt;.</summary>
    public static string Header(INamedTypeSymbol type)
    {
        string parameters = type.Arity == 0 ? "" : $"<{string.Join(", ", type.TypeParameters.Select(parameter => parameter.Name))}>";
        return $"{(type.IsStatic ? "static " : "")}partial {Keyword(type)} {CSharpName.Of(type.Name)}{parameters}";
    }

    /// <summary>
    /// Whether another part of the type can be written. Where a type is not partial, the compiler says so once, instead of asking for the
    /// other half of every partial method.
    /// </summary>
    public static bool CanBeCompleted(INamedTypeSymbol type) => !type.IsStatic && Types(type).All(each => !each.IsFileLocal);

    private static string? UnfitKind(INamedTypeSymbol type) => type switch
    {
        { TypeKind: TypeKind.Struct } => "a struct",
        { TypeKind: TypeKind.Interface } => "an interface",
        { IsRecord: true } => "a record",
        { IsStatic: true } => "static",
        { IsAbstract: true } => "abstract",
        _ when Types(type).Any(each => each.IsFileLocal) => "file-local, and the generator writes another file",
        _ => null,
    };

    public static bool IsPartial(INamedTypeSymbol type) =>
        Written(type).All(syntax => syntax.Modifiers.Any(SyntaxKind.PartialKeyword));

    private static void CheckBase(INamedTypeSymbol type, Reporter reporter)
    {
        if (type.BaseType is not { SpecialType: not SpecialType.System_Object } @base || KnownTypes.IsModelBase(@base))
            return;
        if (@base.TypeKind == TypeKind.Error)
            reporter.LeaveToCompiler();
        else
            reporter.Report(DiagnosticDescriptors.HasBase, type, type.Name, @base.Name);
    }

    /// <summary>A constructor of the user's must end in the generated one, which makes the modules.</summary>
    private static void CheckConstructors(INamedTypeSymbol type, Reporter reporter)
    {
        if (HasPrimaryConstructor(type))
            reporter.Report(DiagnosticDescriptors.OwnConstructor, type, type.Name, "has a primary constructor, which the generated one would have to call");
        foreach (IMethodSymbol constructor in Constructors(type))
        {
            if (IsGenerated(constructor))
                reporter.Report(DiagnosticDescriptors.OwnConstructor, constructor, type.Name, "declares the constructor (long, string), which the generator writes itself");
            else if (!CallsGenerated(constructor))
                reporter.Report(DiagnosticDescriptors.OwnConstructor, constructor, type.Name, "declares a constructor that does not call the generated one");
        }
    }

    /// <summary>The instance constructors that the user wrote.</summary>
    public static IEnumerable<IMethodSymbol> Constructors(INamedTypeSymbol type) =>
        type.InstanceConstructors.Where(constructor => GeneratedCode.IsWrittenByUser(constructor) && Syntax(constructor) is not null);

    public static bool CallsGenerated(IMethodSymbol constructor) =>
        Syntax(constructor)?.Initializer?.IsKind(SyntaxKind.ThisConstructorInitializer) == true;

    private static ConstructorDeclarationSyntax? Syntax(IMethodSymbol constructor) =>
        constructor.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() as ConstructorDeclarationSyntax;

    public static bool HasPrimaryConstructor(INamedTypeSymbol type) => Written(type).Any(part => part.ParameterList is not null);

    /// <summary>Whether a constructor has the signature of the generated one.</summary>
    public static bool IsGenerated(IMethodSymbol constructor) =>
        constructor.Parameters.Length == 2
        && constructor.Parameters[0].Type.SpecialType == SpecialType.System_Int64
        && constructor.Parameters[1].Type.SpecialType == SpecialType.System_String;

    private static IEnumerable<TypeDeclarationSyntax> Written(INamedTypeSymbol type) =>
        type.DeclaringSyntaxReferences
            .Where(reference => !GeneratedCode.Contains(reference.SyntaxTree))
            .Select(reference => reference.GetSyntax())
            .OfType<TypeDeclarationSyntax>();

    /// <summary>A type and what it is nested in, from the inside out.</summary>
    private static IEnumerable<INamedTypeSymbol> Types(INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? current = type; current is not null; current = current.ContainingType)
            yield return current;
    }

    private static string Keyword(INamedTypeSymbol type) => type switch
    {
        { IsRecord: true, TypeKind: TypeKind.Struct } => "record struct",
        { IsRecord: true } => "record",
        { TypeKind: TypeKind.Struct } => "struct",
        { TypeKind: TypeKind.Interface } => "interface",
        _ => "class",
    };

    private static IEnumerable<string> Segments(INamespaceSymbol @namespace)
    {
        for (INamespaceSymbol current = @namespace; !current.IsGlobalNamespace; current = current.ContainingNamespace)
            yield return current.Name;
    }

    private static string Escaped(INamespaceSymbol @namespace) => string.Join(".", Segments(@namespace).Reverse().Select(CSharpName.Of));

    private static string MetadataName(INamedTypeSymbol type) =>
        string.Join(".", Segments(type.ContainingNamespace).Reverse().Append(string.Join("+", Types(type).Reverse().Select(each => each.MetadataName))));
}
