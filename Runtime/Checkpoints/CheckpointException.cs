namespace MtlDsl;

/// <summary>A checkpoint file is damaged, is no safetensors file, or does not fit the model that it was to be loaded into.</summary>
/// <remarks>Whatever was to be loaded is as it was before.</remarks>
public sealed class CheckpointException : IOException
{
    /// <summary>An error in a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="problem">What is wrong with it, as a sentence that goes on after the file's name.</param>
    /// <param name="innerException">What found the error, if it was another exception.</param>
    public CheckpointException(string path, string problem, Exception? innerException = null)
        : base($"'{path}' {problem}", innerException) => Path = path;

    /// <summary>The file.</summary>
    public string Path { get; }
}
