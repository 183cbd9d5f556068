using System.Collections.Generic;
using Microsoft.CodeAnalysis;

namespace MtlDsl.Generator.Parsing;

/// <summary>The model that is being parsed, as far as it is known.</summary>
internal sealed record ModelContext(INamedTypeSymbol Type, List<NodeDraft> Nodes, List<InputDraft> Inputs, Reporter Reporter);
