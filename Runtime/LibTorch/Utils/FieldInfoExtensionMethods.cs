using System.Reflection;
using TorchSharp.Utils;

namespace TorchSharp;

/// <summary>Names of fields.</summary>
public static class FieldInfoExtensionMethods
{
    /// <summary>The name that the field's <see cref="ComponentNameAttribute"/> gives, or its own.</summary>
    public static string ComponentName(this FieldInfo field) =>
        field.GetCustomAttribute<ComponentNameAttribute>()?.Name ?? field.Name;
}
