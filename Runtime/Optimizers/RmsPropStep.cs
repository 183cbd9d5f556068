using System.Numerics;
using static TorchSharp.torch;

namespace MtlDsl;

/// <summary>The steps of <see cref="RmsProp"/>.</summary>
internal sealed class RmsPropStep : ArenaOptimizer
{
    private readonly RmsProp _options;
    private readonly ArenaMemory _square;
    private readonly ArenaMemory? _velocity;
    private readonly ArenaMemory? _mean;

    public RmsPropStep(ParameterArena arena, double? clipNorm, RmsProp options) : base(arena, options.LearningRate, clipNorm)
    {
        _options = options;
        _square = new ArenaMemory(arena.Length, arena.Values.device);
        if (options.Momentum != 0) _velocity = new ArenaMemory(arena.Length, arena.Values.device);
        if (options.Centered) _mean = new ArenaMemory(arena.Length, arena.Values.device);
        State =
        [
            ("square_avg", _square.Tensor),
            .. Named("momentum_buffer", _velocity),
            .. Named("grad_avg", _mean),
        ];
    }

    public override IReadOnlyList<(string Name, Tensor Tensor)> State { get; }

    protected override void Update(Tensor gradients)
    {
        if (_options.WeightDecay != 0) gradients = gradients.add(Arena.Values, alpha: _options.WeightDecay);
        Tensor variance = _square.Tensor.mul_(_options.Alpha).addcmul_(gradients, gradients, 1 - _options.Alpha);
        if (_mean is not null)
        {
            Tensor mean = _mean.Tensor.mul_(_options.Alpha).add_(gradients, alpha: 1 - _options.Alpha);
            variance = variance.addcmul(mean, mean, -1);
        }
        Tensor root = variance.sqrt().add_(_options.Epsilon);
        if (_velocity is null) Arena.Values.addcdiv_(gradients, root, -LearningRate);
        else Arena.Values.add_(_velocity.Tensor.mul_(_options.Momentum).addcdiv_(gradients, root), alpha: -LearningRate);
    }

    private protected override unsafe bool TryUpdateMemory(float clipFactor)
    {
        VectorPass.Run(new Pass
        {
            Value = Arena.ValueMemory.Pointer,
            Gradient = Arena.GradientMemory.Pointer,
            Square = _square.Pointer,
            Velocity = _velocity is null ? null : _velocity.Pointer,
            Mean = _mean is null ? null : _mean.Pointer,
            ClipFactor = clipFactor,
            WeightDecay = (float)_options.WeightDecay,
            Alpha = (float)_options.Alpha,
            OneMinusAlpha = (float)(1 - _options.Alpha),
            Epsilon = (float)_options.Epsilon,
            Momentum = (float)_options.Momentum,
            LearningRate = (float)LearningRate,
        }, _square.PaddedLength);
        return true;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _square.Dispose();
            _velocity?.Dispose();
            _mean?.Dispose();
        }
        base.Dispose(disposing);
    }

    private static IEnumerable<(string, Tensor)> Named(string name, ArenaMemory? memory) => memory is null ? [] : [(name, memory.Tensor)];

    private unsafe struct Pass : IVectorPass
    {
        public float* Value, Gradient, Square;

        // Null where there is no momentum, and where the variance is not centred.
        public float* Velocity, Mean;
        public float ClipFactor, WeightDecay, Alpha, OneMinusAlpha, Epsilon, Momentum, LearningRate;

        public readonly void Run(long start, long end)
        {
            Pass p = this;
            for (long i = start; i < end; i += Vector<float>.Count)
            {
                Vector<float> value = Vector.Load(p.Value + i);
                Vector<float> gradient = Vector.Load(p.Gradient + i) * p.ClipFactor + value * p.WeightDecay;
                Vector<float> square = Vector.Load(p.Square + i) * p.Alpha + gradient * gradient * p.OneMinusAlpha;
                square.Store(p.Square + i);
                if (p.Mean != null)
                {
                    Vector<float> mean = Vector.Load(p.Mean + i) * p.Alpha + gradient * p.OneMinusAlpha;
                    mean.Store(p.Mean + i);
                    square -= mean * mean;
                }
                Vector<float> step = gradient / (Vector.SquareRoot(square) + new Vector<float>(p.Epsilon));
                if (p.Velocity != null)
                {
                    step += Vector.Load(p.Velocity + i) * p.Momentum;
                    step.Store(p.Velocity + i);
                }
                (value - step * p.LearningRate).Store(p.Value + i);
            }
        }
    }
}
