namespace MtlDsl;

/// <summary>Writes a file so that at any moment, a power loss included, its path has the whole old file or the whole new one.</summary>
internal static class ReplacedFile
{
    private const int BufferSize = 1 << 17;

    /// <summary>Writes to a temporary file beside the path, brings it to disk, and renames it over the path.</summary>
    /// <param name="path">The file; its directory has to be there.</param>
    /// <param name="write">What writes the content. If it throws, the temporary file is removed and the old file is as it was.</param>
    internal static void Write(string path, Action<FileStream> write)
    {
        var target = Path.GetFullPath(path);
        var directory = Path.GetDirectoryName(target)
            ?? throw new ArgumentException($"'{path}' is a directory, and a file is to be written.", nameof(path));
        if (!Directory.Exists(directory))
            throw new DirectoryNotFoundException($"'{path}' cannot be written: there is no directory '{directory}'.");
        var temporary = Path.Combine(directory, $".{Path.GetFileName(target)}.{Guid.NewGuid():N}.tmp");

        using var sync = new DirectorySync(directory);
        try
        {
            using (var stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, BufferSize))
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }
            File.Move(temporary, target, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
        sync.Flush();
    }
}
