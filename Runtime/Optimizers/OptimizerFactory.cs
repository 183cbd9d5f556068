using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MtlDsl;

/// <summary>
/// Makes the optimizer of a run: one of TorchSharp's, as in <c>Optimizer = p => torch.optim.LBFGS(p)</c>, or one over the arena, to whose
/// options (<see cref="Adam"/> and others) this converts from.
/// </summary>
/// <param name="parameters">All trainable parameters of the model.</param>
public delegate optim.Optimizer OptimizerFactory(IReadOnlyList<Parameter> parameters);
