using System.Collections.Generic;
using System.Linq;
using MtlDsl.Generator.Specs;

namespace MtlDsl.Generator.Emit;

/// <summary>Writes the data set: examples as typed columns in memory.</summary>
internal static class DatasetEmitter
{
    public static void Emit(SourceWriter writer, EmittedModel model)
    {
        writer.Line("/// <summary>Examples as columns in memory.</summary>");
        writer.Open("public sealed class Dataset : global::MtlDsl.Dataset<Example>");
        Columns(writer, model);
        From(writer, model);
        StreamEmitter.Emit(writer, model);
        FromArrays(writer, model);
        writer.Lines("""
            /// <inheritdoc/>
            protected override void Append(Example example)
            {
            """);
        writer.Indent();
        foreach ((string field, string member) in Members(model))
            writer.Line($"{field}.Add(example.{member});");
        writer.Outdent();
        writer.Line("}");
        foreach (InputSpec input in model.Inputs.Where(input => input.Row is not null))
            Encode(writer, input);
        writer.Close();
        writer.Line();
        Unpack(writer, model);
    }

    /// <summary>The order of the columns: inputs, then tasks.</summary>
    private static IEnumerable<(string Field, string Member)> Members(EmittedModel model) =>
        model.Inputs.Select(input => (Column(input.Member), input.Member))
            .Concat(model.Tasks.Select(task => (Column(task.Name), task.Name)));

    private static string Column(string member) => "_" + Naming.Camel(member);

    private static void Columns(SourceWriter writer, EmittedModel model)
    {
        foreach (InputSpec input in model.Inputs)
        {
            if (input.Row is { } row)
                RecordColumn(writer, input, row);
            else if (input.Shape.IsSequence)
                writer.Line(SequenceEmitter.Column(input, Column(input.Member)));
            else
                writer.Line($"private readonly global::MtlDsl.FeatureColumn {Column(input.Member)} = new({Literal.Of(input.Member)}, {string.Join(", ", input.Shape.Dimensions.Select(Literal.Of))});");
        }
        foreach (EmittedTask task in model.Tasks)
            writer.Line($"private readonly {task.Types.ColumnType} {Column(task.Name)} = new({Literal.Of(task.Name)}{task.Types.ColumnArguments});");
        writer.Line();
        writer.Line("/// <summary>An empty data set.</summary>");
        writer.Line($"public Dataset() => Register({string.Join(", ", Members(model).Select(member => member.Field))});");
        writer.Line();
        foreach (InputSpec input in model.Inputs.Where(input => input.Row is not null))
        {
            writer.Line($"internal global::MtlDsl.RecordColumn<{input.Row!.Type}> {input.Member}Column => {Column(input.Member)};");
            writer.Line();
        }
    }

    private static void RecordColumn(SourceWriter writer, InputSpec input, RowSpec row)
    {
        writer.Lines($"""
            private readonly global::MtlDsl.RecordColumn<{row.Type}> {Column(input.Member)} = new(
                {Literal.Of(input.Member)},
                [{string.Join(", ", row.Columns.Where(column => column.IsNumeric).Select(column => Literal.Of(column.Property)))}],
                {input.Member}Categories,
                Encode{input.Member});
            """);
    }

    private static void From(SourceWriter writer, EmittedModel model)
    {
        writer.Lines("""
            /// <summary>Reads examples into columns.</summary>
            public static Dataset From(global::System.Collections.Generic.IEnumerable<Example> examples)
            {
                var data = new Dataset();
                data.AddRange(examples);
                return data;
            }
            """);
        writer.Line();
        if (model.LabelledRow is { } row)
        {
            IEnumerable<string> labels = model.Tasks.Select(task =>
                $"{task.Name}: ({task.Types.Label})row.{row.Labels.First(label => label.Task == task.Name).Property}");
            writer.Lines($$"""
                /// <summary>Reads records, which carry their labels, into columns.</summary>
                public static Dataset From(global::System.Collections.Generic.IEnumerable<{{row.Type}}> rows)
                {
                    var data = new Dataset();
                    foreach ({{row.Type}} row in rows)
                        data.Add(Labelled(row));
                    return data;
                }

                private static Example Labelled({{row.Type}} row) => new(row, {{string.Join(", ", labels)}});
                """);
            writer.Line();
        }
        writer.Lines("""
            /// <summary>Reads a CSV file into columns.</summary>
            /// <exception cref="global::MtlDsl.CsvException">A cell that cannot be read, with its line, column and text.</exception>
            public static Dataset FromCsv(string path, global::MtlDsl.CsvOptions? options = null) => From(Example.ReadCsv(path, options));

            /// <summary>Reads a JSON Lines file into columns.</summary>
            /// <exception cref="global::MtlDsl.RowException">A value that cannot be read, with its line, property and text.</exception>
            public static Dataset FromJsonLines(string path, global::MtlDsl.JsonLinesOptions? options = null) => From(Example.ReadJsonLines(path, options));

            /// <summary>Reads the rows of a query into columns.</summary>
            /// <exception cref="global::MtlDsl.RowException">A value that cannot be read, with its row, column and text.</exception>
            public static Dataset FromQuery(global::System.Data.Common.DbDataReader reader) => From(global::MtlDsl.QueryRow.Read(reader, Example.FromRow));
            """);
        writer.Line();
    }

    private static void FromArrays(SourceWriter writer, EmittedModel model)
    {
        string first = EmittedModel.Local(model.Inputs[0].Name);
        IEnumerable<string> parameters = model.Inputs.Select(input => $"{ArrayType(input)} {EmittedModel.Local(input.Name)}")
            .Concat(model.Tasks.Select(task => $"{ArrayType(task)} {task.Local}"));
        IEnumerable<string> lengths = model.Inputs.Skip(1).Select(input => EmittedModel.Local(input.Name))
            .Concat(model.Tasks.Select(task => task.Local))
            .Select(local => $"({Literal.Of(local.TrimStart('@'))}, {local}.Count)");
        IEnumerable<string> arguments = model.Inputs.Select(input => IsFeatures(input) ? $"{EmittedModel.Local(input.Name)}.Row(example)" : $"{EmittedModel.Local(input.Name)}[example]")
            .Concat(model.Tasks.Select(task => $"{task.Local}[example]"));
        writer.Lines($$"""
            /// <summary>Reads arrays with an element or a row for each example into columns.</summary>
            /// <exception cref="global::System.ArgumentException">The arrays differ in length.</exception>
            public static Dataset FromArrays({{string.Join(", ", parameters)}})
            {
                RequireEqualCounts({{Literal.Of(first.TrimStart('@'))}}, {{first}}.Count, {{string.Join(", ", lengths)}});
                var dataset = new Dataset();
                for (int example = 0; example < {{first}}.Count; example++)
                    dataset.Add(new Example({{string.Join(", ", arguments)}}));
                return dataset;
            }
            """);
        writer.Line();
    }

    private static bool IsFeatures(InputSpec input) => input.Row is null && !input.Shape.IsSequence;

    private static string ArrayType(InputSpec input) => IsFeatures(input)
        ? "global::MtlDsl.FeatureArray"
        : $"global::System.Collections.Generic.IReadOnlyList<{ExampleEmitter.InputType(input)}>";

    private static string ArrayType(EmittedTask task)
    {
        string label = task.Types.Label.TrimEnd('?');
        return label.EndsWith("[]", System.StringComparison.Ordinal)
            ? $"global::System.Collections.Generic.IReadOnlyList<{label}?>"
            : $"global::MtlDsl.LabelArray<{label}>";
    }

    private static void Encode(SourceWriter writer, InputSpec input)
    {
        RowSpec row = input.Row!;
        writer.Line();
        writer.Open($"private static void Encode{input.Member}({row.Type} row, global::System.Span<float> numeric, global::System.Span<long> categorical)");
        int next = 0;
        foreach (ColumnSpec column in row.Columns.Where(column => column.IsNumeric))
            writer.Line($"numeric[{Literal.Of(next++)}] = {EncodeNumeric(column)};");
        next = 0;
        foreach (ColumnSpec column in row.Columns.Where(column => !column.IsNumeric))
            writer.Line($"categorical[{Literal.Of(next++)}] = {EncodeCategorical(input, column)};");
        writer.Close();
    }

    private static string EncodeNumeric(ColumnSpec column) => (column.ValueType, column.Nullable) switch
    {
        ("float", false) => $"row.{column.Property}",
        ("float", true) => $"row.{column.Property} ?? float.NaN",
        (_, false) => $"(float)row.{column.Property}",
        (_, true) => $"(float?)row.{column.Property} ?? float.NaN",
    };

    private static string EncodeCategorical(InputSpec input, ColumnSpec column)
    {
        int known = column.Nullable ? column.Count - 1 : column.Count;
        string value = column.Nullable ? Naming.Camel(column.Property) + "Value" : $"row.{column.Property}";
        string index = column.Kind switch
        {
            ColumnKind.Enum => $"global::MtlDsl.EnumClasses<{column.ValueType}>.IndexOf({value})",
            ColumnKind.Boolean => column.Nullable ? $"({value} ? 1 : 0)" : $"{value} ? 1 : 0",
            _ => $"global::MtlDsl.Category.Index((long){value}, {Literal.Of(known)}, {Literal.Of(input.Row!.Name + "." + column.Property)})",
        };
        return column.Nullable ? $"row.{column.Property} is {{ }} {value} ? {index} : {Literal.Of(known)}" : index;
    }

    /// <summary>How a batch of columns becomes the contracts.</summary>
    private static void Unpack(SourceWriter writer, EmittedModel model)
    {
        string inputs = string.Join(", ", model.Inputs.Select(InputsMember));
        int first = model.Inputs.Count;
        IEnumerable<string> targets = model.Tasks.Select((task, i) => $"{task.Name}: batch.Values({Literal.Of(first + i)})")
            .Concat(model.Tasks.Select((task, i) => $"{task.Name}Mask: batch.Mask({Literal.Of(first + i)})"));
        if (model.Inputs.Any(input => input.Shape.IsSequence))
        {
            writer.Open("private static Inputs InputsOf(global::MtlDsl.Batch batch)");
            SequenceEmitter.Pad(writer, model);
            writer.Line($"return new({inputs});");
            writer.Close();
        }
        else
        {
            writer.Line($"private static Inputs InputsOf(global::MtlDsl.Batch batch) => new({inputs});");
        }
        writer.Line();
        writer.Line("private static Targets TargetsOf(global::MtlDsl.Batch batch) => new(");
        writer.Indent();
        writer.List(targets.ToList(), ",", ");");
        writer.Outdent();
        writer.Line();
    }

    private static string InputsMember(InputSpec input, int column) => input switch
    {
        { Shape.IsSequence: true } => SequenceEmitter.Arguments(input),
        { Row: null } => $"{input.Member}: batch.Values({Literal.Of(column)})",
        _ => $"{input.Member}: batch.Record({Literal.Of(column)})",
    };
}
