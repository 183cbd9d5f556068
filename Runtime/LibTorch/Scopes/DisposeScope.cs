using System.Diagnostics.CodeAnalysis;
using TorchSharp.Interop;
using static TorchSharp.torch;

namespace TorchSharp;

/// <summary>Owns the tensors that its thread makes while it is the innermost scope, and disposes them with itself.</summary>
/// <remarks>
/// The tensors lie in an array that the thread's next scope uses again, and each knows its place in it: to enter or
/// leave a scope costs no allocation and no look-up.
/// </remarks>
public sealed partial class DisposeScope : IDisposable
{
    private DisposeScopeManager? manager;
    private Tensor?[] tensors;
    private int count;

    internal DisposeScope(DisposeScopeManager manager, Tensor?[] space)
    {
        this.manager = manager;
        tensors = space;
        Outer = manager.Current;
    }

    // Only a scope that its thread left behind undisposed when it ended comes here: its tensors have no finalizer.
    ~DisposeScope()
    {
        for (var i = 0; i < count; i++)
            tensors[i]!.ReleaseHandle();
    }

    internal DisposeScope? Outer { get; set; }

    /// <exception cref="ObjectDisposedException">The scope is disposed.</exception>
    public int DisposablesCount
    {
        get
        {
            Manager();
            return count;
        }
    }

    /// <summary>A copy of the list of tensors in the scope.</summary>
    /// <exception cref="ObjectDisposedException">The scope is disposed.</exception>
    public IReadOnlyList<IDisposable> DisposablesView
    {
        get
        {
            Manager();
            return tensors.AsSpan(0, count).ToArray()!;
        }
    }

    public bool Contains(IDisposable disposable) => disposable is Tensor tensor && tensor.OwningScope == this;

    /// <summary>Disposes the tensors and makes the outer scope the current one.</summary>
    public void Dispose()
    {
        if (manager is not { } owner)
            return;
        DisposeEverything();
        owner.Remove(this, tensors);
        manager = null;
        tensors = [];
        GC.SuppressFinalize(this);
    }

    /// <exception cref="ObjectDisposedException">The scope is disposed.</exception>
    public void DisposeEverything()
    {
        Manager().Statistic.DisposedInScope(count);
        Tensor.ReleaseAll(tensors.AsSpan(0, count)!);
        count = 0;
    }

    /// <exception cref="ObjectDisposedException">The scope is disposed.</exception>
    public void DisposeEverythingBut(IEnumerable<IDisposable> inKeep)
    {
        Manager();
        var keep = inKeep.ToHashSet(ReferenceEqualityComparer.Instance);
        for (var i = count - 1; i >= 0; i--)
        {
            // Disposing moves the last tensor, which was looked at already, into this place.
            if (!keep.Contains(tensors[i]!))
                tensors[i]!.Dispose();
        }
    }

    /// <summary>Forgets a tensor that was disposed elsewhere.</summary>
    public void MarkAsDisposed(IDisposable disposable)
    {
        Manager();
        if (disposable is Tensor tensor && tensor.OwningScope == this)
            Remove(tensor);
    }

    internal void Add(Tensor tensor)
    {
        if (count == tensors.Length)
            Array.Resize(ref tensors, Math.Max(64, count * 2));
        tensor.ScopeIndex = count;
        tensors[count++] = tensor;
    }

    internal void Remove(Tensor tensor)
    {
        var last = tensors[--count]!;
        tensors[tensor.ScopeIndex] = last;
        last.ScopeIndex = tensor.ScopeIndex;
        tensors[count] = null;
    }

    /// <summary>Puts one tensor in the place of another, which has given its handle away.</summary>
    internal void Replace(Tensor original, Tensor replacement)
    {
        replacement.ScopeIndex = original.ScopeIndex;
        tensors[original.ScopeIndex] = replacement;
    }

    private DisposeScopeManager Manager() => manager ?? throw new ObjectDisposedException(GetType().FullName);

    private static Tensor AsTensor(IDisposable disposable) =>
        disposable as Tensor ?? throw new InvalidOperationException(
            $"A DisposeScope holds tensors only, and was given {(disposable is null ? "null" : $"a {disposable.GetType()}")}.");
}
