using System.Collections.Generic;
using Microsoft.CodeAnalysis;
using MtlDsl.Generator.Specs;

namespace MtlDsl.Generator.Parsing;

/// <summary>The model that is being parsed, as far as it is known.</summary>
internal sealed record ModelContext(INamedTypeSymbol Type, Compilation Compilation, List<NodeDraft> Nodes, Reporter Reporter)
{
    public List<InputDraft> Inputs { get; } = [];

    /// <summary>The group of what belongs to no node of its own.</summary>
    public GroupSpec Group { get; set; } = GroupSpec.None;

    /// <summary>The properties of records that carry labels, with the input that reads the record.</summary>
    public List<(NodeDraft Task, IPropertySymbol Property, AttributeData Input)> Labels { get; } = [];
}
