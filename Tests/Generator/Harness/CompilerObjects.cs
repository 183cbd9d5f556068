using System.Collections;
using System.Reflection;
using Microsoft.CodeAnalysis;

namespace MtlDsl.Tests;

/// <summary>Finds what must not be in a pipeline's values: it keeps a whole compilation in memory, and is never equal to its successor.</summary>
internal static class CompilerObjects
{
    /// <summary>The paths to all compiler objects that can be reached from a value.</summary>
    public static IReadOnlyList<string> In(object value)
    {
        var found = new List<string>();
        Visit(value, value.GetType().Name, new HashSet<object>(ReferenceEqualityComparer.Instance), found);
        return found;
    }

    private static void Visit(object? value, string path, HashSet<object> visited, List<string> found)
    {
        if (value is null || IsLeaf(value.GetType()) || !visited.Add(value))
            return;
        if (IsOfCompiler(value.GetType()))
            found.Add($"{path} is a {value.GetType().Name}");
        else if (value is Array items)
            VisitItems(items, path, visited, found);
        else
            foreach (FieldInfo field in FieldsOf(value.GetType()))
                Visit(field.GetValue(value), $"{path}.{field.Name}", visited, found);
    }

    private static void VisitItems(IEnumerable items, string path, HashSet<object> visited, List<string> found)
    {
        int index = 0;
        foreach (object? item in items)
            Visit(item, $"{path}[{index++}]", visited, found);
    }

    private static bool IsLeaf(Type type) => type.IsPrimitive || type.IsEnum || type.IsPointer || type == typeof(string) || typeof(Type).IsAssignableFrom(type);

    /// <summary>Roslyn's types all live in Microsoft.CodeAnalysis: symbols, syntax, locations, compilations, attribute data, operations, diagnostics.</summary>
    private static bool IsOfCompiler(Type type) => type.Assembly.GetName().Name!.StartsWith(typeof(ISymbol).Assembly.GetName().Name!, StringComparison.Ordinal);

    /// <summary>The fields of a type and of its bases, whose private ones reflection leaves out otherwise.</summary>
    private static IEnumerable<FieldInfo> FieldsOf(Type type)
    {
        for (Type? declaring = type; declaring is not null; declaring = declaring.BaseType)
            foreach (FieldInfo field in declaring.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
                yield return field;
    }
}
