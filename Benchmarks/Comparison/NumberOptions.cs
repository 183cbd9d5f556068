using System.Globalization;

namespace MtlDsl.Benchmarks;

/// <summary>Command line options of the form <c>--name value</c>, each taken once.</summary>
internal sealed class NumberOptions
{
    private readonly Dictionary<string, string> _values = [];

    public NumberOptions(IEnumerable<string> arguments)
    {
        foreach (string[] pair in arguments.Chunk(2))
        {
            if (pair is not [['-', '-', .. var name], var value])
                throw new ArgumentException($"'{string.Join(' ', pair)}' is not an option with a value, as --batch 32.");
            _values[name] = value;
        }
    }

    public int[] Integers(string name, params int[] otherwise) => Numbers(name, otherwise);

    public double Number(string name, double otherwise) => Numbers(name, otherwise)[0];

    public int Integer(string name, int otherwise) => Numbers(name, otherwise)[0];

    public string? Text(string name) => _values.Remove(name, out string? text) ? text : null;

    /// <summary>Call it when all have been taken.</summary>
    /// <exception cref="ArgumentException">There is an option that nobody knows.</exception>
    public void RequireNoOther()
    {
        if (_values.Count > 0) throw new ArgumentException($"There is no option --{_values.Keys.First()}.");
    }

    private T[] Numbers<T>(string name, params T[] otherwise) where T : struct, IParsable<T>, IComparable<T>
    {
        if (Text(name) is not { } text) return otherwise;
        T[] numbers = [.. text.Split(',').Select(part => T.TryParse(part, CultureInfo.InvariantCulture, out T number) ? number : default)];
        return numbers.All(number => number.CompareTo(default) > 0) ? numbers : throw new ArgumentException($"--{name} {text}: positive numbers are needed.");
    }
}
