using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using MtlDsl.Generator.Diagnostics;

namespace MtlDsl.Generator.Parsing;

/// <summary>The parts of the loop that the user may write instead of the generator, and how the rest of the generated code calls them.</summary>
internal static class ReplacementRules
{
    /// <summary>A method's types by their names as they are written: the generated ones do not exist yet.</summary>
    private sealed record Signature(string Returns, string[] Parameters)
    {
        public bool IsOf(MethodDeclarationSyntax method) =>
            method.Arity == 0 && Name(method.ReturnType) == Returns
            && method.ParameterList.Parameters.Select(parameter => Name(parameter.Type)).SequenceEqual(Parameters);

        public string Display(string name) => $"{Returns} {name}({string.Join(", ", Parameters)})";

        private static string? Name(TypeSyntax? type) => type switch
        {
            NullableTypeSyntax nullable => Name(nullable.ElementType),
            QualifiedNameSyntax qualified => Name(qualified.Right),
            AliasQualifiedNameSyntax alias => Name(alias.Name),
            SimpleNameSyntax simple => simple.Identifier.ValueText,
            _ => type?.ToString(),
        };
    }

    // What nothing generated calls may have any signature.
    private static readonly Dictionary<string, Signature?> Signatures = new()
    {
        ["Forward"] = new("Outputs", ["Inputs"]),
        ["JointLoss"] = new("Losses", ["Outputs", "Targets"]),
        ["TrainStep"] = new("Losses", ["Inputs", "Targets", "ArenaOptimizer"]),
        ["Fit"] = new("History", ["ExampleSource", "ExampleSource", "FitOptions", "IProgress", "CancellationToken"]),
        ["FitAsync"] = null,
        ["FindLearningRate"] = null,
        ["Evaluate"] = null,
        ["Predict"] = null,
        ["Summary"] = new("ModelSummary", []),
    };

    public static bool IsReplaceable(string name) => Signatures.ContainsKey(name);

    /// <summary>The names of the parts that the user wrote, CreateModules among them.</summary>
    public static IEnumerable<string> HandWritten(INamedTypeSymbol type) =>
        type.GetMembers().OfType<IMethodSymbol>()
            .Where(method => method.MethodKind == MethodKind.Ordinary && (IsReplaceable(method.Name) || method.Name == MemberRules.Modules))
            .Where(method => NodeMethod.Of(method) is not null)
            .Select(method => method.Name)
            .Distinct();

    public static void Check(ModelContext context)
    {
        HashSet<string> written = new(HandWritten(context.Type));
        foreach (var methods in Written(context.Type).Where(methods => context.Nodes.All(node => node.Name != methods.Key)))
        {
            // Only the generated FitAsync calls Fit.
            bool isCalled = methods.Key != "Fit" || !written.Contains("FitAsync");
            if (isCalled && Signatures[methods.Key] is { } signature && !methods.SelectMany(Declarations).Any(signature.IsOf))
                context.Reporter.Report(DiagnosticDescriptors.WrongReplacement, methods.First(), methods.Key, signature.Display(methods.Key));
        }
    }

    private static IEnumerable<IGrouping<string, IMethodSymbol>> Written(INamedTypeSymbol type) =>
        type.GetMembers().OfType<IMethodSymbol>()
            .Where(method => method.MethodKind == MethodKind.Ordinary && IsReplaceable(method.Name) && GeneratedCode.IsWrittenByUser(method))
            .GroupBy(method => method.Name);

    private static IEnumerable<MethodDeclarationSyntax> Declarations(IMethodSymbol method) =>
        method.DeclaringSyntaxReferences.Select(reference => reference.GetSyntax()).OfType<MethodDeclarationSyntax>();
}
