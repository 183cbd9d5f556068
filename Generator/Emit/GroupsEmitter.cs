using System.Collections.Generic;
using System.Linq;
using MtlDsl.Generator.Specs;

namespace MtlDsl.Generator.Emit;

/// <summary>Writes which parameters have a learning rate or a penalty of their own.</summary>
internal static class GroupsEmitter
{
    public static void Emit(SourceWriter writer, EmittedModel model)
    {
        List<IGrouping<GroupSpec, string>> groups = Members(model)
            .Where(member => member.Group != GroupSpec.None)
            .GroupBy(member => member.Group, member => member.Parameters)
            .ToList();
        if (groups.Count == 0)
            return;
        writer.Line();
        writer.Line("// Learning rates and penalties of single nodes.");
        foreach (IGrouping<GroupSpec, string> group in groups)
            writer.Line($"Arena.Group({Options(group.Key)}, [{string.Join(", ", group)}]);");
    }

    private static IEnumerable<(GroupSpec Group, string Parameters)> Members(EmittedModel model)
    {
        foreach (FieldSpec field in model.Spec.Fields.Where(field => field.Kind != FieldKind.Buffer))
            yield return (field.Group, field.Kind == FieldKind.Module ? $".. {field.Value}.parameters()" : field.Value);
        foreach (InputSpec input in model.Inputs.Where(input => input.Row is not null))
            yield return (model.Spec.Group, $".. {EmittedModel.Field(input)}.parameters()");
        foreach (NodeSpec node in model.Spec.Nodes)
            foreach (AppliedLayer layer in node.Layers.Where(layer => layer.Field is not null))
                yield return (node.Group, ModulesEmitter.Parameters(layer));
    }

    private static string Options(GroupSpec group)
    {
        List<string> options = [];
        if (group.LearningRate != 1)
            options.Add($"LearningRate = {Literal.Of(group.LearningRate)}");
        if (group.Penalty.L1 != 0)
            options.Add($"L1 = {Literal.Of(group.Penalty.L1)}");
        if (group.Penalty.L2 != 0)
            options.Add($"L2 = {Literal.Of(group.Penalty.L2)}");
        if (group.Penalty.IncludeBiases)
            options.Add("IncludeBiases = true");
        return $"new() {{ {string.Join(", ", options)} }}";
    }
}
