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
/// <see cref="CompilationSurface"/> are the same. A class whose attributes mention constants is not remembered, since a constant can come
/// from anywhere.
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
        List<SyntaxTree> dependencies = [];
        if (semantics.GetDeclaredSymbol(syntax, cancellationToken) is INamedTypeSymbol type && HasModelAttribute(type, syntax))
        {
            result = ModelParser.Parse(type, compilation, sink: null, cancellationToken);
            dependencies = Dependencies(type);
        }
        if (!MentionsConstants(syntax))
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

    private static List<SyntaxTree> Dependencies(INamedTypeSymbol type)
    {
        var trees = new HashSet<SyntaxTree>();
        for (INamedTypeSymbol? part = type; part is not null; part = part.ContainingType)
            Add(part);
        foreach (IMethodSymbol method in type.GetMembers().OfType<IMethodSymbol>())
        {
            IEnumerable<AttributeData> attributes = method.GetAttributes().Concat(method.Parameters.SelectMany(parameter => parameter.GetAttributes()));
            foreach (ITypeSymbol argument in attributes.SelectMany(attribute => TypeArguments(attribute.AttributeClass)))
                AddWithProperties(argument);
        }
        return trees.ToList();

        void Add(ITypeSymbol symbol)
        {
            foreach (SyntaxReference reference in symbol.DeclaringSyntaxReferences)
                trees.Add(reference.SyntaxTree);
        }

        void AddWithProperties(ITypeSymbol row)
        {
            for (ITypeSymbol? current = row; current is not null; current = current.BaseType)
            {
                Add(current);
                foreach (IPropertySymbol property in current.GetMembers().OfType<IPropertySymbol>())
                {
                    Add(property.Type);
                    foreach (ITypeSymbol argument in TypeArguments(property.Type as INamedTypeSymbol))
                        Add(argument);
                }
            }
        }
    }

    private static IEnumerable<ITypeSymbol> TypeArguments(INamedTypeSymbol? type) => type?.TypeArguments ?? Enumerable.Empty<ITypeSymbol>();

    private static bool MentionsConstants(TypeDeclarationSyntax syntax) =>
        syntax.DescendantNodes()
            .OfType<AttributeArgumentSyntax>()
            .Any(argument => argument.Expression.DescendantNodesAndSelf().Any(node => node is IdentifierNameSyntax));

    private sealed class Entry(CompilationSurface surface, List<SyntaxTree> dependencies, ParsedModel? result)
    {
        public CompilationSurface Surface => surface;

        public List<SyntaxTree> Dependencies => dependencies;

        public ParsedModel? Result => result;
    }
}
