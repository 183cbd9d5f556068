using Microsoft.Extensions.Logging;

namespace MtlDsl;

/// <summary>The checkpoints of a run in a folder: <c>step-000001200.safetensors</c> and <c>best-000001200.safetensors</c>.</summary>
internal static class CheckpointFolder
{
    private const string Step = "step-";
    private const string Best = "best-";
    private const string Extension = ".safetensors";

    public static string StepFile(long step) => FormattableString.Invariant($"{Step}{step:D9}{Extension}");

    public static string BestFile(long step) => FormattableString.Invariant($"{Best}{step:D9}{Extension}");

    /// <summary>The checkpoints of a folder that a run can go on from, the newest first.</summary>
    public static IReadOnlyList<string> NewestFirst(string folder) => Directory.Exists(folder)
        ? [.. Directory.EnumerateFiles(folder, $"{Step}*{Extension}").OrderByDescending(Path.GetFileName, StringComparer.Ordinal)]
        : [];

    /// <summary>Whether there is something to go on from.</summary>
    public static bool HasCheckpoint(string resume) => IsFile(resume) || NewestFirst(resume).Count > 0;

    /// <summary>Loads a file, or the newest checkpoint of a folder that is not damaged.</summary>
    /// <returns>The file that was loaded; null for a folder without checkpoints, or that is not there yet.</returns>
    /// <exception cref="CheckpointException">The file, or every one of the folder, is damaged or is of another run.</exception>
    public static string? Load(string resume, Action<string> load, ILogger logger)
    {
        if (IsFile(resume))
        {
            load(resume);
            return resume;
        }
        var failures = new List<CheckpointException>();
        foreach (string path in NewestFirst(resume))
        {
            try
            {
                load(path);
                return path;
            }
            catch (CheckpointException exception)
            {
                TrainingLog.CheckpointPassedOver(logger, path, exception.Message);
                failures.Add(exception);
            }
        }
        return failures.Count switch
        {
            0 => null,
            1 => throw failures[0],
            _ => throw new CheckpointException(resume,
                $"has {failures.Count} checkpoints and none can be loaded: {string.Join("; ", failures.Select(failure => failure.Message))}", failures[0]),
        };
    }

    private static bool IsFile(string resume) => File.Exists(resume) || (!Directory.Exists(resume) && Path.GetExtension(resume) == Extension);
}
