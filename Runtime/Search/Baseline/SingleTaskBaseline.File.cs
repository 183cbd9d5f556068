using System.Text.Json;

namespace MtlDsl;

public sealed partial class SingleTaskBaseline
{
    /// <summary>Writes the baseline to a JSON file, with all metrics to the last bit.</summary>
    /// <param name="path">The file; at any moment it is the whole old one or the whole new one.</param>
    /// <exception cref="DirectoryNotFoundException">There is no such directory.</exception>
    /// <exception cref="IOException">The file can't be written.</exception>
    public void Save(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ReplacedFile.Write(path, stream => JsonSerializer.Serialize(stream, new BaselineData(Model, Tasks), SearchJson.Default.BaselineData));
    }

    /// <summary>Reads a baseline that <see cref="Save"/> wrote.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="CheckpointException">The file holds no baseline.</exception>
    public static SingleTaskBaseline Load(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        BaselineData data = SearchJson.Read(path, SearchJson.Default.BaselineData, "a baseline");
        try
        {
            return new SingleTaskBaseline(data.Model, data.Tasks);
        }
        catch (ArgumentException exception)
        {
            throw new CheckpointException(path, $"holds no baseline: {exception.Message}", exception);
        }
    }
}

/// <summary>A baseline as files keep it.</summary>
internal sealed record BaselineData(string Model, IReadOnlyList<BaselineTask> Tasks);
