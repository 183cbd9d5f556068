using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace MtlDsl.Tests.Contract;

/// <summary>Types and members as C# writes them, with full names; 'T?' where a reference may be null.</summary>
internal static class SignatureText
{
    private static readonly Dictionary<Type, string> Keywords = new()
    {
        [typeof(void)] = "void", [typeof(object)] = "object", [typeof(string)] = "string", [typeof(bool)] = "bool",
        [typeof(byte)] = "byte", [typeof(sbyte)] = "sbyte", [typeof(short)] = "short", [typeof(ushort)] = "ushort",
        [typeof(int)] = "int", [typeof(uint)] = "uint", [typeof(long)] = "long", [typeof(ulong)] = "ulong",
        [typeof(float)] = "float", [typeof(double)] = "double", [typeof(decimal)] = "decimal", [typeof(char)] = "char",
    };

    private static readonly NullabilityInfoContext Nullability = new();

    internal static string Name(Type type)
    {
        if (type.IsByRef)
            return Name(type.GetElementType()!);
        if (Keywords.TryGetValue(type, out var keyword))
            return keyword;
        if (type.IsGenericParameter)
            return type.Name;
        if (type.IsArray)
            return $"{Name(type.GetElementType()!)}[{new string(',', type.GetArrayRank() - 1)}]";
        if (Nullable.GetUnderlyingType(type) is { } underlying)
            return $"{Name(underlying)}?";
        if (type.IsGenericType && typeof(ITuple).IsAssignableFrom(type) && type.IsValueType && !type.ContainsGenericParameters)
            return $"({string.Join(", ", type.GetGenericArguments().Select(Name))})";
        return GenericName(type, type.GetGenericArguments());
    }

    internal static string Access(MethodBase method) => method.IsPublic ? "" : "protected ";

    internal static string Arity(MethodInfo method)
    {
        var arguments = method.GetGenericArguments();
        return $"arity={arguments.Length}{(arguments.Length > 0 ? $"<{string.Join(", ", arguments.Select(Name))}>" : "")}";
    }

    internal static string Method(MethodInfo method)
    {
        var result = $"{Access(method)}{Modifiers(method)}{Parameters(method)} -> {TypeOf(method.ReturnParameter)}";
        return result + Constraints(method.GetGenericArguments()) + Obsolete(method);
    }

    internal static string Field(FieldInfo field)
    {
        var access = field.IsPublic ? "" : "protected ";
        var modifiers = field.IsLiteral ? "const " : field.IsStatic ? field.IsInitOnly ? "static readonly " : "static " : "";
        var type = Name(field.FieldType) + Mark(field.FieldType, Nullability.Create(field).ReadState);
        var value = field.IsLiteral ? $" = {Literal(field.GetRawConstantValue(), field.FieldType)}" : "";
        return $"{access}{modifiers}{type}{value}{Obsolete(field)}";
    }

    internal static string Property(PropertyInfo property)
    {
        var accessors = property.GetAccessors(true).Where(PublicSignatures.IsVisible).ToArray();
        var first = accessors.FirstOrDefault(accessor => accessor.IsPublic) ?? accessors[0];
        var body = string.Concat(accessors.Select(accessor =>
            $"{(accessor.IsPublic == first.IsPublic ? "" : "protected ")}{(accessor.ReturnType == typeof(void) ? "set" : "get")}; "));
        var info = Nullability.Create(property);
        var type = Name(property.PropertyType) +
            Mark(property.PropertyType, property.CanRead ? info.ReadState : info.WriteState);
        // Asked of the accessor: .NET's NullabilityInfoContext fails on some of a property's own.
        var index = first.GetParameters().Take(property.GetIndexParameters().Length).ToArray();
        var indices = index.Length > 0 ? $"[{string.Join(", ", index.Select(Parameter))}] " : "";
        return $"{indices}{Access(first)}{Modifiers(first)}{{ {body}}} -> {type}{Obsolete(property)}";
    }

    internal static string Parameters(MethodBase method)
    {
        var self = method.IsDefined(typeof(ExtensionAttribute)) ? "this " : "";
        return $"({self}{string.Join(", ", method.GetParameters().Select(Parameter))})" +
            (method is ConstructorInfo ? Obsolete(method) : "");
    }

    internal static string Constraints(Type[] arguments) => string.Concat(arguments.Select(argument =>
    {
        var attributes = argument.GenericParameterAttributes;
        var parts = new List<string>();
        if (attributes.HasFlag(GenericParameterAttributes.NotNullableValueTypeConstraint))
            parts.Add("struct");
        else if (attributes.HasFlag(GenericParameterAttributes.ReferenceTypeConstraint))
            parts.Add("class");
        parts.AddRange(argument.GetGenericParameterConstraints().Where(type => type != typeof(ValueType)).Select(Name));
        if (attributes.HasFlag(GenericParameterAttributes.DefaultConstructorConstraint) && !parts.Contains("struct"))
            parts.Add("new()");
        return parts.Count > 0 ? $" where {argument.Name} : {string.Join(", ", parts)}" : "";
    }));

    private static string GenericName(Type type, Type[] arguments)
    {
        var own = type.Name.Split('`')[0];
        var outer = type.DeclaringType is { } declaring
            ? GenericName(declaring, arguments[..declaring.GetGenericArguments().Length]) + "."
            : type.Namespace is { } space ? $"{space}." : "";
        var mine = arguments[(type.DeclaringType?.GetGenericArguments().Length ?? 0)..];
        return outer + own + (mine.Length > 0 ? $"<{string.Join(", ", mine.Select(Name))}>" : "");
    }

    private static string Modifiers(MethodInfo method)
    {
        if (method.IsStatic)
            return "static ";
        if (method.DeclaringType!.IsInterface || !method.IsVirtual || method.IsFinal && method.GetBaseDefinition() == method)
            return "";
        if (method.GetBaseDefinition().DeclaringType != method.DeclaringType)
            return "override ";
        return method.IsAbstract ? "abstract " : "virtual ";
    }

    private static string Parameter(ParameterInfo parameter)
    {
        var prefix = parameter.IsDefined(typeof(ParamArrayAttribute)) ? "params "
            : !parameter.ParameterType.IsByRef ? ""
            : parameter.IsOut ? "out " : parameter.IsIn ? "in " : "ref ";
        var value = parameter.HasDefaultValue ? $" = {Literal(parameter.RawDefaultValue, parameter.ParameterType)}" : "";
        return $"{prefix}{TypeOf(parameter)} {parameter.Name}{value}";
    }

    private static string TypeOf(ParameterInfo parameter) =>
        Name(parameter.ParameterType) + Mark(parameter.ParameterType, Nullability.Create(parameter).ReadState);

    private static string Mark(Type type, NullabilityState state) =>
        state == NullabilityState.Nullable && !type.IsValueType && !type.IsByRef ? "?" : "";

    private static string Literal(object? value, Type type)
    {
        var underlying = Nullable.GetUnderlyingType(type) ?? type;
        return value switch
        {
            null => type.IsValueType && Nullable.GetUnderlyingType(type) is null ? "default" : "null",
            bool flag => flag ? "true" : "false",
            char letter => $"'{letter}'",
            string text => $"\"{text.Replace("\n", "\\n", StringComparison.Ordinal)}\"",
            _ when underlying.IsEnum => $"{Name(underlying)}.{Enum.ToObject(underlying, value)}",
            IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
            _ => value.ToString()!,
        };
    }

    private static string Obsolete(MemberInfo member) =>
        member.GetCustomAttribute<ObsoleteAttribute>() is { } obsolete ? obsolete.IsError ? "  [Obsolete ERROR]" : "  [Obsolete]" : "";
}
