using System;
using System.Globalization;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using MtlDsl.Generator.Diagnostics;
using MtlDsl.Generator.Specs;

namespace MtlDsl.Generator.Parsing;

/// <summary>Reads one attribute's arguments and reports, at the attribute, what is wrong with them.</summary>
internal sealed class AttributeReader(AttributeData attribute, Reporter reporter)
{
    public AttributeData Attribute => attribute;

    /// <summary>The attribute as a person calls it: Linear.</summary>
    public string Name { get; } = KnownTypes.RuntimeName(attribute) ?? "";

    /// <summary>False where the compiler could not bind the arguments, and says so itself.</summary>
    public bool IsBound => attribute.AttributeConstructor is not null
        && !attribute.ConstructorArguments.Any(IsError)
        && !attribute.NamedArguments.Any(argument => IsError(argument.Value))
        && !attribute.AttributeClass!.TypeArguments.Any(type => type.TypeKind == TypeKind.Error);

    public int Int(int index) => (int)attribute.ConstructorArguments[index].Value!;

    public double Double(int index) => (double)attribute.ConstructorArguments[index].Value!;

    public int[] Ints(int index) =>
        attribute.ConstructorArguments[index] is { IsNull: false } array ? array.Values.Select(value => (int)value.Value!).ToArray() : [];

    public bool Named(string name, bool fallback) => Find(name) is { Value: bool value } ? value : fallback;

    public double Named(string name, double fallback) => Find(name) is { Value: double value } ? value : fallback;

    public int Named(string name, int fallback) => Find(name) is { Value: int value } ? value : fallback;

    public string? Named(string name) => Find(name)?.Value as string;

    public double[]? NamedArray(string name) =>
        Find(name) is { Kind: TypedConstantKind.Array, IsNull: false } array ? array.Values.Select(value => (double)value.Value!).ToArray() : null;

    /// <summary>Whether a named argument is written, whatever its value.</summary>
    public bool States(string name) => Find(name) is not null;

    /// <summary>Reports an option that is out of its range, as "Dropout's p is 1.5, …".</summary>
    public bool Require(bool holds, string option, double value, string range)
    {
        if (!holds)
            reporter.Report(DiagnosticDescriptors.OptionOutOfRange, attribute, Name, option, value.ToString(CultureInfo.InvariantCulture), range);
        return holds;
    }

    public bool RequireSize(int size, string what)
    {
        if (size < 1)
            reporter.Report(DiagnosticDescriptors.SizeNotPositive, attribute, what, size.ToString(CultureInfo.InvariantCulture));
        return size >= 1;
    }

    /// <summary>Dimensions as a shape, or null where a tensor cannot have it, which is reported.</summary>
    public Shape? Shape(int[] dimensions, string dimension, string tensor)
    {
        if (!dimensions.All(size => RequireSize(size, dimension)))
            return null;
        var shape = Specs.Shape.Of(dimensions);
        if (ShapeInference.IsSmallEnough(dimensions))
            return shape;
        // Counted in floating point: the product of a few dimensions need not fit into an integer.
        double count = dimensions.Aggregate(1.0, (product, size) => product * size);
        Report(DiagnosticDescriptors.TooLarge, tensor, count.ToString("N0", CultureInfo.InvariantCulture));
        return null;
    }

    /// <summary>Where an argument of the constructor stands.</summary>
    public Location Origin(int index)
    {
        if (attribute.ApplicationSyntaxReference?.GetSyntax() is not AttributeSyntax { ArgumentList.Arguments: var arguments })
            return Location.None;
        string name = attribute.AttributeConstructor!.Parameters[index].Name;
        return (arguments.FirstOrDefault(argument => argument.NameColon?.Name.Identifier.ValueText == name) ?? arguments[index]).Expression.GetLocation();
    }

    /// <summary>See <see cref="Reporter.LeaveToCompiler"/>.</summary>
    public void LeaveToCompiler() => reporter.LeaveToCompiler();

    public void Report(DiagnosticDescriptor descriptor, params object[] arguments) => reporter.Report(descriptor, attribute, arguments);

    private TypedConstant? Find(string name)
    {
        foreach (var argument in attribute.NamedArguments)
            if (argument.Key == name)
                return argument.Value;
        return null;
    }

    /// <summary>Whether a number is one for the model too, which computes with singles.</summary>
    public static bool IsFinite(double value) => !float.IsNaN((float)value) && !float.IsInfinity((float)value);

    private static bool IsError(TypedConstant constant) =>
        constant.Kind == TypedConstantKind.Error || (constant is { Kind: TypedConstantKind.Array, IsNull: false } && constant.Values.Any(IsError));
}
