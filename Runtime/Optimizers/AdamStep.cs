using System.Numerics;
using static TorchSharp.torch;

namespace MtlDsl;

/// <summary>The steps of <see cref="Adam"/> and <see cref="AdamW"/>.</summary>
internal sealed class AdamStep : ArenaOptimizer
{
    private readonly double _beta1;
    private readonly double _beta2;
    private readonly double _epsilon;
    private readonly double _coupledDecay;
    private readonly double _decoupledDecay;
    private readonly ArenaMemory _mean;
    private readonly ArenaMemory _square;

    public AdamStep(ParameterArena arena, double? clipNorm, double learningRate, double beta1, double beta2, double epsilon,
        double weightDecay, bool isDecoupled) : base(arena, learningRate, clipNorm)
    {
        _beta1 = beta1;
        _beta2 = beta2;
        _epsilon = epsilon;
        _coupledDecay = isDecoupled ? 0 : weightDecay;
        _decoupledDecay = isDecoupled ? weightDecay : 0;
        _mean = new ArenaMemory(arena.Length, arena.Values.device);
        _square = new ArenaMemory(arena.Length, arena.Values.device);
        State = [("exp_avg", _mean.Tensor), ("exp_avg_sq", _square.Tensor)];
    }

    public override IReadOnlyList<(string Name, Tensor Tensor)> State { get; }

    // The running means start at 0; dividing by 1 − βᵗ undoes that bias. In float64, as PyTorch does.
    private double StepSize => LearningRate / (1 - Math.Pow(_beta1, Steps));

    private double RootCorrection => Math.Sqrt(1 - Math.Pow(_beta2, Steps));

    private double Shrinkage => 1 - LearningRate * _decoupledDecay;

    protected override void Update(Tensor gradients)
    {
        Tensor values = Arena.Values;
        if (_coupledDecay != 0) gradients = gradients.add(values, alpha: _coupledDecay);
        if (_decoupledDecay != 0) values.mul_(Shrinkage);
        _mean.Tensor.mul_(_beta1).add_(gradients, alpha: 1 - _beta1);
        _square.Tensor.mul_(_beta2).addcmul_(gradients, gradients, 1 - _beta2);
        values.addcdiv_(_mean.Tensor, _square.Tensor.sqrt().div_(RootCorrection).add_(_epsilon), -StepSize);
    }

    private protected override unsafe bool TryUpdateMemory(float clipFactor)
    {
        VectorPass.Run(new Pass
        {
            Value = Arena.ValueMemory.Pointer,
            Gradient = Arena.GradientMemory.Pointer,
            Mean = _mean.Pointer,
            Square = _square.Pointer,
            ClipFactor = clipFactor,
            CoupledDecay = (float)_coupledDecay,
            Shrinkage = (float)Shrinkage,
            Beta1 = (float)_beta1,
            OneMinusBeta1 = (float)(1 - _beta1),
            Beta2 = (float)_beta2,
            OneMinusBeta2 = (float)(1 - _beta2),
            InverseRootCorrection = (float)(1 / RootCorrection),
            Epsilon = (float)_epsilon,
            StepSize = (float)StepSize,
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

    private unsafe struct Pass : IVectorPass
    {
        public float* Value, Gradient, Mean, Square;
        public float ClipFactor, CoupledDecay, Shrinkage, Beta1, OneMinusBeta1, Beta2, OneMinusBeta2, InverseRootCorrection, Epsilon, StepSize;

        public readonly void Run(long start, long end)
        {
            // A copy in locals, which no store through a pointer can change: the factors stay in registers.
            Pass p = this;
            for (long i = start; i < end; i += Vector<float>.Count)
            {
                Vector<float> value = Vector.Load(p.Value + i);
                Vector<float> gradient = Vector.Load(p.Gradient + i) * p.ClipFactor + value * p.CoupledDecay;
                Vector<float> mean = Vector.Load(p.Mean + i) * p.Beta1 + gradient * p.OneMinusBeta1;
                Vector<float> square = Vector.Load(p.Square + i) * p.Beta2 + gradient * gradient * p.OneMinusBeta2;
                Vector<float> root = Vector.SquareRoot(square) * p.InverseRootCorrection + new Vector<float>(p.Epsilon);
                mean.Store(p.Mean + i);
                square.Store(p.Square + i);
                (value * p.Shrinkage - mean / root * p.StepSize).Store(p.Value + i);
            }
        }
    }
}
