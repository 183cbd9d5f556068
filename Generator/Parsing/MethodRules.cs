using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using MtlDsl.Generator.Diagnostics;

namespace MtlDsl.Generator.Parsing;

/// <summary>Checks that a node's method has the form of one: an instance method, public partial or with a body, that returns a Tensor.</summary>
internal static class MethodRules
{
    private static readonly SyntaxKind[] Unfit =
    [
        SyntaxKind.StaticKeyword, SyntaxKind.AsyncKeyword, SyntaxKind.VirtualKeyword, SyntaxKind.AbstractKeyword, SyntaxKind.OverrideKeyword,
        SyntaxKind.ExternKeyword,
    ];

    // Both parts of a partial method must have these, and the generated part has not.
    private static readonly SyntaxKind[] UnfitForPartial = [SyntaxKind.UnsafeKeyword, SyntaxKind.NewKeyword];

    public static void Check(NodeDraft node, Reporter reporter)
    {
        NodeMethod method = node.Declaration;
        if (UnfitKind(method) is { } kind)
            reporter.Report(DiagnosticDescriptors.WrongMethodKind, node.Method, node.Name, kind);
        else if (method.IsPartial && method.HasBody)
            reporter.Report(DiagnosticDescriptors.PartialWithBody, node.Method, node.Name);
        else if (!method.IsPartial && !method.HasBody)
            reporter.Report(DiagnosticDescriptors.NotPublicPartial, node.Method, node.Name, "has no body and is not partial");
        else if (method.IsPartial && !method.HasAccessibility && !node.Method.ReturnsVoid)
            reporter.Report(
                DiagnosticDescriptors.NotPublicPartial, node.Method, node.Name, "has no accessibility, which a partial method that returns something needs");
        CheckReturnType(node, reporter);
    }

    private static string? UnfitKind(NodeMethod method)
    {
        if (method.Symbol.IsGenericMethod)
            return "generic";
        if (method.Symbol.IsExtensionMethod)
            return "an extension method";
        SyntaxKind modifier = Unfit.Concat(method.HasBody ? [] : UnfitForPartial).FirstOrDefault(method.Has);
        return modifier == SyntaxKind.None ? null : SyntaxFacts.GetText(modifier);
    }

    private static void CheckReturnType(NodeDraft node, Reporter reporter)
    {
        IMethodSymbol method = node.Method;
        if (method.ReturnType.TypeKind == TypeKind.Error)
            reporter.LeaveToCompiler();
        else if (!KnownTypes.IsTensor(method.ReturnType) || method.RefKind != RefKind.None || method.ReturnNullableAnnotation == NullableAnnotation.Annotated)
            reporter.Report(
                DiagnosticDescriptors.WrongReturnType, () => node.Declaration.ReturnType.GetLocation(), node.Name, node.Declaration.ReturnType.ToString());
    }
}
