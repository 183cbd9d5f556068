using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using MtlDsl.Generator.Specs;

namespace MtlDsl.Generator.Parsing;

/// <summary>Hands out names for generated fields and state_dict keys that nothing else in the class has.</summary>
internal sealed class UniqueNames(INamedTypeSymbol type, IEnumerable<FieldSpec> fields)
{
    private readonly HashSet<string> _members = new(
        type.GetMembers().Where(GeneratedCode.IsWrittenByUser).Select(member => member.Name), StringComparer.Ordinal);

    private readonly HashSet<string> _keys = new(fields.Select(field => field.Key), StringComparer.Ordinal);

    public string Member(string name) => Take(_members, name);

    public string Key(string name) => Take(_keys, name);

    private static string Take(HashSet<string> taken, string name)
    {
        while (!taken.Add(name))
            name += "_";
        return name;
    }
}
