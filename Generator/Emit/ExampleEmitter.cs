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
        SampleWeights(writer, model);
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

    private static void SampleWeights(SourceWriter writer, EmittedModel model)
    {
        InputSpec? weighing = model.Inputs.FirstOrDefault(input => input.Row?.SampleWeight is not null);
        writer.Line("/// <summary>How much the example counts in the losses of all tasks: finite and at least 0.</summary>");
        writer.Line($"public float Weight {{ get; init; }} = {(weighing is null ? "1" : WeightOf(weighing))};");
        writer.Line();
        foreach (EmittedTask task in model.Tasks)
        {
            writer.Line($"/// <summary>How much the example counts in the loss of {task.Name} besides: finite and at least 0.</summary>");
            writer.Line($"public float {task.Name}Weight {{ get; init; }} = 1;");
            writer.Line();
        }
    }

    // What is wrong with a record that is null is said when its example is added to a data set.
    private static string WeightOf(InputSpec input)
    {
        string value = $"(float){input.Member}.{input.Row!.SampleWeight}";
        return input.Row.IsValueType ? value : $"{input.Member} is null ? 1 : {value}";
    }

    /// <summary>The weights that rows may have a column for: not one of the name of a record's own column, nor one that a record says.</summary>
    private static IEnumerable<string> WeightsInRows(EmittedModel model)
    {
        List<RowSpec> rows = model.Inputs.Select(input => input.Row).OfType<RowSpec>().ToList();
        bool IsColumn(string name) => rows.SelectMany(row => row.Members).Any(member => member.Getter is not null && Letters(member.Name) == Letters(name));
        if (rows.All(row => row.SampleWeight is null) && !IsColumn("Weight"))
            yield return "Weight";
        foreach (string weight in model.Tasks.Select(task => task.Name + "Weight").Where(weight => !IsColumn(weight)))
            yield return weight;
    }

    /// <summary>What names of columns are compared by.</summary>
    private static string Letters(string name) => string.Concat(name.Where(char.IsLetterOrDigit)).ToUpperInvariant();

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
        List<string> weights = WeightsInRows(model).Select(weight => $"{weight} = row.SampleWeight({Literal.Of(weight)}),").ToList();
        writer.List(arguments.ToList(), ",", weights.Count == 0 ? ");" : ")");
        writer.Outdent();
        if (weights.Count == 0)
            return;
        writer.Open();
        foreach (string weight in weights)
            writer.Line(weight);
        writer.Close(";");
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
