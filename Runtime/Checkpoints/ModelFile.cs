using System.Globalization;
using TorchSharp;
using static TorchSharp.torch;

namespace MtlDsl;

/// <summary>A model's tensors in a safetensors file.</summary>
public static class ModelFile
{
    // So many lines tell what is wrong; a wrong file may differ in thousands.
    private const int MaximumLines = 10;

    /// <summary>Writes a model's tensors, as <see cref="Safetensors.Write"/> does.</summary>
    /// <inheritdoc cref="Safetensors.Write"/>
    public static void Save(
        string path, IReadOnlyList<(string Name, Tensor Tensor)> tensors, IReadOnlyDictionary<string, string>? metadata = null) =>
        Safetensors.Write(path, tensors, metadata);

    /// <summary>Copies a file's tensors into live ones, in place, so that views stay views; all of them, or on a failure none.</summary>
    /// <param name="path">The file, from <see cref="Save"/> or from another writer of safetensors.</param>
    /// <param name="live">The tensors to copy into, on any device. The file has to have exactly these names, types and shapes.</param>
    /// <param name="expected">
    /// Metadata that the file must not contradict, such as the model's name. A key that the file lacks is no contradiction, for other
    /// writers know nothing of it.
    /// </param>
    /// <returns>The file's metadata.</returns>
    /// <exception cref="CheckpointException">The file is damaged or is not of this model; every difference is named.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static IReadOnlyDictionary<string, string> Load(
        string path, IReadOnlyList<(string Name, Tensor Tensor)> live, IReadOnlyDictionary<string, string>? expected = null)
    {
        using var file = SafetensorsFile.Read(path);
        Prepare(file, live, expected ?? new Dictionary<string, string>())();
        return file.Metadata;
    }

    /// <summary>Compares a file with live tensors, leaving aside what a training run has put beside them (names with a slash).</summary>
    /// <returns>What copies the file's tensors into the live ones.</returns>
    /// <exception cref="CheckpointException">The file is not of this model.</exception>
    internal static Action Prepare(
        SafetensorsFile file, IReadOnlyList<(string Name, Tensor Tensor)> live, IReadOnlyDictionary<string, string> expected)
    {
        ArgumentNullException.ThrowIfNull(live);
        var targets = live.ToDictionary(item => item.Name, item => item.Tensor, StringComparer.Ordinal);
        var tensors = file.Tensors.Where(item => !item.Name.Contains('/', StringComparison.Ordinal)).ToList();
        List<string> differences =
        [
            .. MetadataDifferences(file, expected),
            .. NameDifferences(tensors, targets),
            .. ShapeDifferences(tensors, targets),
        ];
        if (differences.Count > 0)
            throw new CheckpointException(file.Path, $"is not of this model, which is as it was:{Lines(differences)}");
        return () =>
        {
            using var scope = NewDisposeScope();
            using var gradients = no_grad();
            foreach (var (name, tensor) in tensors)
                targets[name].copy_(tensor);
        };
    }

    private static IEnumerable<string> MetadataDifferences(SafetensorsFile file, IReadOnlyDictionary<string, string> expected)
    {
        foreach (var (key, value) in expected)
        {
            if (file.Metadata.TryGetValue(key, out var found) && found != value)
                yield return $"its {key} is '{found}', and '{value}' was expected";
        }
    }

    private static IEnumerable<string> NameDifferences(List<(string Name, Tensor Tensor)> tensors, Dictionary<string, Tensor> targets)
    {
        var present = tensors.Select(item => item.Name).ToHashSet(StringComparer.Ordinal);
        var unexpected = tensors.Where(item => !targets.ContainsKey(item.Name)).ToList();
        foreach (var (name, tensor) in targets.Where(target => !present.Contains(target.Key)))
        {
            var nearest = NearestName.Find(name, unexpected.Select(item => item.Name));
            yield return $"it lacks '{name}', {Describe(tensor)}{(nearest is null ? "" : $"; the nearest name it has is '{nearest}'")}";
        }
        foreach (var (name, tensor) in unexpected)
            yield return $"it has '{name}', {Describe(tensor)}, and the model has not";
    }

    private static IEnumerable<string> ShapeDifferences(List<(string Name, Tensor Tensor)> tensors, Dictionary<string, Tensor> targets)
    {
        foreach (var (name, tensor) in tensors)
        {
            if (targets.TryGetValue(name, out var target) && (target.dtype != tensor.dtype || !target.shape.SequenceEqual(tensor.shape)))
                yield return $"'{name}' is {Describe(tensor)} in the file and {Describe(target)} in the model";
        }
    }

    private static string Describe(Tensor tensor) => SafetensorsEntry.Describe(
        SafetensorsType.TryFind(tensor.dtype, out var type) ? type.Name : tensor.dtype.ToString(), tensor.shape);

    private static string Lines(List<string> differences)
    {
        var more = differences.Count - MaximumLines;
        var lines = differences.Take(MaximumLines).Select(line => $"{Environment.NewLine}  - {line}");
        var rest = more > 0 ? string.Create(CultureInfo.InvariantCulture, $"{Environment.NewLine}  - and {more} more") : "";
        return string.Concat(lines) + rest;
    }
}
