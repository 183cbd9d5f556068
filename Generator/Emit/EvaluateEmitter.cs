using System.Linq;

namespace MtlDsl.Generator.Emit;

/// <summary>Writes the evaluation on a data set.</summary>
internal static class EvaluateEmitter
{
    public static void Emit(SourceWriter writer, EmittedModel model)
    {
        if (model.IsGenerated("Evaluate"))
            Evaluate(writer, model);
        Measure(writer, model);
    }

    private static void Evaluate(SourceWriter writer, EmittedModel model)
    {
        writer.Lines("""
            /// <summary>Measures the model on a data set.</summary>
            /// <param name="data">What to measure on.</param>
            /// <param name="batchSize">How many examples are computed at a time, at least 1.</param>
            /// <param name="cancellationToken">Stops the evaluation.</param>
            /// <exception cref="global::System.OperationCanceledException">The evaluation was cancelled.</exception>
            public Metrics Evaluate(
                global::MtlDsl.ExampleSource<Example> data,
                int batchSize = 1024,
                global::System.Threading.CancellationToken cancellationToken = default)
            {
                using global::MtlDsl.BatchSource batches = data.Open(Device, new global::MtlDsl.BatchOptions(batchSize));
                return Measure(batches, cancellationToken);
            }
            """);
        writer.Line();
        Overload(writer, "Example");
        if (model.LabelledRow is { } row)
            Overload(writer, row.Type);
    }

    private static void Measure(SourceWriter writer, EmittedModel model)
    {
        writer.Open("private Metrics Measure(global::MtlDsl.BatchSource batches, global::System.Threading.CancellationToken cancellationToken)");
        writer.Lines("""
            using global::MtlDsl.EvaluationMode mode = global::MtlDsl.EvaluationMode.Begin(this);
            var joint = new global::MtlDsl.JointAccumulator();
            """);
        foreach (EmittedTask task in model.Tasks)
            writer.Line($"var {Metrics(task)} = new {task.Types.Accumulator};");
        writer.Line("batches.BeginEpoch(0);");
        writer.Open("while (batches.TryNext(out global::MtlDsl.Batch batch, cancellationToken))");
        writer.Lines("""
            using global::TorchSharp.DisposeScope step = torch.NewDisposeScope();
            Targets targets = TargetsOf(batch);
            Outputs outputs = Forward(InputsOf(batch));
            Losses losses = JointLoss(outputs, targets);
            joint.Update(losses.Joint, batch.Count);
            """);
        foreach (EmittedTask task in model.Tasks)
            writer.Line($"{Metrics(task)}.Update(outputs.{task.Name}, targets.{task.Name}, targets.{task.Name}Mask, losses.{task.Name});");
        writer.Close();
        writer.Line($"return new Metrics(joint.Compute(), {string.Join(", ", model.Tasks.Select(task => $"{Metrics(task)}.Compute()"))});");
        writer.Close();
        writer.Line();
    }

    private static string Metrics(EmittedTask task) => Specs.Naming.Camel(task.Name) + "Metrics";

    private static void Overload(SourceWriter writer, string row)
    {
        writer.Lines($$"""
            /// <inheritdoc cref="Evaluate(global::MtlDsl.ExampleSource{Example}, int, global::System.Threading.CancellationToken)"/>
            public Metrics Evaluate(
                global::System.Collections.Generic.IEnumerable<{{row}}> data,
                int batchSize = 1024,
                global::System.Threading.CancellationToken cancellationToken = default) =>
                Evaluate(Dataset.From(data), batchSize, cancellationToken);
            """);
        writer.Line();
    }
}
