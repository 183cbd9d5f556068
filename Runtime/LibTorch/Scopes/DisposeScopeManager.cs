using static TorchSharp.torch;

namespace TorchSharp;

/// <summary>The scopes of one thread.</summary>
public class DisposeScopeManager
{
    [ThreadStatic]
    private static DisposeScopeManager? instance;

    // As many as scopes were ever open at once.
    private readonly Stack<ScopeTensors> spare = new();

    internal static DisposeScopeManager Instance => instance ?? Create();

    /// <summary>What this thread did with tensors so far.</summary>
    public static ThreadDisposeScopeStatistics Statistics => Instance.ThreadStatistics;

    internal ThreadDisposeScopeStatistics ThreadStatistics { get; } = new();

    internal LifetimeStatistics Statistic => ThreadStatistics.TensorStatistics;

    internal DisposeScope? Current { get; private set; }

    internal DisposeScope NewScope() =>
        Current = new DisposeScope(this, spare.TryPop(out var tensors) ? tensors : new ScopeTensors());

    internal void Remove(DisposeScope scope, ScopeTensors tensors)
    {
        spare.Push(tensors);
        if (Current == scope)
        {
            Current = scope.Outer;
            return;
        }
        for (var inner = Current; inner is not null; inner = inner.Outer)
        {
            if (inner.Outer == scope)
                inner.Outer = scope.Outer;
        }
    }

    private static DisposeScopeManager Create() => instance = new DisposeScopeManager();
}

public static partial class torch
{
    /// <summary>Opens a scope on this thread; tensors made from now on are disposed with it.</summary>
    public static DisposeScope NewDisposeScope() => DisposeScopeManager.Instance.NewScope();

    /// <summary>The innermost open scope of this thread.</summary>
    public static DisposeScope? CurrentDisposeScope => DisposeScopeManager.Instance.Current;

    /// <summary>Runs the expression in a scope of its own, of which only the result stays.</summary>
    public static Tensor WrappedTensorDisposeScope(Func<Tensor> expr)
    {
        using var scope = NewDisposeScope();
        return expr().MoveToOuterDisposeScope();
    }
}
