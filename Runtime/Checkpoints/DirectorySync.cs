using System.Runtime.InteropServices;

namespace MtlDsl;

/// <summary>
/// Brings a directory to disk, so that a file renamed in it keeps its new name through a power loss. On Windows, which has no such
/// call, it does nothing.
/// </summary>
/// <remarks>Opened before the file is written: a directory that cannot be opened is an error while nothing has changed yet.</remarks>
internal sealed partial class DirectorySync : IDisposable
{
    private const int ReadOnly = 0;

    // A file system that cannot sync a directory (some network ones) says so with EINVAL, 22 on Linux and macOS.
    private const int NotSupported = 22;

    private readonly string _directory;
    private int _descriptor = -1;

    internal DirectorySync(string directory)
    {
        _directory = directory;
        if (!OperatingSystem.IsWindows() && (_descriptor = Open(directory, ReadOnly)) < 0)
            throw Error($"The directory '{_directory}' cannot be opened");
    }

    /// <exception cref="IOException">The system reports an error: the file has its new name, and may lose it in a power loss.</exception>
    internal void Flush()
    {
        if (_descriptor >= 0 && Sync(_descriptor) != 0 && Marshal.GetLastPInvokeError() != NotSupported)
            throw Error($"The file is written, but its directory '{_directory}' could not be brought to disk");
    }

    public void Dispose()
    {
        if (_descriptor >= 0)
            _ = Close(_descriptor);
        _descriptor = -1;
    }

    private static IOException Error(string problem)
    {
        var code = Marshal.GetLastPInvokeError();
        return new IOException($"{problem}: {Marshal.GetPInvokeErrorMessage(code)}.", code);
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Sync(int descriptor);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    private static partial int Close(int descriptor);
}
