using System.Collections.Generic;
using System.Linq;
using MtlDsl.Generator.Specs;

namespace MtlDsl.Generator.Emit;

/// <summary>Writes the records that carry data through the model: one typed member per input or task.</summary>
internal static class ContractsEmitter
{
    public static void Emit(SourceWriter writer, EmittedModel model)
    {
        Record(writer, "A batch of inputs.", "Inputs", model.Inputs.SelectMany(InputMembers));
        Record(writer, "The labels of a batch. A mask is 1 where a row has the label, 0 where it is missing, null where none is.", "Targets",
            model.Tasks.Select(Target).Concat(model.Tasks.Select(task =>
                (task.Name + "Mask", "Tensor?", $"Which rows have a label of {task.Name}, (batch); null where all have.", (string?)"null"))));
        Record(writer, "What the tasks compute of a batch.", "Outputs", model.Tasks.Select(task =>
            (task.Name, "Tensor", $"{Subject(task)} {task.Node.Output.WithBatch}.", (string?)null)));
        Record(writer, "The losses of a batch: scalars that the gradient flows from.", "Losses",
            Joint("Tensor", RemarksEmitter.Escape(RemarksEmitter.JointLoss(model)) + ".").Concat(model.Tasks.Select(task =>
                (task.Name, "Tensor", $"{RemarksEmitter.Escape(task.Task.Loss.Formula(task.Name))}.", (string?)null))));
        LossValues(writer, model);
        Metrics(writer, model);
        Record(writer, "What the model says of one example.", "Prediction", model.Tasks.Select(task =>
            (task.Name, task.Types.Prediction, $"The prediction of {task.Name}.", (string?)null)));
        Records(writer, model);
    }

    /// <summary>Writes a record and what its members mean.</summary>
    public static void Record(
        SourceWriter writer, string summary, string name, IEnumerable<(string Name, string Type, string Doc, string? Default)> members,
        string suffix = ";")
    {
        var list = members.ToList();
        writer.Line($"/// <summary>{summary}</summary>");
        foreach (var member in list)
            writer.Line($"/// <param name=\"{member.Name}\">{member.Doc}</param>");
        IEnumerable<string> parameters = list.Select(member => $"{member.Type} {member.Name}{(member.Default is null ? "" : $" = {member.Default}")}");
        writer.Line($"public sealed record {name}({string.Join(", ", parameters)}){suffix}");
        if (suffix.EndsWith(";", System.StringComparison.Ordinal))
            writer.Line();
    }

    private static IEnumerable<(string, string, string, string?)> Joint(string type, string doc) => [("Joint", type, doc, null)];

    private static (string, string, string, string?)[] InputMembers(InputSpec input) => input switch
    {
        { Row: { } row } => [(input.Member, "global::MtlDsl.RecordColumns", $"The columns of {RemarksEmitter.Escape(row.Name)}, as they are.", null)],
        { Shape.IsSequence: true } => SequenceEmitter.Members(input),
        _ => [(input.Member, "Tensor", $"{input.Shape.WithBatch}.", null)],
    };

    private static (string, string, string, string?) Target(EmittedTask task) =>
        (task.Name, "Tensor", TargetDoc(task), null);

    private static string TargetDoc(EmittedTask task) => task.Task.Loss is Losses.CrossEntropyLoss
        ? "Class indices, int64 (batch)."
        : $"float32 {task.Node.Output.WithBatch}.";

    private static string Subject(EmittedTask task) => task.Task.Loss is Losses.RegressionLoss ? "Values" : "Logits";

    private static void LossValues(SourceWriter writer, EmittedModel model)
    {
        Record(writer, "The mean losses of an epoch.", "LossValues",
            Joint("double", "The joint loss.").Concat(model.Tasks.Select(task => (task.Name, "double", $"The loss of {task.Name}.", (string?)null))),
            suffix: " : global::MtlDsl.EpochLosses(Joint)");
        writer.Open();
        writer.Line("/// <inheritdoc/>");
        writer.Line("public override global::System.Collections.Generic.IReadOnlyList<global::MtlDsl.NamedLoss> Tasks =>");
        writer.Line($"    [{string.Join(", ", model.Tasks.Select(task => $"new({Literal.Of(task.Name)}, {task.Name})"))}];");
        writer.Close();
        writer.Line();
    }

    private static void Metrics(SourceWriter writer, EmittedModel model)
    {
        Record(writer, "How good the model is on a data set.", "Metrics",
            Joint("global::MtlDsl.JointMetrics", "The joint loss.").Concat(model.Tasks.Select(task =>
                (task.Name, task.Types.Metrics, $"The metrics of {task.Name}.", (string?)null))),
            suffix: " : global::MtlDsl.ModelMetrics(Joint)");
        writer.Open();
        writer.Line("/// <inheritdoc/>");
        writer.Line("public override global::System.Collections.Generic.IReadOnlyList<global::MtlDsl.TaskResult> Tasks =>");
        writer.Line($"    [{string.Join(", ", model.Tasks.Select(task => $"new({Literal.Of(task.Name)}, {task.Name})"))}];");
        writer.Close();
        writer.Line();
    }

    /// <summary>Writes how the loop makes the model's own records of what it computes for any model.</summary>
    private static void Records(SourceWriter writer, EmittedModel model)
    {
        string names = string.Join(", ", model.Tasks.Select(task => Literal.Of(task.Name)));
        string weights = string.Join(", ", model.Tasks.Select(task => Literal.Of(task.Task.Weight)));
        string losses = string.Join(", ", Enumerable.Range(0, model.Tasks.Count + 1).Select(i => $"losses[{Literal.Of(i)}]"));
        IEnumerable<string> metrics = model.Tasks.Select((task, i) => $"({task.Types.Metrics})tasks[{Literal.Of(i)}]");
        writer.Lines($"""
            private static readonly global::MtlDsl.ModelRecords<LossValues, Metrics> Records = new(
                [{names}],
                [{weights}],
                losses => new LossValues({losses}),
                (joint, tasks) => new Metrics(joint, {string.Join(", ", metrics)}));
            """);
        writer.Line();
    }
}
