using System.Collections.Generic;
using Microsoft.CodeAnalysis;

namespace MtlDsl.Generator.Parsing;

/// <summary>The model that is being parsed, as far as it is known.</summary>
internal sealed record ModelContext(INamedTypeSymbol Type, Compilation Compilation, List<NodeDraft> Nodes, Reporter Reporter)
{
    public List<InputDraft> Inputs { get; } = [];

    /// <summary>The properties of records that carry labels, with the input that reads the record.</summary>
    public List<(NodeDraft Task, IPropertySymbol Property, AttributeData Input)> Labels { get; } = [];
}
