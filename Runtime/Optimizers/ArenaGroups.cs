using System.Numerics;
using TorchSharp;
using static TorchSharp.torch;

namespace MtlDsl;

/// <summary>
/// The learning rates and penalties of parts of an arena, for any optimizer: penalties are added to the gradients before it takes its step,
/// and afterwards a part with a learning rate of its own keeps so much of the step.
/// </summary>
internal sealed class ArenaGroups(ArenaMemory values, ArenaMemory gradients) : IDisposable
{
    private readonly List<Part> _penalties = [];
    private readonly List<Part> _rates = [];
    private ArenaMemory? _before;

    /// <summary>Whether a part has a learning rate of its own.</summary>
    public bool HasRates => _rates.Count > 0;

    /// <summary>Adds a part. It may not overlap with another.</summary>
    public void Add(ParameterGroup group, ArenaRange range, bool isPenalised)
    {
        if (group.LearningRate != 1) Extend(_rates, new Part(range) { LearningRate = (float)group.LearningRate });
        if (isPenalised && (group.L1 != 0 || group.L2 != 0)) Extend(_penalties, new Part(range) { L1 = (float)group.L1, L2 = (float)group.L2 });
    }

    /// <summary>Adds (l1 · sign(w) + l2 · w) · scale to the gradient of each penalised w.</summary>
    public void AddPenalties(bool usesTensors, double scale)
    {
        foreach (Part penalty in _penalties)
        {
            Part scaled = penalty with { L1 = (float)(penalty.L1 * scale), L2 = (float)(penalty.L2 * scale) };
            if (usesTensors) AddByTensors(scaled);
            else AddInMemory(scaled);
        }
    }

    /// <summary>Keeps the values as they are before the step.</summary>
    public void BeginStep()
    {
        if (!HasRates) return;
        _before ??= new ArenaMemory(values.Tensor.numel(), values.Tensor.device);
        using DisposeScope scope = NewDisposeScope();
        foreach (Part rate in _rates) Slice(_before, rate.Range).copy_(Slice(values, rate.Range));
    }

    /// <summary>Takes off what of the step is too much, by the learning rate of each part.</summary>
    public void EndStep(bool usesTensors)
    {
        foreach (Part rate in _rates)
        {
            if (usesTensors) ScaleByTensors(rate);
            else ScaleInMemory(rate);
        }
    }

    public void Dispose() => _before?.Dispose();

    private static Tensor Slice(ArenaMemory memory, ArenaRange range) => memory.Tensor.narrow(0, range.Offset, range.Length);

    // Neighbours that are treated alike become one, so that a node's layers are one pass.
    private static void Extend(List<Part> parts, Part part)
    {
        if (parts.Count > 0 && parts[^1].Range is var (offset, length) && offset + length == part.Range.Offset && parts[^1] with { Range = part.Range } == part)
            parts[^1] = part with { Range = new ArenaRange(offset, length + part.Range.Length) };
        else parts.Add(part);
    }

    private void AddByTensors(Part penalty)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor weights = Slice(values, penalty.Range), gradient = Slice(gradients, penalty.Range);
        if (penalty.L2 != 0) gradient.add_(weights, alpha: penalty.L2);
        if (penalty.L1 != 0) gradient.add_(weights.sign(), alpha: penalty.L1);
    }

    private unsafe void AddInMemory(Part penalty) => VectorPass.Run(new PenaltyPass
    {
        Value = values.Pointer + penalty.Range.Offset,
        Gradient = gradients.Pointer + penalty.Range.Offset,
        L1 = penalty.L1,
        L2 = penalty.L2,
    }, penalty.Range.Length);

    private void ScaleByTensors(Part rate)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor after = Slice(values, rate.Range), before = Slice(_before!, rate.Range);
        after.sub_(before).mul_(rate.LearningRate).add_(before);
    }

    private unsafe void ScaleInMemory(Part rate) => VectorPass.Run(new RatePass
    {
        Value = values.Pointer + rate.Range.Offset,
        Before = _before!.Pointer + rate.Range.Offset,
        Factor = rate.LearningRate,
    }, rate.Range.Length);

    private sealed record Part(ArenaRange Range)
    {
        public float LearningRate { get; init; } = 1;

        public float L1 { get; init; }

        public float L2 { get; init; }
    }

    // A part of the arena begins and ends anywhere, so both passes have a tail of single elements.

    private unsafe struct PenaltyPass : IVectorPass
    {
        public float* Value, Gradient;
        public float L1, L2;

        public readonly void Run(long start, long end)
        {
            PenaltyPass p = this;
            long i = start;
            for (; i + Vector<float>.Count <= end; i += Vector<float>.Count)
            {
                Vector<float> value = Vector.Load(p.Value + i);
                (Vector.Load(p.Gradient + i) + value * p.L2 + SignOf.Each(value) * p.L1).Store(p.Gradient + i);
            }
            for (; i < end; i++) p.Gradient[i] = p.Gradient[i] + p.Value[i] * p.L2 + SignOf.One(p.Value[i]) * p.L1;
        }
    }

    private unsafe struct RatePass : IVectorPass
    {
        public float* Value, Before;
        public float Factor;

        public readonly void Run(long start, long end)
        {
            RatePass p = this;
            long i = start;
            for (; i + Vector<float>.Count <= end; i += Vector<float>.Count)
            {
                Vector<float> before = Vector.Load(p.Before + i);
                ((Vector.Load(p.Value + i) - before) * p.Factor + before).Store(p.Value + i);
            }
            for (; i < end; i++) p.Value[i] = (p.Value[i] - p.Before[i]) * p.Factor + p.Before[i];
        }
    }
}
