using static TorchSharp.torch;

namespace TorchSharp;

/// <summary>Owns the tensors that its thread makes while it is the innermost scope, and disposes them with itself.</summary>
/// <remarks>
/// The tensors lie in an array that the thread's next scope uses again, and each knows its place in it: to enter or
/// leave a scope costs no look-up and, once the array is large enough, no allocation.
/// </remarks>
public sealed partial class DisposeScope : IDisposable
{
    private DisposeScopeManager? manager;
    private readonly ScopeTensors tensors;

    internal DisposeScope(DisposeScopeManager manager, ScopeTensors tensors)
    {
        this.manager = manager;
        this.tensors = tensors;
        Outer = manager.Current;
    }

    internal DisposeScope? Outer { get; set; }

    /// <exception cref="ObjectDisposedException">The scope is disposed.</exception>
    public int DisposablesCount
    {
        get
        {
            Manager();
            return tensors.Count;
        }
    }

    /// <summary>A copy of the list of tensors in the scope.</summary>
    /// <exception cref="ObjectDisposedException">The scope is disposed.</exception>
    public IReadOnlyList<IDisposable> DisposablesView
    {
        get
        {
            Manager();
            return tensors.Span.ToArray();
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
    }

    /// <exception cref="ObjectDisposedException">The scope is disposed.</exception>
    public void DisposeEverything()
    {
        Manager().Statistic.DisposedInScope(tensors.Count);
        tensors.Release();
    }

    /// <exception cref="ObjectDisposedException">The scope is disposed.</exception>
    public void DisposeEverythingBut(IEnumerable<IDisposable> inKeep)
    {
        Manager();
        var keep = inKeep.ToHashSet(ReferenceEqualityComparer.Instance);
        // Disposing moves the last tensor, which was looked at already, into the free place.
        for (var i = tensors.Count - 1; i >= 0; i--)
        {
            if (!keep.Contains(tensors.Span[i]))
                tensors.Span[i].Dispose();
        }
    }

    /// <summary>Forgets a tensor that was disposed elsewhere.</summary>
    public void MarkAsDisposed(IDisposable disposable)
    {
        Manager();
        if (disposable is Tensor tensor && tensor.OwningScope == this)
            Remove(tensor);
    }

    internal void Add(Tensor tensor) => tensors.Add(tensor);

    internal void Remove(Tensor tensor) => tensors.Remove(tensor);

    internal void Replace(Tensor original, Tensor replacement) => tensors.Replace(original, replacement);

    private DisposeScopeManager Manager() => manager ?? throw new ObjectDisposedException(GetType().FullName);

    private static Tensor AsTensor(IDisposable disposable) =>
        disposable as Tensor ?? throw new InvalidOperationException(
            $"A DisposeScope holds tensors only, and was given {(disposable is null ? "null" : $"a {disposable.GetType()}")}.");
}
