using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Numerics;

namespace MtlDsl.Samples;

/// <summary>Options that take a number of a range.</summary>
internal static class NumberOption
{
    public static Option<long> Any(string name, string description, long value) => Create(name, description, value, _ => true, "");

    public static Option<int> AtLeast(string name, string description, int value, int smallest) =>
        Create(name, description, value, number => number >= smallest, FormattableString.Invariant($", at least {smallest}"));

    public static Option<double> Positive(string name, string description, double value) =>
        Create(name, description, value, number => number > 0 && double.IsFinite(number), ", positive and finite");

    private static Option<T> Create<T>(string name, string description, T value, Func<T, bool> isAllowed, string allowed)
        where T : struct, INumber<T> => new(name)
        {
            Description = description,
            DefaultValueFactory = _ => value,
            CustomParser = argument => Parse(argument, name, isAllowed, allowed),
        };

    private static T Parse<T>(ArgumentResult argument, string name, Func<T, bool> isAllowed, string allowed) where T : struct, INumber<T>
    {
        string text = argument.Tokens[0].Value;
        if (T.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out T number) && isAllowed(number))
            return number;
        string kind = typeof(T) == typeof(double) ? "a number" : "a whole number";
        argument.AddError($"{name} is '{text}', and has to be {kind}{allowed}.");
        return default;
    }
}
