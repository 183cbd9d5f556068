using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using MtlDsl.Generator.Specs;

namespace MtlDsl.Generator.Parsing;

/// <summary>Hands out names for generated fields that nothing else in the class has, and state_dict keys that nothing else in the model has.</summary>
internal sealed class UniqueNames
{
    private readonly HashSet<string> _members;
    private readonly HashSet<string> _keys;

    public UniqueNames(ModelContext context)
    {
        // A parameter hides a field of its name from the body that uses it.
        IEnumerable<string> parameters = context.Nodes.SelectMany(node => node.Parameters).Select(parameter => parameter.Name);
        _members = new(context.Type.GetMembers().Where(GeneratedCode.IsWrittenByUser).Select(member => member.Name).Concat(parameters), StringComparer.Ordinal);
        _keys = new(
            context.Inputs.Select(input => Naming.Snake(input.Name))
                .Concat(context.Nodes.Where(node => node.IsTask).SelectMany(task => new[] { "_loss_weights", "_balance" }, (task, end) => Naming.Snake(task.Name) + end)),
            StringComparer.Ordinal);
    }

    public string Member(string name) => Take(_members, name);

    public string Key(string name) => Take(_keys, name);

    private static string Take(HashSet<string> taken, string name)
    {
        while (name.Length == 0 || !taken.Add(name))
            name += "_";
        return name;
    }
}
