using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using MtlDsl.Generator.Diagnostics;
using MtlDsl.Generator.Parsing;
using MtlDsl.Generator.Specs;

namespace MtlDsl.Generator.Losses;

/// <summary>
/// A loss as the user wrote it, and all that it fixes about its task. A loss is one file here: a sealed record named after its attribute
/// (CrossEntropyLoss for [CrossEntropy]) with a static method <c>Parse(AttributeReader)</c>.
/// </summary>
internal abstract record LossSpec
{
    /// <summary>As in the attribute list: CrossEntropy.</summary>
    public abstract string Display { get; }

    /// <summary>The loss in mathematical words, for the model's remarks.</summary>
    public abstract string Formula(string task);

    /// <summary>Checks the task's output against the loss, and reports where it does not fit.</summary>
    /// <param name="enumeration">The name of the task's enum; null for none.</param>
    public abstract void Check(TaskCheck check);

    /// <summary>The types that the loss fixes for its task.</summary>
    public abstract TaskTypes Types(string? enumeration, int width);

    /// <summary>The call that computes the loss.</summary>
    /// <param name="weights">The tensor of its outputs' weights, or null.</param>
    public abstract string Call(string output, string target, string mask, string? weights);

    /// <summary>The call that computes the losses of several tasks with this loss and outputs of one shape, as an array; null where there is none.</summary>
    /// <param name="outputs">Arrays, as the masks and targets: [outputs.Digit, outputs.Suit].</param>
    public virtual string? CallTogether(string outputs, string targets, string masks) => null;

    /// <summary>Numbers that the loss needs as a tensor; null for none.</summary>
    public virtual EquatableArray<double>? Constants => null;

    /// <summary>Whether the weights of its outputs are learnt from the training data.</summary>
    public virtual bool IsBalanced => false;

    /// <summary>Reads whether weights are balanced, and reports where they are stated too.</summary>
    protected static bool ParseBalanced(AttributeReader attribute, string stated)
    {
        bool balanced = attribute.Named("Balanced", false);
        if (balanced && attribute.States(stated))
            attribute.Report(DiagnosticDescriptors.WeightsStatedAndBalanced, attribute.Name, stated);
        return balanced;
    }

    /// <summary>The losses there are, by attribute.</summary>
    public static IReadOnlyDictionary<string, Func<AttributeReader, LossSpec?>> Parsers { get; } =
        typeof(LossSpec).Assembly.GetTypes()
            .Where(type => type.IsSealed && typeof(LossSpec).IsAssignableFrom(type))
            .ToDictionary(type => type.Name.Substring(0, type.Name.Length - "Loss".Length), type => (Func<AttributeReader, LossSpec?>)type
                .GetMethod("Parse", BindingFlags.Static | BindingFlags.Public)!
                .CreateDelegate(typeof(Func<AttributeReader, LossSpec?>)));
}

/// <summary>The C# types of a task, all of the runtime's but the label.</summary>
/// <param name="Label">Of the member in Example, nullable: int?.</param>
/// <param name="Column">The constructor call of the dataset's column, without <c>new</c>; {0} stands for the name's literal.</param>
internal sealed record TaskTypes(string Label, string ColumnType, string ColumnArguments, string Metrics, string Accumulator, string Prediction, string Reader)
{
    public const string Runtime = "global::MtlDsl.";
}
