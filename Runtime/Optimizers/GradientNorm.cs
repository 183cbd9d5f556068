using System.Numerics;

namespace MtlDsl;

/// <summary>
/// The Euclidean norm of a vector on the CPU, summed in float64. Each block has its own sum and these are added in order, so the norm does
/// not depend on the number of threads.
/// </summary>
internal sealed class GradientNorm(ArenaMemory memory)
{
    private readonly double[] _sums = new double[VectorPass.Blocks(memory.PaddedLength)];

    public unsafe double Compute()
    {
        VectorPass.Run(new SquareSums(memory.Pointer, _sums), memory.PaddedLength);
        double sum = 0;
        foreach (double block in _sums) sum += block;
        return Math.Sqrt(sum);
    }

    private readonly unsafe struct SquareSums(float* vector, double[] sums) : IVectorPass
    {
        private readonly float* _vector = vector;
        private readonly double[] _sums = sums;

        public void Run(long start, long end)
        {
            Vector<double> low = Vector<double>.Zero, high = Vector<double>.Zero;
            for (long i = start; i < end; i += Vector<float>.Count)
            {
                Vector.Widen(Vector.Load(_vector + i), out Vector<double> a, out Vector<double> b);
                low += a * a;
                high += b * b;
            }
            _sums[start / VectorPass.BlockLength] = Vector.Sum(low + high);
        }
    }
}
