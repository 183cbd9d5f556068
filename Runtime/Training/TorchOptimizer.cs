using static TorchSharp.torch;

namespace MtlDsl;

/// <summary>One of TorchSharp's own optimizers over the arena's parameters.</summary>
internal sealed class TorchOptimizer : ArenaOptimizer
{
    private readonly optim.Optimizer _optimizer;

    public TorchOptimizer(ParameterArena arena, OptimizerFactory factory, double? clipNorm) : this(arena, factory(arena.Parameters), clipNorm)
    {
    }

    private TorchOptimizer(ParameterArena arena, optim.Optimizer optimizer, double? clipNorm)
        : base(arena, optimizer.ParamGroups.First().LearningRate, clipNorm) => _optimizer = optimizer;

    public override IReadOnlyList<(string Name, Tensor Tensor)> State => [];

    protected override void Update(Tensor gradients)
    {
        if (!ReferenceEquals(gradients, Arena.Gradients)) Arena.Gradients.copy_(gradients);
        foreach (optim.ILearningRateController group in _optimizer.ParamGroups) group.LearningRate = LearningRate;
        _optimizer.step();
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) _optimizer.Dispose();
        base.Dispose(disposing);
    }
}
