using System;
using System.Collections.Immutable;
using System.Linq;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MtlDsl.Generator.Parsing;

/// <summary>
/// What of a compilation can change the meaning of a name in a file that has not changed: the references, and, of every file, its
/// namespaces, global usings and the types that it declares with their modifiers and bases. What stands inside members does not count.
/// </summary>
internal sealed class CompilationSurface : IEquatable<CompilationSurface>
{
    private static readonly ConditionalWeakTable<Compilation, CompilationSurface> Compilations = new();
    private static readonly ConditionalWeakTable<SyntaxTree, StrongBox<ulong>> Trees = new();

    private readonly ImmutableArray<MetadataReference> _references;
    private readonly CompilationOptions _options;
    private readonly ulong _declarations;

    private CompilationSurface(Compilation compilation)
    {
        _references = compilation.ExternalReferences;
        _options = compilation.Options;
        // A sum does not depend on the order of the files.
        foreach (SyntaxTree tree in compilation.SyntaxTrees)
            _declarations = unchecked(_declarations + Trees.GetValue(tree, key => new StrongBox<ulong>(Declarations(key))).Value);
    }

    public static CompilationSurface Of(Compilation compilation) => Compilations.GetValue(compilation, key => new CompilationSurface(key));

    public bool Equals(CompilationSurface? other) =>
        other is not null
        && _declarations == other._declarations
        && _options.Equals(other._options)
        && (_references == other._references || _references.SequenceEqual(other._references));

    public override bool Equals(object? obj) => Equals(obj as CompilationSurface);

    public override int GetHashCode() => _declarations.GetHashCode();

    private static ulong Declarations(SyntaxTree tree)
    {
        var hash = new Fnv();
        var root = (CompilationUnitSyntax)tree.GetRoot();
        foreach (UsingDirectiveSyntax directive in root.Usings)
            if (directive.GlobalKeyword.IsKind(SyntaxKind.GlobalKeyword))
                hash.Add(directive.ToString());
        Visit(root, hash);
        return hash.Value;
    }

    private static void Visit(SyntaxNode node, Fnv hash)
    {
        foreach (SyntaxNode child in node.ChildNodes())
        {
            switch (child)
            {
                case BaseNamespaceDeclarationSyntax @namespace:
                    hash.Add("namespace " + @namespace.Name);
                    Visit(child, hash);
                    hash.Add("}");
                    break;
                case BaseTypeDeclarationSyntax type:
                    hash.Add($"{type.Modifiers} {type.Kind()} {type.Identifier.ValueText}{(type as TypeDeclarationSyntax)?.TypeParameterList} {type.BaseList}");
                    Visit(child, hash);
                    hash.Add("}");
                    break;
                case DelegateDeclarationSyntax @delegate:
                    hash.Add("delegate " + @delegate.Identifier.ValueText);
                    break;
            }
        }
    }

    // FNV-1a, 64 bits (Fowler, Noll and Vo).
    private sealed class Fnv
    {
        public ulong Value { get; private set; } = 14695981039346656037;

        public void Add(string text)
        {
            foreach (char c in text)
                Value = unchecked((Value ^ c) * 1099511628211);
            Value = unchecked((Value ^ '\n') * 1099511628211);
        }
    }
}
