namespace MtlDsl.Tests;

/// <summary>A folder that is gone after the test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("mtldsl-");

    internal string Path => folder.FullName;

    internal string File(string name = "model.safetensors") => System.IO.Path.Combine(Path, name);

    internal string[] Files => [.. folder.GetFileSystemInfos().Select(file => file.Name).Order(StringComparer.Ordinal)];

    public void Dispose() => folder.Delete(recursive: true);
}
