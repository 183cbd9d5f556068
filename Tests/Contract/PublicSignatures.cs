using System.Reflection;
using System.Runtime.CompilerServices;

namespace MtlDsl.Tests.Contract;

/// <summary>Every public and protected member of an assembly as one line: type, kind, name, generic arity, signature.</summary>
internal static class PublicSignatures
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    internal static IEnumerable<string> Of(Assembly assembly) =>
        assembly.GetTypes().Where(IsVisible).SelectMany(Of).Distinct().Order(StringComparer.Ordinal);

    private static IEnumerable<string> Of(Type type)
    {
        var name = SignatureText.Name(type);
        yield return string.Join('\t', name, "type", Kind(type), $"arity={type.GetGenericArguments().Length}", Bases(type));
        foreach (var member in type.GetMembers(Declared))
        {
            if (Line(type, member) is { } line)
                yield return $"{name}\t{line}";
        }
    }

    private static string? Line(Type type, MemberInfo member) => member switch
    {
        FieldInfo field when IsVisible(field) && !field.IsSpecialName => type.IsEnum
            ? Line("enum-value", field.Name, $"= {Convert.ToInt64(field.GetRawConstantValue(), null)}")
            : Line("field", field.Name, SignatureText.Field(field)),
        ConstructorInfo constructor when IsVisible(constructor) && !constructor.IsStatic =>
            Line("ctor", ".ctor", SignatureText.Access(constructor) + SignatureText.Parameters(constructor)),
        PropertyInfo property when property.GetAccessors(true).Any(IsVisible) =>
            Line(property.GetIndexParameters().Length > 0 ? "indexer" : "property", property.Name, SignatureText.Property(property)),
        MethodInfo method when IsVisible(method) && !type.IsEnum && (!method.IsSpecialName || IsOperator(method)) => Line(
            IsOperator(method) ? "operator" : "method", method.Name, SignatureText.Method(method), SignatureText.Arity(method)),
        _ => null,
    };

    private static string Line(string kind, string name, string signature, string arity = "arity=0") =>
        string.Join('\t', kind, name, arity, signature);

    private static bool IsOperator(MethodInfo method) =>
        method.IsSpecialName && method.Name.StartsWith("op_", StringComparison.Ordinal);

    private static bool IsVisible(Type type) =>
        !type.IsDefined(typeof(CompilerGeneratedAttribute)) &&
        (type.IsNested
            ? (type.IsNestedPublic || type.IsNestedFamily || type.IsNestedFamORAssem) && IsVisible(type.DeclaringType!)
            : type.IsPublic);

    private static bool IsVisible(FieldInfo field) => field.IsPublic || field.IsFamily || field.IsFamilyOrAssembly;

    internal static bool IsVisible(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    private static string Kind(Type type) => type switch
    {
        { IsEnum: true } => "enum",
        { IsInterface: true } => "interface",
        { IsValueType: true } => "struct",
        _ when typeof(Delegate).IsAssignableFrom(type) => "delegate",
        { IsAbstract: true, IsSealed: true } => "static class",
        { IsAbstract: true } => "abstract class",
        { IsSealed: true } => "sealed class",
        _ => "class",
    };

    private static string Bases(Type type)
    {
        if (type.IsEnum || typeof(Delegate).IsAssignableFrom(type))
            return "";
        var inherited = type.BaseType?.GetInterfaces() ?? [];
        var bases = type.GetInterfaces().Except(inherited).Where(face => face.IsPublic || face.IsNestedPublic)
            .Select(SignatureText.Name).Order(StringComparer.Ordinal);
        if (type.BaseType is { } parent && parent != typeof(object) && parent != typeof(ValueType))
            bases = (IOrderedEnumerable<string>)bases.Prepend(SignatureText.Name(parent)).OrderBy(_ => 0);
        var list = string.Join(", ", bases);
        return $"{(list.Length > 0 ? $": {list}" : "")}{SignatureText.Constraints(type.GetGenericArguments())}".TrimStart();
    }
}
