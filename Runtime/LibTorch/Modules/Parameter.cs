using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>A tensor that a module trains.</summary>
/// <param name="data">The values; this tensor is empty afterwards, and the parameter takes its place in a scope.</param>
/// <param name="requires_grad">Whether gradients are computed for it.</param>
public class Parameter(Tensor data, bool requires_grad = true) : Tensor(data.with_requires_grad(requires_grad));
