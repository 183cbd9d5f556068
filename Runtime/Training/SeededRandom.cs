using TorchSharp;
using static TorchSharp.torch;

namespace MtlDsl;

/// <summary>
/// Seeds torch's default CPU generator, from which layers draw their first weights and code of users' own what it likes, and puts back the
/// state it found when disposed: what is drawn within neither depends on random numbers drawn before nor changes those drawn after. Scopes
/// on several threads take turns.
/// </summary>
/// <example><code>using (SeededRandom.Begin(seed)) { linear = nn.Linear(100, 64); }</code></example>
public sealed class SeededRandom : IDisposable
{
    private static readonly Lock Gate = new();
    private readonly Generator _generator;
    private readonly Tensor _found;
    private bool _disposed;

    private SeededRandom(long seed)
    {
        _generator = Generator.Default;
        _found = _generator.get_state().DetachFromDisposeScope();
        _generator.manual_seed(seed);
    }

    /// <summary>Seeds the generator until the result is disposed, on the same thread.</summary>
    public static SeededRandom Begin(long seed)
    {
        Gate.Enter();
        return new SeededRandom(seed);
    }

    /// <summary>Puts back the generator's state.</summary>
    public void Dispose()
    {
        if (_disposed) return;
        _disposed = true;
        _generator.set_state(_found);
        _found.Dispose();
        _generator.Dispose();
        Gate.Exit();
    }
}
