using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;

namespace MtlDsl;

/// <summary>Products of gradients that lie in rows, in double precision.</summary>
internal static class GradientRowProducts
{
    /// <summary>left · rightᵀ, each (rows, elements).</summary>
    public static double[,] Multiply(Tensor left, Tensor right)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor products = left.to(ScalarType.Float64).mm(right.to(ScalarType.Float64).t()).contiguous().cpu();
        var result = new double[left.shape[0], right.shape[0]];
        if (result.Length > 0) MemoryMarshal.Cast<byte, double>(products.bytes).CopyTo(MemoryMarshal.CreateSpan(ref result[0, 0], result.Length));
        return result;
    }

    /// <summary>Σ weight · row, in single precision.</summary>
    /// <param name="rows">float32 (tasks, elements).</param>
    /// <param name="weights">Of all tasks of the model.</param>
    /// <param name="tasks">Which task each row is of.</param>
    public static Tensor Combine(Tensor rows, double[] weights, IReadOnlyList<int> tasks)
    {
        using DisposeScope scope = NewDisposeScope();
        if (tasks.Count == 0) return zeros(rows.shape[1], device: rows.device).MoveToOuterDisposeScope();
        // A copy: a tensor over an array of .NET's lies where the array does, and how memory is aligned decides the order of a sum.
        Tensor row = tensor(tasks.Select(task => (float)weights[task]).ToArray(), device: rows.device).clone().unsqueeze(0);
        return row.mm(rows).squeeze(0).MoveToOuterDisposeScope();
    }
}
