using static TorchSharp.torch;

namespace TorchSharp;

/// <summary>The tensors of one scope after another.</summary>
internal sealed class ScopeTensors
{
    private Tensor?[] places = new Tensor?[64];

    // Only where a thread ended and left a scope undisposed is there anything to release: its tensors have no finalizer.
    ~ScopeTensors() => Release();

    internal int Count { get; private set; }

    internal ReadOnlySpan<Tensor> Span => places.AsSpan(0, Count)!;

    internal void Add(Tensor tensor)
    {
        if (Count == places.Length)
            Array.Resize(ref places, Count * 2);
        tensor.ScopeIndex = Count;
        places[Count++] = tensor;
    }

    /// <summary>Moves the last tensor into the place of this one.</summary>
    internal void Remove(Tensor tensor)
    {
        var last = places[--Count]!;
        places[tensor.ScopeIndex] = last;
        last.ScopeIndex = tensor.ScopeIndex;
        places[Count] = null;
    }

    /// <summary>Puts one tensor in the place of another, which has given its handle away.</summary>
    internal void Replace(Tensor original, Tensor replacement)
    {
        replacement.ScopeIndex = original.ScopeIndex;
        places[original.ScopeIndex] = replacement;
    }

    internal void Release()
    {
        Tensor.ReleaseAll(places.AsSpan(0, Count)!);
        Count = 0;
    }
}
