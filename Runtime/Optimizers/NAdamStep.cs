using System.Numerics;
using static TorchSharp.torch;

namespace MtlDsl;

/// <summary>The steps of <see cref="NAdam"/>.</summary>
internal sealed class NAdamStep : ArenaOptimizer
{
    private readonly NAdam _options;
    private readonly ArenaMemory _mean;
    private readonly ArenaMemory _square;
    private long _productStep;
    private double _product = 1;

    public NAdamStep(ParameterArena arena, double? clipNorm, NAdam options) : base(arena, options.LearningRate, clipNorm)
    {
        _options = options;
        _mean = new ArenaMemory(arena.Length, arena.Values.device);
        _square = new ArenaMemory(arena.Length, arena.Values.device);
        State = [("exp_avg", _mean.Tensor), ("exp_avg_sq", _square.Tensor)];
    }

    public override IReadOnlyList<(string Name, Tensor Tensor)> State { get; }

    private double RootCorrection => Math.Sqrt(1 - Math.Pow(_options.Beta2, Steps));

    protected override void Update(Tensor gradients)
    {
        if (_options.WeightDecay != 0) gradients = gradients.add(Arena.Values, alpha: _options.WeightDecay);
        _mean.Tensor.mul_(_options.Beta1).add_(gradients, alpha: 1 - _options.Beta1);
        _square.Tensor.mul_(_options.Beta2).addcmul_(gradients, gradients, 1 - _options.Beta2);
        Tensor root = _square.Tensor.sqrt().div_(RootCorrection).add_(_options.Epsilon);
        (double behind, double ahead) = StepSizes();
        Arena.Values.addcdiv_(gradients, root, -behind).addcdiv_(_mean.Tensor, root, -ahead);
    }

    private protected override unsafe bool TryUpdateMemory(float clipFactor)
    {
        (double behind, double ahead) = StepSizes();
        VectorPass.Run(new Pass
        {
            Value = Arena.ValueMemory.Pointer,
            Gradient = Arena.GradientMemory.Pointer,
            Mean = _mean.Pointer,
            Square = _square.Pointer,
            ClipFactor = clipFactor,
            WeightDecay = (float)_options.WeightDecay,
            Beta1 = (float)_options.Beta1,
            OneMinusBeta1 = (float)(1 - _options.Beta1),
            Beta2 = (float)_options.Beta2,
            OneMinusBeta2 = (float)(1 - _options.Beta2),
            InverseRootCorrection = (float)(1 / RootCorrection),
            Epsilon = (float)_options.Epsilon,
            Behind = (float)behind,
            Ahead = (float)ahead,
        }, _mean.PaddedLength);
        return true;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _mean.Dispose();
            _square.Dispose();
        }
        base.Dispose(disposing);
    }

    /// <summary>How far to go along the gradient, and along its running mean.</summary>
    private (double Behind, double Ahead) StepSizes()
    {
        double next = Momentum(Steps + 1), product = MomentumProduct();
        return (LearningRate * (1 - Momentum(Steps)) / (1 - product), LearningRate * next / (1 - product * Momentum(Steps) * next));
    }

    private double Momentum(long step) => _options.Beta1 * (1 - 0.5 * Math.Pow(0.96, step * _options.MomentumDecay));

    // Of all steps so far. It follows from their number alone, so that a checkpoint does without it and a resumed run has the same bits.
    private double MomentumProduct()
    {
        if (_productStep > Steps) (_productStep, _product) = (0, 1);
        while (_productStep < Steps) _product *= Momentum(++_productStep);
        return _product;
    }

    private unsafe struct Pass : IVectorPass
    {
        public float* Value, Gradient, Mean, Square;
        public float ClipFactor, WeightDecay, Beta1, OneMinusBeta1, Beta2, OneMinusBeta2, InverseRootCorrection, Epsilon, Behind, Ahead;

        public readonly void Run(long start, long end)
        {
            Pass p = this;
            for (long i = start; i < end; i += Vector<float>.Count)
            {
                Vector<float> value = Vector.Load(p.Value + i);
                Vector<float> gradient = Vector.Load(p.Gradient + i) * p.ClipFactor + value * p.WeightDecay;
                Vector<float> mean = Vector.Load(p.Mean + i) * p.Beta1 + gradient * p.OneMinusBeta1;
                Vector<float> square = Vector.Load(p.Square + i) * p.Beta2 + gradient * gradient * p.OneMinusBeta2;
                Vector<float> root = Vector.SquareRoot(square) * p.InverseRootCorrection + new Vector<float>(p.Epsilon);
                mean.Store(p.Mean + i);
                square.Store(p.Square + i);
                (value - (gradient * p.Behind + mean * p.Ahead) / root).Store(p.Value + i);
            }
        }
    }
}
