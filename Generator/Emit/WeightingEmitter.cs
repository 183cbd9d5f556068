using System.Collections.Generic;
using System.Linq;
using MtlDsl.Generator.Specs;

namespace MtlDsl.Generator.Emit;

/// <summary>Writes the strategy of the class, and the forward pass that is recorded for a method on gradients.</summary>
internal static class WeightingEmitter
{
    public static void Emit(SourceWriter writer, EmittedModel model)
    {
        if (model.Spec.Weighting is not { } weighting)
            return;
        writer.Line("/// <inheritdoc/>");
        string create = $"protected override global::MtlDsl.Weighting CreateWeighting() => new {weighting.Type}";
        if (weighting.Options.Count == 0)
        {
            writer.Line(create + "();");
        }
        else
        {
            writer.Open(create);
            foreach (WeightingOption option in weighting.Options)
                writer.Line($"{option.Name} = {option.Value},");
            writer.Close(";");
        }
        writer.Line();
        if (model.IsTaped)
            new TapedForward(writer, model).Emit();
    }
}

/// <summary>Writes the forward pass that a tape records.</summary>
internal sealed class TapedForward(SourceWriter writer, EmittedModel model)
{
    private readonly string _tape = model.FreeLocal("tape");
    private readonly List<string> _tasks = model.Tasks.Select(task => task.Name).ToList();
    private readonly HashSet<string> _recorded = Recorded(model);

    public void Emit()
    {
        writer.Line("// In training: each task reads a copy of its own of what tasks share, and the tape has the gradients of all tasks go back together.");
        writer.Open($"private Outputs Forward(Inputs inputs, global::MtlDsl.TaskTape {_tape})");
        foreach (InputSpec input in model.Inputs)
        {
            writer.Line($"Tensor {EmittedModel.Local(input.Name)} = {ForwardEmitter.Load(input)};");
            if (model.ReadsLengths(input))
                writer.Line($"Tensor {EmittedModel.Local(input.Lengths)} = inputs.{input.LengthsMember};");
        }
        var done = new HashSet<FusedHeads>();
        foreach (NodeSpec node in model.Spec.Nodes)
        {
            if (_recorded.Contains(node.Name))
                Shared(node);
            else if (model.Fused.FirstOrDefault(heads => heads.Nodes.Contains(node)) is { } fused && IsOfTasks(fused))
            {
                if (done.Add(fused))
                    Heads(fused);
            }
            else
                writer.Line($"Tensor {EmittedModel.Local(node.Name)} = {ForwardEmitter.Method(node)}({string.Join(", ", Arguments(node))});");
        }
        writer.Line($"return new Outputs({string.Join(", ", model.Tasks.Select((task, i) => $"{task.Name}: {Output(task, i)}"))});");
        writer.Close();
        writer.Line();
    }

    /// <summary>The shared nodes whose layers the tape knows, and from which nothing goes on through layers that it does not know.</summary>
    private static HashSet<string> Recorded(EmittedModel model)
    {
        var recorded = new HashSet<string>();
        foreach (NodeSpec node in model.Spec.Nodes.Reverse())
        {
            IEnumerable<NodeSpec> readers = model.Spec.Nodes.Where(other => other.IsShared && other.Reads.Any(edge => !edge.FromInput && edge.Source == node.Name));
            if (node.IsShared && !node.IsCustom && node.Lengths is null && node.Layers.All(IsKnown) && readers.All(reader => recorded.Contains(reader.Name)))
                recorded.Add(node.Name);
        }
        return recorded;
    }

    private static bool IsKnown(AppliedLayer layer) =>
        layer.Layer.IsElementwise || (layer.Layer is Layers.LinearLayer { IsMixed: false } && layer.Input.IsVector);

    // Two towers of two tasks each are no heads: their gradients go back further together.
    private static bool IsOfTasks(FusedHeads heads) =>
        heads.Nodes.All(node => node.ReachedBy.Count == 1) && heads.Nodes[0].Joined.IsVector && !((Layers.LinearLayer)heads.Nodes[0].Layers[0].Layer).IsMixed
        && heads.Nodes[0].Reads.Count == 1 && !heads.Nodes[0].Reads[0].Detach;

    private void Shared(NodeSpec node)
    {
        string local = EmittedModel.Local(node.Name);
        List<string> reads = node.Reads.Select(edge => NodesEmitter.Read(edge, EmittedModel.Local(edge.Display))).ToList();
        string x = reads.Count == 1 ? reads[0] : $"{_tape}.{(node.Join == Join.Add ? "Add" : "Concat")}({string.Join(", ", reads)})";
        string left = $"Tensor {local}";
        foreach (AppliedLayer layer in node.Layers)
        {
            writer.Line($"{left} = {Call(layer, x)};");
            (left, x) = (local, local);
        }
        if (node.Layers.Count == 0)
            writer.Line($"{left} = {x};");
    }

    private string Call(AppliedLayer layer, string x)
    {
        if (layer.Layer is Layers.LinearLayer linear)
            return $"{_tape}.Linear({x}, {layer.Field}.weight, {(linear.Bias ? layer.Field + ".bias" : "null")})";
        string element = model.FreeLocal("x");
        return $"{_tape}.Elementwise({x}, {element} => {layer.Call(element)})";
    }

    private void Heads(FusedHeads heads)
    {
        NodeSpec first = heads.Nodes[0];
        string shared = EmittedModel.Local(first.Reads[0].Source), all = model.FreeLocal(heads.Local);
        string tasks = string.Join(", ", heads.Nodes.Select(node => Literal.Of(_tasks.IndexOf(node.ReachedBy[0]))));
        writer.Line($"Tensor[] {all} = {_tape}.Heads({shared}, {heads.Weight}, {(heads.Bias ? heads.BiasField : "null")}, [{string.Join(", ", heads.Widths)}], [{tasks}]);");
        for (int i = 0; i < heads.Nodes.Count; i++)
        {
            NodeSpec node = heads.Nodes[i];
            string local = EmittedModel.Local(node.Name);
            NodesEmitter.Body(
                writer, $"{all}[{Literal.Of(i)}]", node.Layers.Skip(1), local: model.FreeLocal(local.TrimStart('@') + "Linear"), $"Tensor {local} = ");
        }
    }

    private IEnumerable<string> Arguments(NodeSpec node)
    {
        int task = node.ReachedBy.Count == 1 ? _tasks.IndexOf(node.ReachedBy[0]) : -1;
        foreach (EdgeSpec edge in node.Reads)
        {
            string local = EmittedModel.Local(edge.Display);
            yield return task >= 0 && IsShared(edge) && !edge.Detach ? $"{_tape}.Read({local}, {Literal.Of(task)})" : local;
        }
        if (node.Lengths is { } lengths)
            yield return EmittedModel.Local(lengths);
    }

    private string Output(EmittedTask task, int index) => task.Node.IsShared ? $"{_tape}.Read({task.Local}, {Literal.Of(index)})" : task.Local;

    private bool IsShared(EdgeSpec edge)
    {
        if (edge.IsLengths)
            return false;
        return edge.FromInput
            ? model.Inputs.First(input => input.Name == edge.Source) is { Row: not null } input && model.IsShared(input)
            : model.Spec.Nodes.First(node => node.Name == edge.Source).IsShared;
    }
}
