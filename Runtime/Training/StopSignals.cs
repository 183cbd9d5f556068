using System.Runtime.InteropServices;

namespace MtlDsl;

/// <summary>Turns SIGTERM and SIGINT into a cancelled token. A second one does what it does without this: it ends the process.</summary>
internal sealed class StopSignals : IDisposable
{
    private readonly CancellationTokenSource _source;
    private readonly PosixSignalRegistration[] _registrations = [];

    /// <param name="cancellation">Also cancels the token.</param>
    /// <param name="areHandled">Whether signals are.</param>
    public StopSignals(CancellationToken cancellation, bool areHandled)
    {
        _source = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        if (areHandled)
            _registrations = [PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop), PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop)];
    }

    public CancellationToken Token => _source.Token;

    /// <summary>The signal that came; null where none did.</summary>
    public PosixSignal? Received { get; private set; }

    public void Dispose()
    {
        foreach (PosixSignalRegistration registration in _registrations) registration.Dispose();
        _source.Dispose();
    }

    private void Stop(PosixSignalContext context)
    {
        if (Received is not null) return;
        Received = context.Signal;
        context.Cancel = true;
        _source.Cancel();
    }
}
