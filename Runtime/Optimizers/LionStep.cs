using System.Numerics;
using static TorchSharp.torch;

namespace MtlDsl;

/// <summary>The steps of <see cref="Lion"/>.</summary>
internal sealed class LionStep : ArenaOptimizer
{
    private readonly Lion _options;
    private readonly ArenaMemory _mean;

    public LionStep(ParameterArena arena, double? clipNorm, Lion options) : base(arena, options.LearningRate, clipNorm)
    {
        _options = options;
        _mean = new ArenaMemory(arena.Length, arena.Values.device);
        State = [("exp_avg", _mean.Tensor)];
    }

    public override IReadOnlyList<(string Name, Tensor Tensor)> State { get; }

    protected override void Update(Tensor gradients)
    {
        Tensor direction = _mean.Tensor.mul(_options.Beta1).add_(gradients, alpha: 1 - _options.Beta1).sign_();
        if (_options.WeightDecay != 0) direction.add_(Arena.Values, alpha: _options.WeightDecay);
        Arena.Values.add_(direction, alpha: -LearningRate);
        _mean.Tensor.mul_(_options.Beta2).add_(gradients, alpha: 1 - _options.Beta2);
    }

    private protected override unsafe bool TryUpdateMemory(float clipFactor)
    {
        VectorPass.Run(new Pass
        {
            Value = Arena.ValueMemory.Pointer,
            Gradient = Arena.GradientMemory.Pointer,
            Mean = _mean.Pointer,
            ClipFactor = clipFactor,
            WeightDecay = (float)_options.WeightDecay,
            Beta1 = (float)_options.Beta1,
            OneMinusBeta1 = (float)(1 - _options.Beta1),
            Beta2 = (float)_options.Beta2,
            OneMinusBeta2 = (float)(1 - _options.Beta2),
            LearningRate = (float)LearningRate,
        }, _mean.PaddedLength);
        return true;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) _mean.Dispose();
        base.Dispose(disposing);
    }

    private unsafe struct Pass : IVectorPass
    {
        public float* Value, Gradient, Mean;
        public float ClipFactor, WeightDecay, Beta1, OneMinusBeta1, Beta2, OneMinusBeta2, LearningRate;

        public readonly void Run(long start, long end)
        {
            Pass p = this;
            for (long i = start; i < end; i += Vector<float>.Count)
            {
                Vector<float> value = Vector.Load(p.Value + i);
                Vector<float> gradient = Vector.Load(p.Gradient + i) * p.ClipFactor;
                Vector<float> mean = Vector.Load(p.Mean + i);
                Vector<float> direction = mean * p.Beta1 + gradient * p.OneMinusBeta1;
                (mean * p.Beta2 + gradient * p.OneMinusBeta2).Store(p.Mean + i);
                (value - (SignOf.Each(direction) + value * p.WeightDecay) * p.LearningRate).Store(p.Value + i);
            }
        }
    }
}
