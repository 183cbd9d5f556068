using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;

namespace MtlDsl;

/// <summary>
/// A float32 vector that belongs to an arena: its values, its gradients, or an optimizer's moments. Behind its last element lie zeros up to
/// a whole number of the widest vector registers, so that the passes over it have no tail.
/// </summary>
internal sealed unsafe class ArenaMemory : IDisposable
{
    // 512 bits of float32; a multiple of every Vector<float>.Count.
    private const int Padding = 16;
    private readonly float* _pointer;

    public ArenaMemory(long length, Device device)
    {
        PaddedLength = (length + Padding - 1) / Padding * Padding;
        using DisposeScope scope = NewDisposeScope();
        Tensor padded = zeros(PaddedLength, ScalarType.Float32, device);
        Tensor = padded.narrow(0, 0, length).DetachFromDisposeScope();
        IsOnCpu = device.type == DeviceType.CPU;
        if (IsOnCpu) _pointer = AddressOf(padded);
    }

    /// <summary>The vector: (length), float32.</summary>
    public Tensor Tensor { get; }

    public bool IsOnCpu { get; }

    /// <summary>The number of elements that a vectorised pass covers.</summary>
    public long PaddedLength { get; }

    /// <summary>The first element. On the CPU only.</summary>
    public float* Pointer => IsOnCpu ? _pointer : throw new InvalidOperationException("Only memory on the CPU has an address here.");

    /// <summary>Where the elements of a tensor begin: contiguous, on the CPU.</summary>
    public static float* AddressOf(Tensor tensor)
    {
        // A span cannot reach over 2 GiB, so a large tensor is asked by way of its first element.
        if (tensor.numel() < int.MaxValue / sizeof(float)) return (float*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(tensor.bytes));
        using Tensor flat = tensor.view(-1);
        using Tensor first = flat.narrow(0, 0, 1);
        return AddressOf(first);
    }

    public void Clear()
    {
        if (IsOnCpu) NativeMemory.Clear(_pointer, (nuint)PaddedLength * sizeof(float));
        else Tensor.zero_();
    }

    public void Dispose() => Tensor.Dispose();
}
