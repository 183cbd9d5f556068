using System.Numerics;
using static TorchSharp.torch;

namespace MtlDsl;

/// <summary>The steps of <see cref="AdaBelief"/>.</summary>
internal sealed class AdaBeliefStep : ArenaOptimizer
{
    private readonly AdaBelief _options;
    private readonly ArenaMemory _mean;
    private readonly ArenaMemory _variance;

    public AdaBeliefStep(ParameterArena arena, double? clipNorm, AdaBelief options) : base(arena, options.LearningRate, clipNorm)
    {
        _options = options;
        _mean = new ArenaMemory(arena.Length, arena.Values.device);
        _variance = new ArenaMemory(arena.Length, arena.Values.device);
        State = [("exp_avg", _mean.Tensor), ("exp_avg_var", _variance.Tensor)];
    }

    public override IReadOnlyList<(string Name, Tensor Tensor)> State { get; }

    private double StepSize => LearningRate / (1 - Math.Pow(_options.Beta1, Steps));

    private double RootCorrection => Math.Sqrt(1 - Math.Pow(_options.Beta2, Steps));

    private double Decay => LearningRate * _options.WeightDecay;

    protected override void Update(Tensor gradients)
    {
        Tensor values = Arena.Values;
        if (Decay != 0) values.sub_(values * Decay);
        _mean.Tensor.mul_(_options.Beta1).add_(gradients, alpha: 1 - _options.Beta1);
        Tensor surprise = gradients - _mean.Tensor;
        _variance.Tensor.mul_(_options.Beta2).addcmul_(surprise, surprise, 1 - _options.Beta2).add_(_options.Epsilon);
        values.addcdiv_(_mean.Tensor, _variance.Tensor.sqrt().div_(RootCorrection).add_(_options.Epsilon), -StepSize);
    }

    private protected override unsafe bool TryUpdateMemory(float clipFactor)
    {
        VectorPass.Run(new Pass
        {
            Value = Arena.ValueMemory.Pointer,
            Gradient = Arena.GradientMemory.Pointer,
            Mean = _mean.Pointer,
            Variance = _variance.Pointer,
            ClipFactor = clipFactor,
            Decay = (float)Decay,
            Beta1 = (float)_options.Beta1,
            OneMinusBeta1 = (float)(1 - _options.Beta1),
            Beta2 = (float)_options.Beta2,
            OneMinusBeta2 = (float)(1 - _options.Beta2),
            InverseRootCorrection = (float)(1 / RootCorrection),
            Epsilon = (float)_options.Epsilon,
            StepSize = (float)StepSize,
        }, _mean.PaddedLength);
        return true;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _mean.Dispose();
            _variance.Dispose();
        }
        base.Dispose(disposing);
    }

    private unsafe struct Pass : IVectorPass
    {
        public float* Value, Gradient, Mean, Variance;
        public float ClipFactor, Decay, Beta1, OneMinusBeta1, Beta2, OneMinusBeta2, InverseRootCorrection, Epsilon, StepSize;

        public readonly void Run(long start, long end)
        {
            Pass p = this;
            var epsilon = new Vector<float>(p.Epsilon);
            for (long i = start; i < end; i += Vector<float>.Count)
            {
                Vector<float> value = Vector.Load(p.Value + i);
                Vector<float> gradient = Vector.Load(p.Gradient + i) * p.ClipFactor;
                Vector<float> mean = Vector.Load(p.Mean + i) * p.Beta1 + gradient * p.OneMinusBeta1;
                Vector<float> surprise = gradient - mean;
                Vector<float> variance = Vector.Load(p.Variance + i) * p.Beta2 + surprise * surprise * p.OneMinusBeta2 + epsilon;
                mean.Store(p.Mean + i);
                variance.Store(p.Variance + i);
                Vector<float> root = Vector.SquareRoot(variance) * p.InverseRootCorrection + epsilon;
                (value - (value * p.Decay + mean / root * p.StepSize)).Store(p.Value + i);
            }
        }
    }
}
