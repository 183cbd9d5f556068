using System.Collections.Generic;
using System.Linq;
using MtlDsl.Generator.Specs;

namespace MtlDsl.Generator.Emit;

/// <summary>Writes the record of one example, and how it is read from a row of a source.</summary>
internal static class ExampleEmitter
{
    public static void Emit(SourceWriter writer, EmittedModel model)
    {
        var members = model.Inputs.Select(input => (input.Member, InputType(input), InputDoc(input), (string?)null))
            .Concat(model.Tasks.Select(task => (task.Name, task.Types.Label, LabelDoc(task), (string?)"null")));
        ContractsEmitter.Record(writer, "One example. A label that is null is missing, and its task does not learn from this example.", "Example", members, suffix: "");
        writer.Open();
        Read(writer, model);
        writer.Close();
        writer.Line();
    }

    public static string InputType(InputSpec input) => input.Shape.IsSequence ? SequenceEmitter.ExampleType(input) : input.Row?.Type ?? "float[]";

    private static string InputDoc(InputSpec input) => input switch
    {
        { Row: { } row } => $"The {RemarksEmitter.Escape(row.Name)}.",
        { Shape.IsSequence: true } => SequenceEmitter.Doc(input),
        _ => $"{input.Shape} numbers{(input.Shape.Rank > 1 ? ", the last dimension running fastest" : "")}.",
    };

    private static string LabelDoc(EmittedTask task) => task.Task switch
    {
        { Enum: not null } => $"The class of {task.Name}.",
        { Loss: Losses.CrossEntropyLoss } => $"The class of {task.Name}, 0 to {Literal.Of(task.Node.Output.Width - 1)}.",
        { Loss: Losses.BinaryCrossEntropyLoss } => $"The answer of {task.Name}.",
        { Loss: Losses.MultiLabelLoss } => $"The {Literal.Of(task.Node.Output.Width)} answers of {task.Name}.",
        _ => task.Node.Output.Width == 1 ? $"The value of {task.Name}." : $"The {Literal.Of(task.Node.Output.Width)} values of {task.Name}.",
    };

    private static void Read(SourceWriter writer, EmittedModel model)
    {
        writer.Lines("""
            /// <summary>Reads examples from a CSV file, one row at a time.</summary>
            /// <param name="path">The file. Its first line names the columns, unless the options do.</param>
            /// <param name="options">How the file is written.</param>
            /// <exception cref="global::MtlDsl.CsvException">A cell that cannot be read, with its line, column and text.</exception>
            public static global::System.Collections.Generic.IEnumerable<Example> ReadCsv(string path, global::MtlDsl.CsvOptions? options = null) =>
                global::MtlDsl.CsvRow.Read(path, options, FromRow);

            /// <summary>Reads examples from a JSON Lines file, one line at a time.</summary>
            /// <param name="path">The file: an object on each line.</param>
            /// <param name="options">How the file is written.</param>
            /// <exception cref="global::MtlDsl.RowException">A value that cannot be read, with its line, property and text.</exception>
            public static global::System.Collections.Generic.IEnumerable<Example> ReadJsonLines(string path, global::MtlDsl.JsonLinesOptions? options = null) =>
                global::MtlDsl.JsonRow.Read(path, options, FromRow);
            """);
        writer.Line();
        writer.Line("/// <summary>Reads one row of a CSV file, a JSON Lines file or a query.</summary>");
        writer.Line("/// <exception cref=\"global::MtlDsl.RowException\">A value that cannot be read, with its row, column and text.</exception>");
        writer.Line("public static Example FromRow(global::MtlDsl.SourceRow row) => new(");
        writer.Indent();
        var arguments = model.Inputs.Select(input => $"{input.Member}: {ReadInput(input)}")
            .Concat(model.Tasks.Select(task => $"{task.Name}: row.{string.Format(task.Types.Reader, Literal.Of(task.Name))}"));
        writer.List(arguments.ToList(), ",", ");");
        writer.Outdent();
    }

    private static string ReadInput(InputSpec input)
    {
        if (input.Shape.IsSequence)
            return SequenceEmitter.Read(input);
        if (input.Row is not { } row)
            return $"row.Singles({Literal.Of(input.Member)}, {Literal.Of(input.Shape.Elements)})";
        IEnumerable<string> arguments = row.Members.Where(member => member.InConstructor).Select(member => $"{member.Name}: {Read(member)}");
        List<string> initializers = row.Members.Where(member => !member.InConstructor).Select(member => $"{member.Name} = {Read(member)},").ToList();
        string created = $"new {row.Type}({string.Join(", ", arguments)})";
        return initializers.Count == 0 ? created : created + "\n{\n    " + string.Join("\n    ", initializers) + "\n}";
    }

    private static string Read(RowMember member) => member.Getter is null ? "default!" : string.Format(member.Getter, Literal.Of(member.Name));
}
