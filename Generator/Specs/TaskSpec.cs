using MtlDsl.Generator.Losses;

namespace MtlDsl.Generator.Specs;

/// <summary>What makes a node a task.</summary>
/// <param name="Enum">The enum of its classes, with <c>global::</c>; null for none.</param>
internal sealed record TaskSpec(LossSpec Loss, double Weight, string? Enum);
