using TorchSharp.Interop;

namespace TorchSharp;

// Random integers, permutations and normal values.
public static partial class torch
{
    public static Tensor randint(
        long low, long high, long[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false,
        Generator? generator = null, string[]? names = null)
    {
        Unnamed(names);
        return Finish(
            Aten.randint_low_generator.Call(
                [low, high, size, generator, dtype ?? ScalarType.Int64, Argument.None, InitializeDevice(device)]),
            requires_grad);
    }

    public static Tensor randint(
        long high, long[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false,
        Generator? generator = null, string[]? names = null) =>
        randint(0, high, size, dtype, device, requires_grad, generator, names);

    public static Tensor randint(
        int low, int high, int[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false,
        Generator? generator = null, string[]? names = null) =>
        randint(low, high, Array.ConvertAll(size, dim => (long)dim), dtype, device, requires_grad, generator, names);

    public static Tensor randint(
        int high, int[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false,
        Generator? generator = null, string[]? names = null) =>
        randint(0, high, size, dtype, device, requires_grad, generator, names);

    /// <summary>The numbers from 0 to n - 1 in random order.</summary>
    public static Tensor randperm(
        long n, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null) =>
        Finish(
            Aten.randperm_generator.Call([n, generator, dtype ?? ScalarType.Int64, Argument.None, InitializeDevice(device)]),
            requires_grad);

    public static Tensor normal(
        double mean, double std, ReadOnlySpan<long> size, ScalarType? dtype = null, Device? device = null,
        bool requires_grad = false, Generator? generator = null, string[]? names = null) =>
        Finish(Empty(size.ToArray(), dtype, device, false, names).normal_(mean, std, generator), requires_grad);

    public static Tensor normal(Tensor mean, Tensor std, Generator? generator = null) =>
        Aten.normal_Tensor_Tensor.Call([mean, std, generator]);

    private static Tensor Rand(
        long[] size, ScalarType? dtype, Device? device, bool requires_grad, Generator? generator, string[]? names) =>
        Draw(Aten.rand_generator, size, dtype, device, requires_grad, generator, names);

    private static Tensor Randn(
        long[] size, ScalarType? dtype, Device? device, bool requires_grad, Generator? generator, string[]? names) =>
        Draw(Aten.randn_generator, size, dtype, device, requires_grad, generator, names);

    private static Tensor Draw(
        Operator op, long[] size, ScalarType? dtype, Device? device, bool requires_grad, Generator? generator, string[]? names)
    {
        Unnamed(names);
        return Finish(
            op.Call([size, generator, dtype ?? default_dtype, Argument.None, InitializeDevice(device)]), requires_grad);
    }
}
