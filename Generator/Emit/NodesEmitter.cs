using System.Collections.Generic;
using System.Linq;
using MtlDsl.Generator.Specs;

namespace MtlDsl.Generator.Emit;

/// <summary>Writes the bodies of the partial methods: straight-line TorchSharp.</summary>
internal static class NodesEmitter
{
    public static void Emit(SourceWriter writer, EmittedModel model)
    {
        foreach (NodeSpec node in model.Spec.Nodes.Where(node => !node.IsCustom))
        {
            if (node.Lengths is { } lengths)
            {
                Unpadded(writer, node, lengths);
                Node(writer, node, $"{node.Method!.Modifiers} Tensor {Signature(node, EmittedModel.Local(lengths))}");
            }
            else
            {
                Node(writer, node, $"{node.Method!.Modifiers} partial Tensor {Signature(node)}");
            }
        }
    }

    private static void Node(SourceWriter writer, NodeSpec node, string header)
    {
        string x = Join(node, node.Reads.Select((edge, i) => Read(edge, node.Method!.Parameters[i])).ToList());
        if (node.Layers.Count <= 1)
        {
            writer.Line($"{header} => {(node.Layers.Count == 0 ? x : node.Layers[0].Call(x))};");
        }
        else
        {
            writer.Open(header);
            Body(writer, x, node.Layers, local: FreeName(node), "return ");
            writer.Close();
        }
        writer.Line();
    }

    /// <summary>Writes the method of a node that needs lengths as the user declares it, without them, and the documentation of the other one.</summary>
    private static void Unpadded(SourceWriter writer, NodeSpec node, string lengths)
    {
        IEnumerable<string> parameters = node.Method!.Parameters;
        writer.Line("// Of sequences without padding: each is as long as the tensor.");
        writer.Line($"{node.Method.Modifiers} partial Tensor {Signature(node)} =>");
        writer.Line($"    {node.Name}({string.Join(", ", parameters)}, global::MtlDsl.TimePooling.FullLengths({parameters.First()}));");
        writer.Line();
        writer.Line($"/// <summary>{node.Name} of sequences with padding, which {lengths}, int64 (batch), tells from their own steps.</summary>");
    }

    /// <summary>A node's inputs as one tensor.</summary>
    public static string Join(NodeSpec node, IReadOnlyList<string> arguments)
    {
        if (arguments.Count == 1)
            return arguments[0];
        return node.Join == Specs.Join.Add
            ? arguments[0] + string.Concat(arguments.Skip(1).Select(argument => $".add({argument})"))
            : $"torch.cat(new[] {{ {string.Join(", ", arguments)} }}, dim: -1)";
    }

    public static string Read(EdgeSpec edge, string variable) => edge.Detach ? variable + ".detach()" : variable;

    /// <summary>Applies layers to an expression, a line for each.</summary>
    /// <param name="target">What the last line does with the result: "return " or "Tensor digit = ".</param>
    public static void Body(SourceWriter writer, string x, IEnumerable<AppliedLayer> layers, string local, string target)
    {
        List<AppliedLayer> stack = layers.ToList();
        for (int i = 0; i < stack.Count; i++)
        {
            bool last = i == stack.Count - 1;
            string left = last ? target : i == 0 ? $"Tensor {local} = " : $"{local} = ";
            writer.Line($"{left}{stack[i].Call(x)};");
            x = local;
        }
        if (stack.Count == 0)
            writer.Line($"{target}{x};");
    }

    private static string Signature(NodeSpec node, params string[] more) =>
        $"{node.Name}({string.Join(", ", node.Method!.Parameters.Concat(more).Select(parameter => "Tensor " + parameter))})";

    private static string FreeName(NodeSpec node)
    {
        string name = "x";
        while (node.Method!.Parameters.Contains(name))
            name += "_";
        return name;
    }
}
