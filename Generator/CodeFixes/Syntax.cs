using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MtlDsl.CodeFixes;

/// <summary>What the fixes do to syntax.</summary>
internal static class Syntax
{
    /// <summary>The innermost node of a kind at the diagnostic.</summary>
    public static async Task<TNode?> FindAsync<TNode>(this CodeFixContext context) where TNode : SyntaxNode
    {
        SyntaxNode? root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        return root?.FindNode(context.Span).FirstAncestorOrSelf<TNode>();
    }

    public static async Task<Document> ReplaceAsync<TNode>(
        this Document document, IEnumerable<TNode> nodes, Func<TNode, SyntaxNode> replacement, CancellationToken cancellationToken) where TNode : SyntaxNode
    {
        SyntaxNode? root = await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false);
        return document.WithSyntaxRoot(root!.ReplaceNodes(nodes, (_, current) => replacement(current)));
    }

    /// <summary>Adds a modifier at the end, where partial has to stand.</summary>
    public static TMember WithModifier<TMember>(this TMember member, SyntaxKind modifier) where TMember : MemberDeclarationSyntax =>
        member.Modifiers.Count == 0
            ? member.WithFirstModifier(modifier)
            : (TMember)member.WithModifiers(member.Modifiers.Add(Token(modifier)));

    public static TMember WithFirstModifier<TMember>(this TMember member, SyntaxKind modifier) where TMember : MemberDeclarationSyntax
    {
        // The token that begins the declaration hands its indentation over to the modifier.
        SyntaxToken first = member.AttributeLists.LastOrDefault()?.GetLastToken().GetNextToken() ?? member.GetFirstToken();
        TMember bare = member.ReplaceToken(first, first.WithLeadingTrivia());
        return (TMember)bare.WithModifiers(bare.Modifiers.Insert(0, Token(modifier).WithLeadingTrivia(first.LeadingTrivia)));
    }

    private static SyntaxToken Token(SyntaxKind kind) => SyntaxFactory.Token(kind).WithTrailingTrivia(SyntaxFactory.Space);
}
