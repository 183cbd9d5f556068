using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using TorchSharp;

namespace MtlDsl;

/// <summary>Gives parts of a run what they wrote into a checkpoint. The tensors are the file's: they are freed after loading.</summary>
public sealed class CheckpointReader
{
    private readonly SafetensorsFile _file;
    private readonly string _path;
    private readonly string _prefix;
    private readonly HashSet<string> _read;

    internal CheckpointReader(SafetensorsFile file, string path) : this(file, path, "", new HashSet<string>(StringComparer.Ordinal))
    {
    }

    private CheckpointReader(SafetensorsFile file, string path, string prefix, HashSet<string> read)
    {
        _file = file;
        _path = path;
        _prefix = prefix;
        _read = read;
    }

    /// <summary>A reader for a part, whose names are its own.</summary>
    public CheckpointReader Part(string name) => new(_file, _path, $"{_prefix}{name}/", _read);

    /// <summary>Whether there is a text or number of that name.</summary>
    public bool HasText(string name) => _file.Metadata.ContainsKey(_prefix + name);

    /// <summary>A text.</summary>
    /// <exception cref="CheckpointException">There is none of that name.</exception>
    public string Text(string name) => _file.Metadata.TryGetValue(_prefix + name, out var text)
        ? text
        : throw Refused($"lacks '{_prefix + name}': it was written with other callbacks, another optimizer or another schedule");

    /// <summary>A number.</summary>
    /// <exception cref="CheckpointException">There is none of that name.</exception>
    public double Number(string name) => Parse(name, CheckpointJson.Default.Double);

    /// <summary>Numbers.</summary>
    /// <exception cref="CheckpointException">There are none of that name.</exception>
    public double[] Numbers(string name) => Parse(name, CheckpointJson.Default.DoubleArray);

    /// <summary>What was written as JSON.</summary>
    /// <exception cref="CheckpointException">There is nothing of that name, or it is not of that type.</exception>
    public T Parse<T>(string name, JsonTypeInfo<T> type)
    {
        var text = Text(name);
        try
        {
            return JsonSerializer.Deserialize(text, type) ?? throw Refused($"has null as '{_prefix + name}'");
        }
        catch (JsonException exception)
        {
            throw Refused($"has '{_prefix + name}' in a form that cannot be read ({exception.Message})");
        }
    }

    /// <summary>A tensor of any shape. It lives as long as loading does.</summary>
    /// <exception cref="CheckpointException">There is none of that name.</exception>
    public torch.Tensor Tensor(string name)
    {
        var found = _file.Tensors.FirstOrDefault(item => item.Name == _prefix + name).Tensor;
        if (found is null) throw Refused($"lacks the tensor '{_prefix + name}': it was written with other callbacks or another optimizer");
        _read.Add(_prefix + name);
        return found;
    }

    /// <summary>A tensor with the type and shape of a live one.</summary>
    /// <returns>What copies it into the live one.</returns>
    /// <exception cref="CheckpointException">There is none of that name, or its type or shape is another.</exception>
    public Action CopyTo(string name, torch.Tensor live)
    {
        var tensor = Tensor(name);
        if (tensor.dtype != live.dtype || !tensor.shape.SequenceEqual(live.shape))
            throw Refused($"has '{_prefix + name}' as {Describe(tensor)}, and {Describe(live)} is needed");
        return () =>
        {
            using var scope = torch.NewDisposeScope();
            using var untracked = torch.no_grad();
            live.copy_(tensor);
        };
    }

    /// <summary>An error about this file.</summary>
    /// <param name="problem">What follows the file's name in the message.</param>
    public CheckpointException Refused(string problem) => new(_path, problem);

    private static string Describe(torch.Tensor tensor) => $"{tensor.dtype} ({string.Join(", ", tensor.shape)})";
}
