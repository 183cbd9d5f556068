using System.Text.Json;
using TorchSharp;

namespace MtlDsl;

/// <summary>A part of a training run that remembers something from step to step, which a checkpoint has to keep.</summary>
public interface ICheckpointed
{
    /// <summary>Writes what it remembers.</summary>
    void Save(CheckpointWriter writer);

    /// <summary>Checks all that <see cref="Save"/> wrote and changes nothing yet.</summary>
    /// <returns>What takes it over, and cannot fail: it is called once every part of the run has read its own.</returns>
    /// <exception cref="CheckpointException">Something is missing or does not fit; the reader's methods throw it.</exception>
    Action Load(CheckpointReader reader);
}

/// <summary>Collects what parts of a run write into a checkpoint.</summary>
public sealed class CheckpointWriter
{
    private readonly string _prefix;
    private readonly List<(string Name, torch.Tensor Tensor)> _tensors;
    private readonly Dictionary<string, string> _metadata;

    internal CheckpointWriter() : this("", [], new Dictionary<string, string>(StringComparer.Ordinal))
    {
    }

    private CheckpointWriter(string prefix, List<(string Name, torch.Tensor Tensor)> tensors, Dictionary<string, string> metadata)
    {
        _prefix = prefix;
        _tensors = tensors;
        _metadata = metadata;
    }

    internal IReadOnlyList<(string Name, torch.Tensor Tensor)> Tensors => _tensors;

    internal IReadOnlyDictionary<string, string> Metadata => _metadata;

    /// <summary>Writes a tensor. It is read when the file is written, before the next step.</summary>
    public void Add(string name, torch.Tensor tensor) => _tensors.Add((_prefix + name, tensor));

    /// <summary>Writes a text.</summary>
    public void Add(string name, string text) => _metadata.Add(_prefix + name, text);

    /// <summary>Writes a number; it is read back to the last bit.</summary>
    public void Add(string name, double value) => Add(name, JsonSerializer.Serialize(value, CheckpointJson.Default.Double));

    /// <summary>Writes numbers; they are read back to the last bit.</summary>
    public void Add(string name, double[] values) =>
        Add(name, JsonSerializer.Serialize(values, CheckpointJson.Default.DoubleArray));

    /// <summary>A writer for a part, whose names are its own.</summary>
    public CheckpointWriter Part(string name) => new($"{_prefix}{name}/", _tensors, _metadata);
}
