using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using MtlDsl.Generator.Diagnostics;
using MtlDsl.Generator.Losses;
using MtlDsl.Generator.Specs;

namespace MtlDsl.Generator.Parsing;

/// <summary>
/// Reads the outline of a model with errors: what code elsewhere mentions of it. Its records, data set and loop are written all the same, so
/// that one wrong layer does not make an error of every line that trains or saves the model.
/// </summary>
internal static class OutlineParser
{
    // With these the records and the loop would not compile themselves.
    private static readonly HashSet<DiagnosticDescriptor> Prohibitive =
    [
        DiagnosticDescriptors.GenericModel, DiagnosticDescriptors.HasBase, DiagnosticDescriptors.MemberOfModelTaken, DiagnosticDescriptors.HiddenName,
        DiagnosticDescriptors.OwnConstructor, DiagnosticDescriptors.WrongReplacement, DiagnosticDescriptors.DuplicateName,
        DiagnosticDescriptors.LessAccessible, DiagnosticDescriptors.LabelTypeMismatch, DiagnosticDescriptors.ReservedName, DiagnosticDescriptors.KeywordName,
    ];

    private static readonly Shape Unknown = Shape.Of(1);

    /// <returns>Null where there is too little to go by.</returns>
    public static ModelSpec? Parse(ModelContext context, List<FieldSpec> fields)
    {
        List<NodeSpec> tasks = context.Nodes.Where(node => node.IsTask).Select(Task).ToList();
        if (tasks.Count == 0 || context.Inputs.Count == 0 || context.Reporter.Errors.Any(Prohibitive.Contains))
            return null;
        return new ModelSpec(
            TypeParser.Parse(context.Type),
            context.Inputs.Select(input => Input(input, context)).ToEquatableArray(),
            tasks.ToEquatableArray(),
            fields.ToEquatableArray(),
            ReplacementRules.HandWritten(context.Type).OrderBy(name => name, System.StringComparer.Ordinal).ToEquatableArray());
    }

    private static InputSpec Input(InputDraft input, ModelContext context)
    {
        if (input.Spec is not { } spec)
            return SequenceParser.Outline(input.Name, KnownTypes.RuntimeName(input.Declaration.Input!)) ?? new InputSpec(input.Name, Unknown, Row: null);
        if (spec.Row is not { } row)
            return spec;
        // A label whose loss is not known yet has no type to be converted to.
        IEnumerable<LabelSpec> labels = row.Labels.Where(label =>
            context.Labels.Any(known => known.Task.Name == label.Task && LabelTypes.Fits(known.Property.Type, known.Task)));
        return spec with { Row = row with { Labels = labels.ToEquatableArray() } };
    }

    private static NodeSpec Task(NodeDraft node) => new(
        node.Name,
        Method: null,
        Reads: EquatableArray<EdgeSpec>.Empty,
        Join.Concat,
        Unknown,
        EquatableArray<AppliedLayer>.Empty,
        node.Output ?? Unknown,
        new TaskSpec(Plain(node.Loss), Weight: 1, node.Enum?.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat)),
        new[] { node.Name }.ToEquatableArray());

    /// <summary>The loss without its numbers, which may be what is wrong.</summary>
    private static LossSpec Plain(LossSpec? loss) => loss switch
    {
        CrossEntropyLoss => new CrossEntropyLoss(LabelSmoothing: 0, ClassWeights: null),
        MultiLabelLoss => new MultiLabelLoss(PositiveWeights: null),
        BinaryCrossEntropyLoss => new BinaryCrossEntropyLoss(PositiveWeight: 1),
        null => new MeanSquaredErrorLoss(),
        _ => loss,
    };
}
