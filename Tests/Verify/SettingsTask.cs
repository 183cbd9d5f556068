using System.Reflection;
using System.Runtime.CompilerServices;
using VerifyXunit;

namespace VerifyTests;

/// <summary>A comparison that begins when it is awaited, so that where its file lies can be said before.</summary>
public sealed class SettingsTask
{
    private readonly MethodInfo _test = UseVerifyAttribute.Test;
    private readonly string _text;
    private readonly string _extension;
    private string _directory;
    private string? _fileName;
    private object?[] _parameters = [];
    private Task? _task;

    internal SettingsTask(string text, string extension, string sourceFile)
    {
        _text = text;
        _extension = extension;
        _directory = Path.GetDirectoryName(sourceFile)
            ?? throw new ArgumentException($"'{sourceFile}' is not the path of a source file.", nameof(sourceFile));
    }

    /// <summary>Puts the files into a directory, relative to that of the test's source.</summary>
    public SettingsTask UseDirectory(string directory)
    {
        _directory = Path.Combine(_directory, directory);
        return this;
    }

    /// <summary>Names the files <c>fileName.verified.*</c>, instead of after the test and its parameters.</summary>
    public SettingsTask UseFileName(string fileName)
    {
        _fileName = fileName;
        return this;
    }

    /// <summary>Adds the arguments of a theory to the name: <c>Class.Method_parameter=value.verified.*</c>.</summary>
    public SettingsTask UseParameters(params object?[] parameters)
    {
        int declared = _test.GetParameters().Length;
        if (parameters.Length > declared)
            throw new ArgumentException($"{parameters.Length} values were given for the {declared} parameters of {_test.Name}.", nameof(parameters));
        _parameters = parameters;
        return this;
    }

    /// <summary>Begins the comparison, once.</summary>
    public Task ToTask() => _task ??= CompareAsync();

    /// <summary>Makes the comparison awaitable.</summary>
    public TaskAwaiter GetAwaiter() => ToTask().GetAwaiter();

    /// <summary>Lets a test return it.</summary>
    public static implicit operator Task(SettingsTask comparison) => comparison.ToTask();

    private Task CompareAsync()
    {
        Directory.CreateDirectory(_directory);
        string name = _fileName ?? SnapshotName.Of(_test, _parameters);
        return new SnapshotFile(Path.Combine(_directory, name), _extension, VerifierSettings.AcceptsAll).CompareAsync(_text);
    }
}
