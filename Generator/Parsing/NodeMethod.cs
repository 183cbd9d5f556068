using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MtlDsl.Generator.Parsing;

/// <summary>A method as the user wrote it, whatever part of it the generator has completed.</summary>
internal sealed class NodeMethod
{
    private readonly List<MethodDeclarationSyntax> _parts;

    private NodeMethod(IMethodSymbol symbol, List<MethodDeclarationSyntax> parts) => (Symbol, _parts) = (symbol, parts);

    /// <summary>The part that the user wrote.</summary>
    public IMethodSymbol Symbol { get; }

    public bool IsPartial => Has(SyntaxKind.PartialKeyword);

    public bool HasBody => _parts.Any(part => part.Body is not null || part.ExpressionBody is not null);

    /// <summary>Whether the user wrote an implementing part without the part that it implements.</summary>
    public bool LacksDefinition => IsPartial && HasBody && _parts.Count == 1;

    public bool HasAccessibility =>
        Has(SyntaxKind.PublicKeyword) || Has(SyntaxKind.InternalKeyword) || Has(SyntaxKind.ProtectedKeyword) || Has(SyntaxKind.PrivateKeyword);

    public IEnumerable<SyntaxToken> Modifiers => _parts[0].Modifiers;

    public TypeSyntax ReturnType => _parts[0].ReturnType;

    public bool Has(SyntaxKind modifier) => _parts.Any(part => part.Modifiers.Any(modifier));

    /// <summary>Reads an ordinary method; null for one that the user did not write, or whose name is not typed yet.</summary>
    public static NodeMethod? Of(IMethodSymbol method)
    {
        List<MethodDeclarationSyntax> parts = [.. Written(method), .. Written(method.PartialImplementationPart)];
        if (parts.Count == 0 || method.Name.Length == 0)
            return null;
        bool onlyImplemented = method.PartialImplementationPart is not null && !GeneratedCode.IsWrittenByUser(method);
        return new NodeMethod(onlyImplemented ? method.PartialImplementationPart! : method, parts);
    }

    private static IEnumerable<MethodDeclarationSyntax> Written(IMethodSymbol? method) =>
        method is null ? [] : method.DeclaringSyntaxReferences
            .Where(reference => !GeneratedCode.Contains(reference.SyntaxTree))
            .Select(reference => reference.GetSyntax())
            .OfType<MethodDeclarationSyntax>();
}
