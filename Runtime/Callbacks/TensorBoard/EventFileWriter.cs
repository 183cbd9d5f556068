using static TorchSharp.torch;

namespace MtlDsl;

/// <summary>Writes an event file, which TensorBoard shows.</summary>
/// <remarks>What is written can be seen after <see cref="Flush"/>.</remarks>
public sealed class EventFileWriter : IDisposable
{
    private static int _files;
    private readonly RecordStream _records;

    /// <summary>Begins a file.</summary>
    /// <param name="folder">Where to write it; made where there is none. TensorBoard calls a folder a run.</param>
    /// <param name="firstStep">The first step that is written: what earlier files in the folder say of it and of later ones no longer counts.</param>
    public EventFileWriter(string folder, long firstStep = 0)
    {
        Directory.CreateDirectory(folder);
        // TensorBoard reads the files of a folder in the order of their names.
        string name = FormattableString.Invariant(
            $"events.out.tfevents.{DateTimeOffset.UtcNow.ToUnixTimeMilliseconds():D13}.{Environment.ProcessId}.{Interlocked.Increment(ref _files):D6}");
        Path = System.IO.Path.Combine(folder, name);
        _records = new RecordStream(new FileStream(Path, FileMode.CreateNew, FileAccess.Write, FileShare.Read));
        _records.Write(EventMessage.Version(DateTimeOffset.UtcNow));
        _records.Write(EventMessage.Start(DateTimeOffset.UtcNow, firstStep));
        Flush();
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>Writes a number.</summary>
    /// <param name="tag">What it is; what stands before a '/' groups numbers.</param>
    /// <param name="value">The number, kept as float32.</param>
    /// <param name="step">The number of steps taken.</param>
    public void Scalar(string tag, double value, long step) => _records.Write(EventMessage.Scalar(DateTimeOffset.UtcNow, step, tag, value));

    /// <summary>Writes how the finite values of a tensor are distributed; nothing where there is none.</summary>
    /// <param name="tag">What they are; what stands before a '/' groups histograms.</param>
    /// <param name="values">float32, of any shape, on any device.</param>
    /// <param name="step">The number of steps taken.</param>
    public void Histogram(string tag, Tensor values, long step)
    {
        if (MtlDsl.Histogram.Of(values) is { } histogram)
            _records.Write(EventMessage.Histogram(DateTimeOffset.UtcNow, step, tag, histogram));
    }

    /// <summary>Lets readers of the file see what was written.</summary>
    public void Flush() => _records.Flush();

    /// <inheritdoc/>
    public void Dispose() => _records.Dispose();
}
