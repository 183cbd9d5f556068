using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using MtlDsl.Generator.Diagnostics;
using MtlDsl.Generator.Specs;

namespace MtlDsl.Generator.Parsing;

/// <summary>Reads the parameters of a node: their types and attributes, not yet what they name.</summary>
internal static class ParameterParser
{
    public static void Parse(NodeDraft node, Reporter reporter)
    {
        if (node.Method.Parameters.IsEmpty)
            reporter.Report(DiagnosticDescriptors.NoParameters, node.Method, node.Name);
        foreach (IParameterSymbol symbol in node.Method.Parameters)
        {
            if (symbol.Name.Length == 0)
            {
                // Not typed yet.
                reporter.LeaveToCompiler();
                continue;
            }
            var parameter = new ParameterDraft(symbol);
            CheckType(node, parameter, reporter);
            foreach (AttributeData attribute in symbol.GetAttributes())
                ParseAttribute(node, parameter, attribute, reporter);
            node.Parameters.Add(parameter);
        }
    }

    private static void ParseAttribute(NodeDraft node, ParameterDraft parameter, AttributeData attribute, Reporter reporter)
    {
        switch (KnownTypes.RuntimeName(attribute))
        {
            case not null when IsInput(attribute) && parameter.Input is not null && !KnownTypes.IsSame(parameter.Input, attribute):
                reporter.Report(DiagnosticDescriptors.TwoInputs, attribute, parameter.Name, node.Name, Display(parameter.Input), Display(attribute));
                break;
            case not null when IsInput(attribute):
                parameter.Input = attribute;
                break;
            case "Detach":
                parameter.Detach = true;
                break;
            case "Numeric" or "Categorical":
                string kind = KnownTypes.RuntimeName(attribute)!;
                parameter.IsMisread = true;
                reporter.Report(DiagnosticDescriptors.ColumnOnParameter, attribute, parameter.Name, node.Name, kind);
                break;
        }
    }

    /// <summary>Whether an attribute makes a parameter an input.</summary>
    public static bool IsInput(AttributeData attribute) => KnownTypes.RuntimeName(attribute) is "Input" or "Sequence" or "Tokens";

    private static string Display(AttributeData attribute) =>
        KnownTypes.ShortName(attribute.AttributeClass!) + (attribute.AttributeClass!.TypeArguments is { Length: 1 } ? "<TRow>" : "(...)");

    private static void CheckType(NodeDraft node, ParameterDraft parameter, Reporter reporter)
    {
        IParameterSymbol symbol = parameter.Symbol;
        parameter.IsMisread = !KnownTypes.IsTensor(symbol.Type);
        if (symbol.Type.TypeKind == TypeKind.Error)
        {
            reporter.LeaveToCompiler();
            return;
        }
        if (parameter.IsMisread)
        {
            string type = symbol.Type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat);
            string advice = RowParser.HasColumns(symbol.Type)
                ? $": write '[Input<{type}>] Tensor {symbol.Name}' to read it from records"
                : $": write 'Tensor {symbol.Name}'";
            reporter.Report(DiagnosticDescriptors.WrongParameterType, () => TypeLocation(symbol), symbol.Name, node.Name, type, advice);
            return;
        }
        string? kind = symbol switch
        {
            { RefKind: not RefKind.None } => "passed by reference",
            { ScopedKind: not ScopedKind.None } => "scoped",
            { IsThis: true } => "a receiver",
            { IsOptional: true } => "optional",
            { NullableAnnotation: NullableAnnotation.Annotated } => "nullable",
            _ => null,
        };
        if (kind is not null)
            reporter.Report(DiagnosticDescriptors.WrongParameterKind, symbol, symbol.Name, node.Name, kind);
    }

    private static Location TypeLocation(IParameterSymbol symbol) =>
        symbol.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() is ParameterSyntax { Type: { } type }
            ? type.GetLocation()
            : Reporter.Origin(symbol);

    /// <summary>Reads the input that a parameter declares; null where its attribute is wrong.</summary>
    /// <param name="name">The input's name, as its first parameter has it.</param>
    public static InputSpec? ParseInput(NodeDraft node, ParameterDraft parameter, string name, ModelContext context)
    {
        var reader = new AttributeReader(parameter.Input!, context.Reporter);
        if (!reader.IsBound)
        {
            context.Reporter.LeaveToCompiler();
            return null;
        }
        if (parameter.Input!.AttributeClass!.TypeArguments is { Length: 1 } arguments)
            return RowParser.Parse(parameter, arguments[0], context);
        if (reader.Name is "Sequence" or "Tokens")
            return SequenceParser.Parse(name, reader);
        int[] dimensions = reader.Ints(0);
        if (dimensions.Length == 0)
        {
            reader.Report(DiagnosticDescriptors.InputWithoutShape, parameter.Name, node.Name);
            return null;
        }
        return reader.Shape(dimensions, $"A dimension of input '{parameter.Name}'", $"Input '{parameter.Name}'") is { } shape
            ? new InputSpec(parameter.Name, shape, Row: null)
            : null;
    }
}
