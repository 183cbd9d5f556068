using System.Numerics;
using TorchSharp;
using static TorchSharp.torch;

namespace MtlDsl;

/// <summary>What is done with an average of weights: one pass over memory on the CPU, elsewhere tensor operations.</summary>
internal static class AveragePass
{
    /// <summary>average = decay · average + (1 - decay) · values.</summary>
    public static unsafe void Update(ArenaMemory average, ArenaMemory values, double decay)
    {
        if (average.IsOnCpu)
        {
            VectorPass.Run(new Average(average.Pointer, values.Pointer, (float)decay, (float)(1 - decay)), average.PaddedLength);
            return;
        }
        UpdateTensors(average.Tensor, values.Tensor, decay);
    }

    /// <summary>Exchanges the two, to the last bit.</summary>
    public static unsafe void Swap(ArenaMemory average, ArenaMemory values)
    {
        if (average.IsOnCpu)
        {
            VectorPass.Run(new Exchange(average.Pointer, values.Pointer), average.PaddedLength);
            return;
        }
        SwapTensors(average.Tensor, values.Tensor);
    }

    internal static void UpdateTensors(Tensor average, Tensor values, double decay)
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable untracked = no_grad();
        average.mul_(decay).add_(values, alpha: 1 - decay);
    }

    internal static void SwapTensors(Tensor average, Tensor values)
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable untracked = no_grad();
        Tensor kept = average.clone();
        average.copy_(values);
        values.copy_(kept);
    }

    private readonly unsafe struct Average(float* average, float* values, float decay, float rest) : IVectorPass
    {
        private readonly float* _average = average, _values = values;
        private readonly float _decay = decay, _rest = rest;

        public void Run(long start, long end)
        {
            for (long i = start; i < end; i += Vector<float>.Count)
                (Vector.Load(_average + i) * _decay + Vector.Load(_values + i) * _rest).Store(_average + i);
        }
    }

    private readonly unsafe struct Exchange(float* first, float* second) : IVectorPass
    {
        private readonly float* _first = first, _second = second;

        public void Run(long start, long end)
        {
            for (long i = start; i < end; i += Vector<float>.Count)
            {
                Vector<float> kept = Vector.Load(_first + i);
                Vector.Load(_second + i).Store(_first + i);
                kept.Store(_second + i);
            }
        }
    }
}
