using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MtlDsl.Generator.Parsing;

/// <summary>
/// Remembers what a class was parsed to for as long as nothing that it depends on has changed. A keystroke makes a new compilation, whose
/// symbols are all unbound: binding those of a hundred untouched models again takes fifty times as long as parsing the one that changed.
/// </summary>
/// <remarks>
/// A result stands while the class's own syntax, the files of the enums and records that it mentions, the references and the
/// <see cref="CompilationSurface"/> are the same. A class that depends on constants, by an attribute or a member of an enum, is not
/// remembered, since a constant can come from anywhere.
/// </remarks>
internal static class ParseCache
{
    private static readonly ConditionalWeakTable<SyntaxNode, Entry> Entries = new();

    /// <summary>Parses a class, or returns what it was parsed to before; null for a class that is no model.</summary>
    public static ParsedModel? Parse(TypeDeclarationSyntax syntax, SemanticModel semantics, CancellationToken cancellationToken)
    {
        Compilation compilation = semantics.Compilation;
        CompilationSurface surface = CompilationSurface.Of(compilation);
        if (Entries.TryGetValue(syntax, out Entry? known) && known.Surface.Equals(surface) && known.Dependencies.All(compilation.ContainsSyntaxTree))
            return known.Result;

        ParsedModel? result = null;
        HashSet<SyntaxTree> dependencies = [];
        bool mentionsConstants = MentionsConstants(syntax);
        if (semantics.GetDeclaredSymbol(syntax, cancellationToken) is INamedTypeSymbol type && HasModelAttribute(type, syntax))
        {
            result = ModelParser.Parse(type, compilation, sink: null, cancellationToken);
            List<SyntaxNode> declarations = Declarations(type);
            dependencies.UnionWith(declarations.Select(declaration => declaration.SyntaxTree));
            dependencies.UnionWith(Containers(type).SelectMany(container => container.DeclaringSyntaxReferences).Select(part => part.SyntaxTree));
            mentionsConstants |= declarations.Any(MentionsConstants);
        }
        if (!mentionsConstants)
        {
            Entries.Remove(syntax);
            Entries.GetValue(syntax, _ => new Entry(surface, dependencies, result));
        }
        return result;
    }

    /// <summary>Whether the attribute, or the first where the compiler reports a second one, stands on this part of the class.</summary>
    private static bool HasModelAttribute(INamedTypeSymbol type, TypeDeclarationSyntax syntax) =>
        type.GetAttributes().FirstOrDefault(KnownTypes.IsModelAttribute)?.ApplicationSyntaxReference is { } first
        && first.SyntaxTree == syntax.SyntaxTree
        && syntax.Span.Contains(first.Span);

    /// <summary>The parts of the class, and the enums and records that it mentions.</summary>
    private static List<SyntaxNode> Declarations(INamedTypeSymbol type)
    {
        var symbols = new HashSet<ISymbol>(SymbolEqualityComparer.Default) { type };
        foreach (ITypeSymbol strategy in type.GetAttributes().SelectMany(attribute => TypeArguments(attribute.AttributeClass)))
            AddWithProperties(strategy);
        foreach (IMethodSymbol method in type.GetMembers().OfType<IMethodSymbol>())
        {
            IEnumerable<AttributeData> attributes = method.GetAttributes().Concat(method.Parameters.SelectMany(parameter => parameter.GetAttributes()));
            foreach (ITypeSymbol argument in attributes.SelectMany(attribute => TypeArguments(attribute.AttributeClass)))
                AddWithProperties(argument);
        }
        return symbols.SelectMany(symbol => symbol.DeclaringSyntaxReferences).Select(reference => reference.GetSyntax()).ToList();

        void AddWithProperties(ITypeSymbol row)
        {
            for (ITypeSymbol? current = row; current is not null; current = current.BaseType)
            {
                symbols.Add(current);
                foreach (IPropertySymbol property in current.GetMembers().OfType<IPropertySymbol>())
                {
                    symbols.Add(property.Type);
                    symbols.UnionWith(TypeArguments(property.Type as INamedTypeSymbol));
                }
            }
        }
    }

    private static IEnumerable<INamedTypeSymbol> Containers(INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? container = type.ContainingType; container is not null; container = container.ContainingType)
            yield return container;
    }

    private static IEnumerable<ITypeSymbol> TypeArguments(INamedTypeSymbol? type) => type?.TypeArguments ?? Enumerable.Empty<ITypeSymbol>();

    private static bool MentionsConstants(SyntaxNode declaration) =>
        declaration.DescendantNodes()
            .Select(node => node switch
            {
                AttributeArgumentSyntax argument => argument.Expression,
                EnumMemberDeclarationSyntax member => member.EqualsValue?.Value,
                _ => null,
            })
            .Any(value => value is not null && !IsNameOf(value) && value.DescendantNodesAndSelf().Any(node => node is IdentifierNameSyntax));

    // What it gives is in its own text, whatever the name is of.
    private static bool IsNameOf(ExpressionSyntax value) =>
        value is InvocationExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: "nameof" } };

    private sealed class Entry(CompilationSurface surface, HashSet<SyntaxTree> dependencies, ParsedModel? result)
    {
        public CompilationSurface Surface => surface;

        public IReadOnlyCollection<SyntaxTree> Dependencies => dependencies;

        public ParsedModel? Result => result;
    }
}
