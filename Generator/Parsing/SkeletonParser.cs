using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using MtlDsl.Generator.Specs;

namespace MtlDsl.Generator.Parsing;

/// <summary>
/// Reads what must be written for a model with errors so that only those errors show: the compiler would otherwise ask for the missing half
/// of every partial method, and for the base class that custom nodes and constructors use.
/// </summary>
internal static class SkeletonParser
{
    private static readonly SymbolDisplayFormat Signature = new(
        globalNamespaceStyle: SymbolDisplayGlobalNamespaceStyle.Included,
        typeQualificationStyle: SymbolDisplayTypeQualificationStyle.NameAndContainingTypesAndNamespaces,
        genericsOptions: SymbolDisplayGenericsOptions.IncludeTypeParameters | SymbolDisplayGenericsOptions.IncludeTypeConstraints,
        memberOptions: SymbolDisplayMemberOptions.IncludeParameters,
        parameterOptions: SymbolDisplayParameterOptions.IncludeName | SymbolDisplayParameterOptions.IncludeType
            | SymbolDisplayParameterOptions.IncludeParamsRefOut | SymbolDisplayParameterOptions.IncludeExtensionThis,
        miscellaneousOptions: SymbolDisplayMiscellaneousOptions.EscapeKeywordIdentifiers | SymbolDisplayMiscellaneousOptions.UseSpecialTypes
            | SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    private static readonly SymbolDisplayFormat Return =
        Signature.WithMemberOptions(SymbolDisplayMemberOptions.None);

    // These stand in one part of a partial method, or are errors in themselves.
    private static readonly SyntaxKind[] NotRepeated = [SyntaxKind.PartialKeyword, SyntaxKind.AsyncKeyword];

    /// <returns>Null where no other part of the class can be written.</returns>
    public static SkeletonSpec? Parse(INamedTypeSymbol type, ModelSpec? outline)
    {
        if (!TypeParser.CanBeCompleted(type))
            return null;
        List<IMethodSymbol> methods = type.GetMembers().OfType<IMethodSymbol>().Where(method => method.MethodKind == MethodKind.Ordinary).ToList();
        List<NodeMethod> written = methods.Select(NodeMethod.Of).OfType<NodeMethod>().ToList();
        bool isModule = IsModule(type);
        var unimplemented = written.Where(IsUnimplemented).Select(Declaration).Distinct().ToList();
        if (!TypeParser.IsPartial(type) && unimplemented.Count == 0)
            return null;
        var undefined = written.Where(method => method.LacksDefinition && IsClear(method) && IsOfModel(method, isModule && outline is not null)).Select(Declaration).ToList();
        return new SkeletonSpec(
            TypeParser.Parse(type),
            TypeParser.Header(type),
            IsModule: isModule,
            HasConstructor: TypeParser.Constructors(type).Any(TypeParser.IsGenerated),
            HasSummary: written.Any(method => method.Symbol is { Name: "Summary", IsOverride: true }),
            unimplemented.ToEquatableArray(),
            undefined.ToEquatableArray(),
            isModule ? outline : null);
    }

    /// <summary>Whether the class can derive from the runtime's model without an error or warning of its own.</summary>
    private static bool IsModule(INamedTypeSymbol type) =>
        type is { TypeKind: TypeKind.Class, IsRecord: false, IsStatic: false, Arity: 0 }
        && (type.BaseType is null or { SpecialType: SpecialType.System_Object } || KnownTypes.IsModelBase(type.BaseType))
        && !TypeParser.HasPrimaryConstructor(type)
        && !NameRules.IsGeneratedMember(type.Name)
        && TypeParser.Constructors(type).All(TypeParser.CallsGenerated)
        && !type.GetMembers().Any(member => GeneratedCode.IsWrittenByUser(member) && !member.IsOverride && KnownTypes.BaseMember(member.Name, type) is not null);

    /// <summary>Whether a node's body is missing. Of the other partial methods without a body, other generators take care.</summary>
    private static bool IsUnimplemented(NodeMethod method) =>
        method.IsPartial && !method.HasBody && method.HasAccessibility && IsClear(method)
        && (KnownTypes.IsTensor(method.Symbol.ReturnType) || method.Symbol.GetAttributes().Any(attribute => KnownTypes.RuntimeName(attribute) is not null));

    /// <summary>Whether a body without a definition is a node's, or the one that the generator defines in every model.</summary>
    private static bool IsOfModel(NodeMethod method, bool hasOutline) =>
        KnownTypes.IsTensor(method.Symbol.ReturnType) || (method.Symbol.Name == MemberRules.Modules && !hasOutline);

    /// <summary>Whether a method's types are known, so that they can be repeated elsewhere.</summary>
    private static bool IsClear(NodeMethod method) =>
        method.Symbol.ReturnType.TypeKind != TypeKind.Error && method.Symbol.Parameters.All(parameter => parameter.Type.TypeKind != TypeKind.Error && parameter.Name.Length > 0);

    private static string Declaration(NodeMethod method)
    {
        string modifiers = string.Concat(method.Modifiers.Where(token => !NotRepeated.Contains(token.Kind())).Select(token => token.Text + " "));
        string reference = method.Symbol.RefKind switch
        {
            RefKind.Ref => "ref ",
            RefKind.RefReadOnly => "ref readonly ",
            _ => "",
        };
        string returns = method.Symbol.ReturnsVoid ? "void" : method.Symbol.ReturnType.ToDisplayString(Return);
        return $"{modifiers}partial {reference}{returns} {method.Symbol.ToDisplayString(Signature)}";
    }
}

/// <summary>What is left of a model that has errors.</summary>
/// <param name="Header">How its part of the type begins.</param>
/// <param name="IsModule">Whether it can derive from the runtime's model.</param>
/// <param name="HasConstructor">Whether the user wrote the constructor (long, string).</param>
/// <param name="HasSummary">Whether the user wrote Summary().</param>
/// <param name="Unimplemented">The declarations of partial methods without a body.</param>
/// <param name="Undefined">The declarations of bodies without the partial method that they are of.</param>
/// <param name="Outline">What code elsewhere mentions of the model; null where that is not known.</param>
internal sealed record SkeletonSpec(
    TypeSpec Type,
    string Header,
    bool IsModule,
    bool HasConstructor,
    bool HasSummary,
    EquatableArray<string> Unimplemented,
    EquatableArray<string> Undefined,
    ModelSpec? Outline);
