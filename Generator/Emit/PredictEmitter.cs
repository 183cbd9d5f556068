using System.Linq;
using MtlDsl.Generator.Specs;

namespace MtlDsl.Generator.Emit;

/// <summary>Writes the predictions: of one example, and of many.</summary>
internal static class PredictEmitter
{
    public static void Emit(SourceWriter writer, EmittedModel model)
    {
        if (!model.IsGenerated("Predict"))
            return;
        One(writer, model);
        Many(writer, model);
        if (model.OnlyRow?.Row is { } row)
            Rows(writer, row);
        PredictionsOf(writer, model);
    }

    private static void One(SourceWriter writer, EmittedModel model)
    {
        writer.Line("/// <summary>Predicts one example.</summary>");
        foreach (InputSpec input in model.Inputs)
            writer.Line($"/// <param name=\"{EmittedModel.Local(input.Name)}\">{InputDoc(input)}</param>");
        string parameters = string.Join(", ", model.Inputs.Select(input => $"{ExampleEmitter.InputType(input)} {EmittedModel.Local(input.Name)}"));
        string arguments = string.Join(", ", model.Inputs.Select(input => EmittedModel.Local(input.Name)));
        writer.Line($"public Prediction Predict({parameters}) => Predict([new Example({arguments})])[0];");
        writer.Line();
    }

    private static string InputDoc(InputSpec input) => input switch
    {
        { Row: not null } => "The record; labels in it are not read.",
        { Shape.IsSequence: true } => SequenceEmitter.Doc(input),
        _ => $"{input.Shape} numbers.",
    };

    private static void Many(SourceWriter writer, EmittedModel model)
    {
        writer.Lines("""
            /// <summary>Predicts examples, in their order; labels in them are not read.</summary>
            /// <param name="examples">What to predict.</param>
            /// <param name="batchSize">How many examples are computed at a time, at least 1.</param>
            /// <param name="cancellationToken">Stops the prediction.</param>
            /// <exception cref="global::System.OperationCanceledException">The prediction was cancelled.</exception>
            public global::System.Collections.Generic.IReadOnlyList<Prediction> Predict(
                global::System.Collections.Generic.IEnumerable<Example> examples,
                int batchSize = 1024,
                global::System.Threading.CancellationToken cancellationToken = default)
            {
                Dataset data = Dataset.From(examples);
                var predictions = new global::System.Collections.Generic.List<Prediction>(data.Count);
                if (data.Count == 0)
                    return predictions;
                using global::MtlDsl.EvaluationMode mode = global::MtlDsl.EvaluationMode.Begin(this);
                using global::MtlDsl.ResidentColumns columns = data.ToDevice(Device);
                foreach (global::MtlDsl.Batch batch in columns.Batches(batchSize))
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    using global::TorchSharp.DisposeScope step = torch.NewDisposeScope();
                    predictions.AddRange(PredictionsOf(Forward(InputsOf(batch))));
                }
                return predictions;
            }
            """);
        writer.Line();
    }

    private static void Rows(SourceWriter writer, RowSpec row)
    {
        writer.Lines($"""
            /// <summary>Predicts records, in their order; labels in them are not read.</summary>
            public global::System.Collections.Generic.IReadOnlyList<Prediction> Predict(global::System.Collections.Generic.IEnumerable<{row.Type}> rows) =>
                Predict(global::System.Linq.Enumerable.Select(rows, row => new Example(row)));
            """);
        writer.Line();
    }

    private static void PredictionsOf(SourceWriter writer, EmittedModel model)
    {
        writer.Open("private static global::System.Collections.Generic.IEnumerable<Prediction> PredictionsOf(Outputs outputs)");
        foreach (EmittedTask task in model.Tasks)
            writer.Line($"var {Rows(task)} = new global::MtlDsl.OutputRows(outputs.{task.Name});");
        writer.Line($"for (int row = 0; row < {Rows(model.Tasks[0])}.Count; row++)");
        writer.Line($"    yield return new Prediction({string.Join(", ", model.Tasks.Select(task => $"{task.Types.Prediction}.Decode({Rows(task)}[row])"))});");
        writer.Close();
        writer.Line();
    }

    private static string Rows(EmittedTask task) => Naming.Camel(task.Name) + "Rows";
}
