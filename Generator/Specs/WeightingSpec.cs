namespace MtlDsl.Generator.Specs;

/// <summary>How the tasks of a model are learnt at once.</summary>
/// <param name="Type">The strategy, with <c>global::</c>.</param>
/// <param name="Name">The strategy, as people name it.</param>
/// <param name="IsOnGradients">Whether it combines the tasks' gradients, and not their losses.</param>
internal sealed record WeightingSpec(string Type, string Name, bool IsOnGradients, EquatableArray<WeightingOption> Options);

/// <summary>An option of a strategy.</summary>
/// <param name="Value">Its value as an expression.</param>
internal sealed record WeightingOption(string Name, string Value);
