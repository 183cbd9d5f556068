using System.Collections.Generic;
using System.Linq;
using MtlDsl.Generator.Layers;
using MtlDsl.Generator.Specs;

namespace MtlDsl.Generator.Emit;

/// <summary>Writes the modules, the constructor that makes them, and their registration under explicit names.</summary>
internal static class ModulesEmitter
{
    public static void Emit(SourceWriter writer, EmittedModel model)
    {
        Fields(writer, model);
        Constructor(writer, model);
        RegisterComponents(writer, model);
    }

    private static void Fields(SourceWriter writer, EmittedModel model)
    {
        foreach (InputSpec input in model.Inputs.Where(input => input.Row is not null))
        {
            writer.Lines($$"""
                private static readonly global::MtlDsl.Category[] {{input.Member}}Categories =
                [
                """);
            foreach (ColumnSpec column in input.Row!.Columns.Where(column => !column.IsNumeric))
                writer.Line($"    new({Literal.Of(column.Property)}, {Literal.Of(column.Count)}, {Literal.Of(column.Embedding)}),");
            writer.Line("];");
            writer.Line();
        }
        foreach (InputSpec input in model.Inputs.Where(input => input.IsEncoded))
            writer.Line($"private readonly global::MtlDsl.{(input.Row is null ? "Standardization" : "RecordEncoder")} {EmittedModel.Field(input)};");
        foreach ((AppliedLayer layer, ModuleSpec module) in Modules(model))
            writer.Line($"private readonly global::TorchSharp.Modules.{module.Type} {layer.Field};");
        foreach (FusedHeads heads in model.Fused)
        {
            writer.Line($"private readonly Tensor {heads.Weight};");
            if (heads.Bias)
                writer.Line($"private readonly Tensor {heads.BiasField};");
        }
        foreach (EmittedTask task in model.Tasks.Where(task => task.Constants is not null))
            writer.Line($"private readonly Tensor {task.Constants};");
        foreach (EmittedTask task in model.Tasks.Where(task => task.Balance is not null))
            writer.Line($"private readonly global::MtlDsl.BalancedWeights {task.Balance};");
        writer.Line();
    }

    private static void Constructor(SourceWriter writer, EmittedModel model)
    {
        writer.Lines($"""
            /// <summary>Makes the model with parameters drawn from the seed.</summary>
            /// <param name="seed">Fixes the parameters, the order of the data and dropout.</param>
            /// <param name="device">"auto" (a CUDA device where there is one, else the CPU), "cpu", "cuda" or "cuda:N".</param>
            /// <exception cref="global::System.ArgumentException">There is no such device; the message names those there are.</exception>
            """);
        writer.Open($"public {model.Name}(long seed = 0, string device = \"auto\") : base({Literal.Of(model.Name)}, seed, device)");
        writer.Open("using (global::MtlDsl.SeededRandom.Begin(seed))");
        if (model.MakesModules)
            writer.Line("CreateModules();");
        foreach (InputSpec input in model.Inputs.Where(input => input.Row is not null))
        {
            int numeric = input.Row!.Columns.Count(column => column.IsNumeric);
            writer.Line($"{EmittedModel.Field(input)} = new global::MtlDsl.RecordEncoder({Literal.Of(numeric)}, {input.Member}Categories);");
        }
        foreach ((AppliedLayer layer, ModuleSpec module) in Modules(model))
            writer.Line($"{layer.Field} = {module.Factory};");
        writer.Close();
        foreach (EmittedTask task in model.Tasks.Where(task => task.Constants is not null))
            writer.Line($"{task.Constants} = torch.tensor(new float[] {{ {Literal.Singles(task.Task.Loss.Constants!.Value).Trim('[', ']')} }}, device: Device).DetachFromDisposeScope();");
        foreach (InputSpec input in model.Inputs.Where(input => input.IsStandardized))
            writer.Line($"{EmittedModel.Field(input)} = new global::MtlDsl.Standardization({string.Join(", ", input.Shape.Dimensions.Select(Literal.Of))});");
        foreach (EmittedTask task in model.Tasks.Where(task => task.Balance is not null))
            writer.Line($"{task.Balance} = new global::MtlDsl.BalancedWeights({Literal.Of(task.Node.Output.Width)});");
        writer.Line("RegisterComponents();");
        writer.Line("AdoptComponents();");
        writer.Line();
        writer.Line("// One tensor holds all values, another all gradients; what several tasks train comes first.");
        writer.Line("Arena = new global::MtlDsl.ParameterArena(");
        writer.Indent();
        writer.Line("Device,");
        Layout(writer, "shared", Layout(model, shared: true).ToList(), "],");
        Layout(writer, "own", Layout(model, shared: false).ToList(), "]);");
        writer.Outdent();
        foreach (InputSpec input in model.Inputs.Where(input => input.Row is not null))
            writer.Line($"{EmittedModel.Field(input)}.Fuse(Arena);");
        foreach (FusedHeads heads in model.Fused)
        {
            writer.Line($"{heads.Weight} = Arena.Fuse({string.Join(", ", heads.Parameters("weight"))});");
            if (heads.Bias)
                writer.Line($"{heads.BiasField} = Arena.Fuse({string.Join(", ", heads.Parameters("bias!"))});");
        }
        GroupsEmitter.Emit(writer, model);
        writer.Close();
        writer.Line();
        if (model.MakesModules)
        {
            writer.Line("/// <summary>Assigns the model's own modules. It runs after the seed is set and before they are registered.</summary>");
            List<string> unset = model.Spec.Fields.Where(field => field.IsUnset).Select(field => $"nameof({field.Name})").ToList();
            if (unset.Count > 0)
                writer.Line($"[global::System.Diagnostics.CodeAnalysis.MemberNotNull({string.Join(", ", unset)})]");
            writer.Line("partial void CreateModules();");
            writer.Line();
        }
    }

    private static void Layout(SourceWriter writer, string name, List<string> lines, string close)
    {
        if (lines.Count <= 1)
        {
            writer.Line($"{name}: [{string.Concat(lines)}{close}");
            return;
        }
        writer.Line(name + ":");
        writer.Line("[");
        foreach (string line in lines)
            writer.Line("    " + line + ",");
        writer.Line(close);
    }

    /// <summary>The parameters, a line for each module, in the order in which they lie in the arena: fused siblings side by side.</summary>
    private static IEnumerable<string> Layout(EmittedModel model, bool shared)
    {
        foreach (FieldSpec field in model.Spec.Fields.Where(field => field.IsShared == shared))
        {
            if (field.Kind == FieldKind.Module)
                yield return $".. {field.Value}.parameters()";
            else if (field.Kind == FieldKind.Parameter)
                yield return field.Value;
        }
        foreach (InputSpec input in model.Inputs.Where(input => input.Row is not null && model.IsShared(input) == shared))
            yield return $".. {EmittedModel.Field(input)}.parameters()";
        foreach (NodeSpec node in model.Spec.Nodes.Where(node => node.IsShared == shared))
        {
            FusedHeads? heads = model.Fused.FirstOrDefault(fused => fused.Nodes.Contains(node));
            if (heads is not null && heads.Nodes[0] == node)
            {
                yield return string.Join(", ", heads.Parameters("weight"));
                if (heads.Bias)
                    yield return string.Join(", ", heads.Parameters("bias!"));
            }
            foreach (AppliedLayer layer in node.Layers.Skip(heads is null ? 0 : 1).Where(layer => layer.Field is not null))
                yield return Parameters(layer);
        }
    }

    /// <summary>A layer's parameters, with commas.</summary>
    public static string Parameters(AppliedLayer layer) =>
        string.Join(", ", layer.Layer.Module(layer.Input)!.Parameters.Select(parameter => Property(layer, parameter)));

    // TorchSharp declares all but Linear's weight as nullable.
    private static string Property(AppliedLayer layer, ParameterSpec parameter) =>
        $"{layer.Field}.{parameter.Property}{(layer.Layer is LinearLayer && parameter.Property == "weight" ? "" : "!")}";

    private static void RegisterComponents(SourceWriter writer, EmittedModel model)
    {
        if (model.Spec.IsMixed)
        {
            writer.Line("/// <inheritdoc/>");
            writer.Line("protected override bool HasMixedPrecision => true;");
            writer.Line();
        }
        writer.Line("/// <inheritdoc/>");
        writer.Open("protected override void RegisterComponents()");
        foreach (FieldSpec field in model.Spec.Fields)
            writer.Line($"{Register(field.Kind)}({Literal.Of(field.Key)}, {Assigned(model, field)});");
        foreach (InputSpec input in model.Inputs.Where(input => input.IsEncoded))
            writer.Line($"register_module({Literal.Of(Naming.Snake(input.Name))}, {EmittedModel.Field(input)});");
        foreach ((AppliedLayer layer, ModuleSpec _) in Modules(model))
            writer.Line($"register_module({Literal.Of(layer.Key!)}, {layer.Field});");
        foreach (EmittedTask task in model.Tasks.Where(task => task.Constants is not null))
            writer.Line($"register_buffer({Literal.Of(Naming.Snake(task.Name) + "_loss_weights")}, {task.Constants}, persistent: false);");
        foreach (EmittedTask task in model.Tasks.Where(task => task.Balance is not null))
            writer.Line($"register_module({Literal.Of(Naming.Snake(task.Name) + "_balance")}, {task.Balance});");
        writer.Close();
        writer.Line();
    }

    private static string Assigned(EmittedModel model, FieldSpec field) => field.IsNullable
        ? $"{field.Name} ?? throw new global::System.InvalidOperationException({Literal.Of($"{model.Name}.{field.Name} is null: assign it in CreateModules().")})"
        : field.Name;

    private static string Register(FieldKind kind) => kind switch
    {
        FieldKind.Module => "register_module",
        FieldKind.Parameter => "register_parameter",
        _ => "register_buffer",
    };

    private static IEnumerable<(AppliedLayer, ModuleSpec)> Modules(EmittedModel model) =>
        from node in model.Spec.Nodes
        from layer in node.Layers
        let module = layer.Layer.Module(layer.Input)
        where module is not null
        select (layer, module);
}
