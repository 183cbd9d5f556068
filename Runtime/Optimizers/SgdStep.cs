using System.Numerics;
using static TorchSharp.torch;

namespace MtlDsl;

/// <summary>The steps of <see cref="Sgd"/>.</summary>
internal sealed class SgdStep : ArenaOptimizer
{
    private readonly Sgd _options;
    private readonly ArenaMemory? _velocity;

    public SgdStep(ParameterArena arena, double? clipNorm, Sgd options) : base(arena, options.LearningRate, clipNorm)
    {
        _options = options;
        if (options.Momentum != 0) _velocity = new ArenaMemory(arena.Length, arena.Values.device);
        State = _velocity is null ? [] : [("momentum_buffer", _velocity.Tensor)];
    }

    public override IReadOnlyList<(string Name, Tensor Tensor)> State { get; }

    // The first velocity is the gradient, without dampening.
    private double Intake => Steps == 1 ? 1 : 1 - _options.Dampening;

    protected override void Update(Tensor gradients)
    {
        if (_options.WeightDecay != 0) gradients = gradients.add(Arena.Values, alpha: _options.WeightDecay);
        if (_velocity is not null)
        {
            Tensor velocity = _velocity.Tensor.mul_(_options.Momentum).add_(gradients, alpha: Intake);
            gradients = _options.Nesterov ? gradients.add(velocity, alpha: _options.Momentum) : velocity;
        }
        Arena.Values.add_(gradients, alpha: -LearningRate);
    }

    private protected override unsafe bool TryUpdateMemory(float clipFactor)
    {
        var pass = new Pass
        {
            Value = Arena.ValueMemory.Pointer,
            Gradient = Arena.GradientMemory.Pointer,
            ClipFactor = clipFactor,
            WeightDecay = (float)_options.WeightDecay,
            LearningRate = (float)LearningRate,
        };
        if (_velocity is null)
        {
            VectorPass.Run(pass, Arena.ValueMemory.PaddedLength);
            return true;
        }
        VectorPass.Run(new MomentumPass
        {
            Plain = pass,
            Velocity = _velocity.Pointer,
            Momentum = (float)_options.Momentum,
            Intake = (float)Intake,
            // Step by velocity · ahead + gradient · behind: (1, 0) or, with Nesterov, (momentum, 1).
            Ahead = _options.Nesterov ? (float)_options.Momentum : 1,
            Behind = _options.Nesterov ? 1 : 0,
        }, _velocity.PaddedLength);
        return true;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) _velocity?.Dispose();
        base.Dispose(disposing);
    }

    private unsafe struct Pass : IVectorPass
    {
        public float* Value, Gradient;
        public float ClipFactor, WeightDecay, LearningRate;

        public readonly void Run(long start, long end)
        {
            Pass p = this;
            for (long i = start; i < end; i += Vector<float>.Count)
            {
                Vector<float> value = Vector.Load(p.Value + i);
                (value - p.Decayed(value, i) * p.LearningRate).Store(p.Value + i);
            }
        }

        public readonly Vector<float> Decayed(Vector<float> value, long i) => Vector.Load(Gradient + i) * ClipFactor + value * WeightDecay;
    }

    private unsafe struct MomentumPass : IVectorPass
    {
        public Pass Plain;
        public float* Velocity;
        public float Momentum, Intake, Ahead, Behind;

        public readonly void Run(long start, long end)
        {
            MomentumPass p = this;
            for (long i = start; i < end; i += Vector<float>.Count)
            {
                Vector<float> value = Vector.Load(p.Plain.Value + i);
                Vector<float> gradient = p.Plain.Decayed(value, i);
                Vector<float> velocity = Vector.Load(p.Velocity + i) * p.Momentum + gradient * p.Intake;
                velocity.Store(p.Velocity + i);
                (value - (velocity * p.Ahead + gradient * p.Behind) * p.Plain.LearningRate).Store(p.Plain.Value + i);
            }
        }
    }
}
