using System.Linq;
using MtlDsl.Generator.Specs;

namespace MtlDsl.Generator.Emit;

/// <summary>Writes what an input of sequences is: in an example, in a CSV file, as a column and in a batch.</summary>
internal static class SequenceEmitter
{
    public static string ExampleType(InputSpec input) => input.Shape.IsTokens ? "int[]" : "float[][]";

    public static string Doc(InputSpec input)
    {
        Shape shape = input.Shape;
        string steps = shape.IsTokens
            ? $"Tokens, 0 to {Literal.Of(shape.Vocabulary - 1)}"
            : $"Steps of {Literal.Of(shape.Width)} number{(shape.Width == 1 ? "" : "s")}";
        return $"{steps}, as many as there are{Cut(input, "; of more than {0}, the {1} {0} are taken")}.";
    }

    /// <summary>The declaration of the data set's column.</summary>
    public static string Column(InputSpec input, string field)
    {
        (string type, int size) = input.Shape.IsTokens ? ("TokenColumn", input.Shape.Vocabulary) : ("SequenceColumn", input.Shape.Width);
        string cut = input.Cut is { } spec ? $", maxLength: {Literal.Of(spec.MaxLength)}{(spec.KeepEnd ? ", keepEnd: true" : "")}" : "";
        return $"private readonly global::MtlDsl.{type} {field} = new({Literal.Of(input.Member)}, {Literal.Of(size)}{cut});";
    }

    /// <summary>The expression that reads it from a row of a CSV file.</summary>
    public static string Read(InputSpec input) => input.Shape.IsTokens
        ? $"row.Tokens({Literal.Of(input.Member)})"
        : $"row.Steps({Literal.Of(input.Member)}, {Literal.Of(input.Shape.Width)})";

    /// <summary>The contracts' members: the padded steps, and how many of them each example has.</summary>
    public static (string Name, string Type, string Doc, string? Default)[] Members(InputSpec input)
    {
        string padding = input.Shape.IsTokens ? $"tokens, int64 (batch, length), padded with {Literal.Of(input.Shape.Vocabulary)}" : $"{input.Shape.WithBatch}, padded with 0";
        return
        [
            (input.Member, "Tensor", char.ToUpperInvariant(padding[0]) + padding.Substring(1) + ".", null),
            (input.LengthsMember, "Tensor", $"The lengths of {input.Member}, int64 (batch).", null),
        ];
    }

    /// <summary>What the model's remarks say of it.</summary>
    public static string Remark(InputSpec input) =>
        (input.Shape.IsTokens ? $", tokens of a vocabulary of {Literal.Count(input.Shape.Vocabulary)}" : ", a sequence") + Cut(input, ", cut to the {1} {0}");

    /// <summary>What the model's summary says of it.</summary>
    public static string Display(InputSpec input) =>
        (input.Shape.IsTokens ? $"tokens of {Literal.Count(input.Shape.Vocabulary)}" : "sequence") + Cut(input, ", the {1} {0}");

    /// <summary>Writes the locals that hold the padded sequences of a batch.</summary>
    public static void Pad(SourceWriter writer, EmittedModel model)
    {
        foreach ((InputSpec input, int column) in model.Inputs.Select((input, i) => (input, i)).Where(pair => pair.input.Shape.IsSequence))
            writer.Line($"global::MtlDsl.PaddedSequences {Local(input)} = batch.Sequence({Literal.Of(column)});");
    }

    /// <summary>The arguments of the contracts' members, of those locals.</summary>
    public static string Arguments(InputSpec input) => $"{input.Member}: {Local(input)}.Values, {input.LengthsMember}: {Local(input)}.Lengths";

    private static string Local(InputSpec input) => Naming.Camel(input.Name) + "Steps";

    private static string Cut(InputSpec input, string format) =>
        input.Cut is { } cut ? string.Format(System.Globalization.CultureInfo.InvariantCulture, format, cut.MaxLength, cut.KeepEnd ? "last" : "first") : "";
}
