using System.Numerics;
using TorchSharp;
using static TorchSharp.torch;

namespace MtlDsl;

/// <summary>The steps of <see cref="Adagrad"/>.</summary>
internal sealed class AdagradStep : ArenaOptimizer
{
    private readonly Adagrad _options;
    private readonly ArenaMemory _sum;

    public AdagradStep(ParameterArena arena, double? clipNorm, Adagrad options) : base(arena, options.LearningRate, clipNorm)
    {
        _options = options;
        _sum = new ArenaMemory(arena.Length, arena.Values.device);
        using (DisposeScope scope = NewDisposeScope()) _sum.Tensor.fill_(options.InitialAccumulator);
        State = [("sum", _sum.Tensor)];
    }

    public override IReadOnlyList<(string Name, Tensor Tensor)> State { get; }

    private double StepSize => LearningRate / (1 + (Steps - 1) * _options.LearningRateDecay);

    protected override void Update(Tensor gradients)
    {
        if (_options.WeightDecay != 0) gradients = gradients.add(Arena.Values, alpha: _options.WeightDecay);
        _sum.Tensor.addcmul_(gradients, gradients, 1);
        Arena.Values.addcdiv_(gradients, _sum.Tensor.sqrt().add_(_options.Epsilon), -StepSize);
    }

    private protected override unsafe bool TryUpdateMemory(float clipFactor)
    {
        VectorPass.Run(new Pass
        {
            Value = Arena.ValueMemory.Pointer,
            Gradient = Arena.GradientMemory.Pointer,
            Sum = _sum.Pointer,
            ClipFactor = clipFactor,
            WeightDecay = (float)_options.WeightDecay,
            Epsilon = (float)_options.Epsilon,
            StepSize = (float)StepSize,
        }, _sum.PaddedLength);
        return true;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) _sum.Dispose();
        base.Dispose(disposing);
    }

    private unsafe struct Pass : IVectorPass
    {
        public float* Value, Gradient, Sum;
        public float ClipFactor, WeightDecay, Epsilon, StepSize;

        public readonly void Run(long start, long end)
        {
            Pass p = this;
            for (long i = start; i < end; i += Vector<float>.Count)
            {
                Vector<float> value = Vector.Load(p.Value + i);
                Vector<float> gradient = Vector.Load(p.Gradient + i) * p.ClipFactor + value * p.WeightDecay;
                Vector<float> sum = Vector.Load(p.Sum + i) + gradient * gradient;
                sum.Store(p.Sum + i);
                Vector<float> root = Vector.SquareRoot(sum) + new Vector<float>(p.Epsilon);
                (value - gradient / root * p.StepSize).Store(p.Value + i);
            }
        }
    }
}
