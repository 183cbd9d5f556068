using System.Globalization;
using System.Reflection;
using System.Text;

namespace VerifyTests;

/// <summary>The names that Verify.Xunit gives to the files of a test.</summary>
internal static class SnapshotName
{
    private const string NotInFileNames = "\"\\<>|:*?/";

    public static string Of(MethodInfo test, IReadOnlyList<object?> parameters)
    {
        Type type = test.ReflectedType!;
        var name = new StringBuilder(type.IsNested ? $"{type.DeclaringType!.Name}.{type.Name}" : type.Name);
        name.Append('.').Append(test.Name);
        foreach ((ParameterInfo parameter, object? value) in test.GetParameters().Zip(parameters))
            name.Append('_').Append(parameter.Name).Append('=').Append(FileNamePart(value));
        return name.ToString();
    }

    private static string FileNamePart(object? value)
    {
        string text = value is null ? "null" : Convert.ToString(value, CultureInfo.InvariantCulture)!;
        return string.Concat(text.Select(c => char.IsControl(c) || NotInFileNames.Contains(c) ? '-' : c));
    }
}
