using System;
using System.Linq;
using MtlDsl.Generator.Diagnostics;
using MtlDsl.Generator.Specs;

namespace MtlDsl.Generator.Parsing;

/// <summary>What a custom node says that its output is, once it is known which of its parameters are sequences.</summary>
internal static class StatedShapes
{
    public static Shape? Of(NodeDraft node, Reporter reporter)
    {
        if (node.StatedShape is not { } stated || node.LengthOf is not { } name)
            return node.StatedShape;
        ParameterDraft? parameter = node.Parameters.FirstOrDefault(candidate => string.Equals(candidate.Name, name, StringComparison.OrdinalIgnoreCase));
        if (parameter is { IsMisread: true } or { IsLengths: false, Shape: null })
            return null;
        if (parameter?.Shape?.Sequence is { } sequence)
            return Shape.SequenceOf(sequence, [.. stated.Dimensions]);
        string reason = parameter is null ? "is no parameter of it" : $"is {parameter.Shape!.WithBatch}, which has no length that differs from example to example";
        reporter.Report(DiagnosticDescriptors.LengthOfNoSequence, StackParser.StatedShape(node.Method)!, node.Name, name, reason);
        return null;
    }
}
