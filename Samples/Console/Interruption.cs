using System.Runtime.InteropServices;

namespace MtlDsl.Samples;

/// <summary>Turns Ctrl+C and SIGTERM into a cancelled token. A second one ends the process at once.</summary>
internal sealed class Interruption : IDisposable
{
    private readonly CancellationTokenSource _source = new();
    private readonly PosixSignalRegistration[] _registrations;
    private PosixSignal _signal;

    public Interruption() => _registrations =
        [PosixSignalRegistration.Create(PosixSignal.SIGINT, Cancel), PosixSignalRegistration.Create(PosixSignal.SIGTERM, Cancel)];

    public CancellationToken Token => _source.Token;

    public string Name => _signal == PosixSignal.SIGINT ? "Ctrl+C" : "SIGTERM";

    /// <summary>128 and the signal's number, as shells have it.</summary>
    public int ExitCode => 128 + (_signal == PosixSignal.SIGINT ? 2 : 15);

    public void Dispose()
    {
        foreach (PosixSignalRegistration registration in _registrations)
            registration.Dispose();
        _source.Dispose();
    }

    private void Cancel(PosixSignalContext context)
    {
        if (_source.IsCancellationRequested)
            return;
        _signal = context.Signal;
        context.Cancel = true;
        _source.Cancel();
    }
}
