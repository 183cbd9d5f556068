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
    public static TypeSpec? Parse(INamedTypeSymbol type, Reporter reporter)
    {
        if (UnfitKind(type) is { } kind)
        {
            reporter.Report(DiagnosticDescriptors.NotAClass, type, type.Name, kind);
            return null;
        }
        if (!IsPartial(type))
            reporter.Report(DiagnosticDescriptors.NotPartial, type, type.Name);
        if (IsGeneric(type))
            reporter.Report(DiagnosticDescriptors.GenericModel, type, type.Name);
        if (Base(type) is { } @base)
            reporter.Report(DiagnosticDescriptors.HasBase, type, type.Name, @base.Name);

        var containers = new List<string>();
        for (INamedTypeSymbol? container = type.ContainingType; container is not null; container = container.ContainingType)
        {
            if (!IsPartial(container))
                reporter.Report(DiagnosticDescriptors.ContainerNotPartial, type, type.Name, container.Name);
            containers.Insert(0, $"{(container.IsStatic ? "static " : "")}partial {Keyword(container)} {container.Name}");
        }
        if (reporter.HasErrors)
            return null;
        return new TypeSpec(
            type.ContainingNamespace.IsGlobalNamespace ? "" : type.ContainingNamespace.ToDisplayString(),
            containers.ToEquatableArray(),
            SyntaxFacts.GetText(type.DeclaredAccessibility),
            type.Name,
            MetadataName(type));
    }

    private static string? UnfitKind(INamedTypeSymbol type) => type switch
    {
        { TypeKind: TypeKind.Struct } => "a struct",
        { TypeKind: TypeKind.Interface } => "an interface",
        { IsRecord: true } => "a record",
        { IsStatic: true } => "static",
        { IsAbstract: true } => "abstract",
        _ => null,
    };

    private static bool IsPartial(INamedTypeSymbol type) =>
        type.DeclaringSyntaxReferences
            .Where(reference => !GeneratedCode.Contains(reference.SyntaxTree))
            .All(reference => reference.GetSyntax() is TypeDeclarationSyntax syntax && syntax.Modifiers.Any(SyntaxKind.PartialKeyword));

    private static bool IsGeneric(INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? current = type; current is not null; current = current.ContainingType)
            if (current.Arity > 0)
                return true;
        return false;
    }

    private static INamedTypeSymbol? Base(INamedTypeSymbol type) =>
        type.BaseType is { SpecialType: not SpecialType.System_Object } @base && !KnownTypes.IsModelBase(@base) ? @base : null;

    private static string Keyword(INamedTypeSymbol type) => type switch
    {
        { IsRecord: true, TypeKind: TypeKind.Struct } => "record struct",
        { IsRecord: true } => "record",
        { TypeKind: TypeKind.Struct } => "struct",
        { TypeKind: TypeKind.Interface } => "interface",
        _ => "class",
    };

    private static string MetadataName(INamedTypeSymbol type)
    {
        string name = type.MetadataName;
        for (INamedTypeSymbol? container = type.ContainingType; container is not null; container = container.ContainingType)
            name = container.MetadataName + "+" + name;
        return type.ContainingNamespace.IsGlobalNamespace ? name : type.ContainingNamespace.ToDisplayString() + "." + name;
    }
}
