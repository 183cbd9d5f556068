using System.Linq;

namespace MtlDsl.Generator.Emit;

/// <summary>Writes the training loop.</summary>
internal static class FitEmitter
{
    private const string Tail = """
            global::MtlDsl.FitOptions? options = null,
            global::System.IProgress<global::MtlDsl.TrainingProgress>? progress = null,
            global::System.Threading.CancellationToken cancellationToken = default)
        """;

    private const string Source = "global::MtlDsl.ExampleSource<Example>";

    private const string History = "global::MtlDsl.History<LossValues, Metrics>";

    private const string Docs = """
        /// <summary>Trains the model.</summary>
        /// <param name="data">What to learn from.</param>
        /// <param name="validation">What to measure on after each epoch; null to measure nothing.</param>
        /// <param name="options">Epochs, batch size, optimizer and so on.</param>
        /// <param name="progress">Is told how training goes, at most ten times a second.</param>
        /// <param name="cancellationToken">Stops training after the current step; the history so far is returned.</param>
        /// <returns>The losses and metrics of each epoch.</returns>
        /// <exception cref="global::MtlDsl.TrainingDivergedException">A loss or a gradient is infinite or not a number.</exception>
        /// <exception cref="global::MtlDsl.TrainingOutOfMemoryException">A step does not fit into the device's memory.</exception>
        /// <exception cref="global::MtlDsl.CheckpointException">The checkpoint to go on from is damaged or of another run.</exception>
        """;

    public static void Emit(SourceWriter writer, EmittedModel model)
    {
        if (model.IsGenerated("Fit"))
        {
            Fit(writer, model);
            Overloads(writer, model, History, "Fit");
        }
        if (model.IsGenerated("FitAsync"))
        {
            FitAsync(writer);
            Overloads(writer, model, $"global::System.Threading.Tasks.Task<{History}>", "FitAsync");
        }
    }

    private static void Overloads(SourceWriter writer, EmittedModel model, string returns, string method)
    {
        Overload(writer, returns, method, "Example");
        StreamOverload(writer, returns, method, "Example");
        if (model.LabelledRow is { } row)
        {
            Overload(writer, returns, method, row.Type);
            StreamOverload(writer, returns, method, row.Type);
        }
    }

    private static void Fit(SourceWriter writer, EmittedModel model)
    {
        writer.Lines(Docs);
        writer.Line($"public {History} Fit(");
        writer.Lines($"    {Source} data,\n    {Source}? validation = null,\n" + Tail);
        writer.Open();
        if (model.LearnsStatistics)
            writer.Line("LearnStatistics(data);");
        string losses = string.Join(
            ",\n                ", ForwardEmitter.StepLosses(model));
        writer.Lines($$"""
            using var run = new global::MtlDsl.TrainingRun<LossValues, Metrics>(
                this, Records, data, validation, Measure, options, progress, cancellationToken);
            try
            {
                while (run.NextEpoch())
                {
                    train();
                    while (run.NextBatch(out global::MtlDsl.Batch batch))
                    {
                        using global::TorchSharp.DisposeScope step = torch.NewDisposeScope();
                        Targets targets = TargetsOf(batch);
                        Losses losses = TrainStep(InputsOf(batch), targets, run.Optimizer);
                        run.Record(
                            losses.Joint,
                            {{losses}});
                    }
                    run.EndEpoch();
                }
                return run.Finish();
            }
            catch (global::System.Exception exception) when (run.OutOfMemory(exception) is { } explained)
            {
                throw explained;
            }
            """);
        writer.Close();
        writer.Line();
    }

    private static void Overload(SourceWriter writer, string returns, string method, string row)
    {
        string rows = $"global::System.Collections.Generic.IEnumerable<{row}>";
        writer.Lines(Docs);
        writer.Lines($"""
            public {returns} {method}(
                {rows} data,
                {rows}? validation = null,
            {Tail} =>
                {method}(Dataset.From(data), validation is null ? null : Dataset.From(validation), options, progress, cancellationToken);
            """);
        writer.Line();
    }

    private static void StreamOverload(SourceWriter writer, string returns, string method, string row)
    {
        writer.Lines(Docs);
        writer.Lines($"""
            /// <remarks>The sequence is enumerated anew in each epoch, ahead of training, and need not fit into memory.</remarks>
            public {returns} {method}(
                global::System.Collections.Generic.IAsyncEnumerable<{row}> data,
                {Source}? validation = null,
            {Tail} =>
                {method}(Dataset.Stream(() => data), validation, options, progress, cancellationToken);
            """);
        writer.Line();
    }

    private static void FitAsync(SourceWriter writer)
    {
        writer.Lines(Docs);
        writer.Lines($"""
            /// <remarks>The whole run stays on one thread, for which TorchSharp's scopes and modes are made.</remarks>
            public global::System.Threading.Tasks.Task<{History}> FitAsync(
                {Source} data,
                {Source}? validation = null,
            {Tail} =>
                global::System.Threading.Tasks.Task.Factory.StartNew(
                    () => Fit(data, validation, options, progress, cancellationToken),
                    global::System.Threading.CancellationToken.None,
                    global::System.Threading.Tasks.TaskCreationOptions.LongRunning,
                    global::System.Threading.Tasks.TaskScheduler.Default);
            """);
        writer.Line();
    }
}
