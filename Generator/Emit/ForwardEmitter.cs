using System.Collections.Generic;
using System.Linq;
using MtlDsl.Generator.Specs;

namespace MtlDsl.Generator.Emit;

/// <summary>Writes the forward pass, the joint loss and the training step.</summary>
internal static class ForwardEmitter
{
    public static void Emit(SourceWriter writer, EmittedModel model)
    {
        if (model.IsGenerated("Forward"))
            Forward(writer, model);
        EmitTraining(writer, model);
    }

    /// <summary>Writes the joint loss and the training step alone.</summary>
    public static void EmitTraining(SourceWriter writer, EmittedModel model)
    {
        if (model.IsGenerated("JointLoss"))
            JointLoss(writer, model);
        if (model.IsGenerated("TrainStep"))
            TrainStep(writer, model);
    }

    private static void Forward(SourceWriter writer, EmittedModel model)
    {
        writer.Line("/// <summary>Computes all tasks of a batch.</summary>");
        writer.Open("public Outputs Forward(Inputs inputs)");
        foreach (InputSpec input in model.Inputs)
        {
            writer.Line($"Tensor {EmittedModel.Local(input.Name)} = {Load(input)};");
            if (model.ReadsLengths(input))
                writer.Line($"Tensor {EmittedModel.Local(input.Lengths)} = inputs.{input.LengthsMember};");
        }
        var done = new HashSet<FusedHeads>();
        foreach (NodeSpec node in model.Spec.Nodes)
        {
            if (model.Fused.FirstOrDefault(heads => heads.Nodes.Contains(node)) is not { } fused)
                writer.Line($"Tensor {EmittedModel.Local(node.Name)} = {Method(node)}({string.Join(", ", Arguments(node))});");
            else if (done.Add(fused))
                Heads(writer, model, fused);
        }
        writer.Line($"return new Outputs({string.Join(", ", model.Tasks.Select(task => $"{task.Name}: {task.Local}"))});");
        writer.Close();
        writer.Line();
    }

    /// <summary>Each task's loss with its mask, of variables called losses and targets.</summary>
    public static IEnumerable<string> StepLosses(EmittedModel model) =>
        model.Tasks.Select(task => $"new global::MtlDsl.StepLoss(losses.{task.Name}, targets.{task.Name}Mask)");

    private static IEnumerable<string> Arguments(NodeSpec node) =>
        node.Reads.Select(edge => edge.Display).Concat(node.Lengths is { } lengths ? [lengths] : []).Select(EmittedModel.Local);

    // A lower-case node and the variable for its output have one name.
    public static string Method(NodeSpec node) => EmittedModel.Local(node.Name) == node.Name ? "this." + node.Name : node.Name;

    public static string Load(InputSpec input) => input switch
    {
        { Row: not null } => $"{EmittedModel.Field(input)}.call(inputs.{input.Member}.Numeric, inputs.{input.Member}.Categorical)",
        { IsStandardized: true } => $"{EmittedModel.Field(input)}.call(inputs.{input.Member})",
        _ => $"inputs.{input.Member}",
    };

    private static void Heads(SourceWriter writer, EmittedModel model, FusedHeads heads)
    {
        NodeSpec first = heads.Nodes[0];
        string x = NodesEmitter.Join(first, first.Reads.Select(edge => NodesEmitter.Read(edge, EmittedModel.Local(edge.Source))).ToList());
        string bias = heads.Bias ? $", {heads.BiasField}" : model.Spec.IsMixed ? ", null" : "";
        string linear = model.Spec.IsMixed ? "MixedLinear" : "functional.linear";
        string names = string.Join(", ", heads.Nodes.Select(node => node.Name));
        string all = model.FreeLocal(heads.Local);
        writer.Line();
        writer.Line($"// {names} read the same: one product over their weights, which lie side by side, computes them all.");
        writer.Line($"Tensor[] {all} = {linear}({x}, {heads.Weight}{bias})");
        writer.Line($"    .split(new long[] {{ {string.Join(", ", heads.Widths)} }}, dim: -1);");
        for (int i = 0; i < heads.Nodes.Count; i++)
        {
            NodeSpec node = heads.Nodes[i];
            string local = EmittedModel.Local(node.Name);
            string slice = $"{all}[{Literal.Of(i)}]";
            List<AppliedLayer> rest = node.Layers.Skip(1).ToList();
            NodesEmitter.Body(writer, slice, rest, local: model.FreeLocal(local.TrimStart('@') + "Linear"), $"Tensor {local} = ");
        }
    }

    private static void JointLoss(SourceWriter writer, EmittedModel model)
    {
        foreach (EmittedTask task in model.Tasks.Where(task => task.Task.Weight is not (0 or 1)))
            writer.Line($"private static readonly global::TorchSharp.Scalar {task.Name}LossWeight = {Literal.Of(task.Task.Weight)};");
        writer.Line();
        writer.Line($"/// <summary>{RemarksEmitter.Escape(RemarksEmitter.JointLoss(model))}.</summary>");
        writer.Open("public Losses JointLoss(Outputs outputs, Targets targets)");
        TaskLosses(writer, model);
        List<string> terms = WeightedSum(model).ToList();
        bool isShort = terms.Count <= 3;
        writer.Lines($"Tensor joint = {string.Join(isShort ? "" : "\n    ", terms)};");
        writer.Line($"return new Losses(joint, {string.Join(", ", model.Tasks.Select(task => task.Local))});");
        writer.Close();
        writer.Line();
    }

    private static void TaskLosses(SourceWriter writer, EmittedModel model)
    {
        List<List<EmittedTask>> alike = model.Tasks.GroupBy(task => (task.Task.Loss, task.Node.Output)).Select(group => group.ToList()).ToList();
        foreach (EmittedTask task in model.Tasks)
        {
            List<EmittedTask> group = alike.First(tasks => tasks.Contains(task));
            string? together = group.Count < SmallestGroup ? null : task.Task.Loss.CallTogether(
                All(group, "outputs.", ""), All(group, "targets.", ""), All(group, "targets.", "Mask"));
            string array = model.FreeLocal(Naming.Camel(group[0].Name) + "To" + group[group.Count - 1].Name);
            if (together is not null && task == group[0])
                writer.Lines($"Tensor[] {array} = {together};");
            string call = together is null
                ? task.Task.Loss.Call($"outputs.{task.Name}", $"targets.{task.Name}", $"targets.{task.Name}Mask", task.Weights)
                : $"{array}[{Literal.Of(group.IndexOf(task))}]";
            writer.Line($"Tensor {task.Local} = {call};");
        }
    }

    private static string All(IEnumerable<EmittedTask> tasks, string prefix, string suffix) =>
        $"[{string.Join(", ", tasks.Select(task => prefix + task.Name + suffix))}]";

    // Of two tasks the copies cost what the operations save.
    private const int SmallestGroup = 3;

    /// <summary>The first task's loss, and what adds each other one to it.</summary>
    private static IEnumerable<string> WeightedSum(EmittedModel model)
    {
        bool isFirst = true;
        foreach (EmittedTask task in model.Tasks.Where(task => task.Task.Weight != 0))
        {
            string weight = task.Name + "LossWeight";
            yield return (isFirst, plain: task.Task.Weight == 1) switch
            {
                (true, true) => task.Local,
                (true, false) => $"{task.Local}.mul({weight})",
                (false, true) => $".add({task.Local})",
                (false, false) => $".add({task.Local}, {weight})",
            };
            isFirst = false;
        }
    }

    private static void TrainStep(SourceWriter writer, EmittedModel model)
    {
        string gradients = model.Spec.Weighting is { } weighting
            ? $"gradients, in Fit as {RemarksEmitter.Escape(weighting.Name)} makes them of the tasks' {(weighting.IsOnGradients ? "own" : "losses")}"
            : "gradients of the joint loss";
        writer.Line($"/// <summary>Learns from one batch: {gradients}, then a step of the optimizer.</summary>");
        writer.Lines("""
            /// <returns>The losses before the step. They live in the caller's dispose scope.</returns>
            public Losses TrainStep(Inputs inputs, Targets targets, global::MtlDsl.ArenaOptimizer optimizer) =>
                optimizer.Step(() =>
                {
            """);
        writer.Indent();
        writer.Indent();
        if (Seed(model, "optimizer.Batches") is { } seed)
            writer.Line(seed);
        string tape = model.FreeLocal("tape");
        writer.Line(model.IsTaped
            ? $"Losses losses = JointLoss(optimizer.BeginTape() is {{ }} {tape} ? Forward(inputs, {tape}) : Forward(inputs), targets);"
            : "Losses losses = JointLoss(Forward(inputs), targets);");
        writer.Lines($"""
            optimizer.Backward(
                losses.Joint,
                {string.Join(",\n    ", StepLosses(model))});
            return losses;
            """);
        writer.Outdent();
        writer.Line("});");
        writer.Outdent();
        writer.Line();
    }

    /// <summary>The statement that fixes what a step draws by chance; null where it draws nothing.</summary>
    public static string? Seed(EmittedModel model, string step) => model.Spec switch
    {
        { HasCustomNodes: true } => $"using global::MtlDsl.SeededRandom random = SeedEverything({step});",
        { HasDropout: true } => $"SeedStep({step});",
        _ => null,
    };
}
