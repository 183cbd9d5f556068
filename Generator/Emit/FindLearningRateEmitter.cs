namespace MtlDsl.Generator.Emit;

/// <summary>Writes the learning rate range test, for a model whose training loop is generated.</summary>
internal static class FindLearningRateEmitter
{
    private const string Docs = """
        /// <summary>
        /// Trains the model while the learning rate grows with every step, until the loss explodes, and puts its weights and buffers
        /// back (Smith, 2017).
        /// </summary>
        /// <param name="data">What to learn from.</param>
        /// <param name="options">Batch size, optimizer and so on, as Fit is to have them; null: the defaults.</param>
        /// <param name="test">The learning rates and the number of steps; null: the defaults.</param>
        /// <param name="cancellationToken">Ends the test after the current step; what was found so far is returned.</param>
        /// <returns>The loss of each step, and the learning rate at which it falls steepest.</returns>
        """;

    private const string Tail = """
            global::MtlDsl.FitOptions? options = null,
            global::MtlDsl.LearningRateTest? test = null,
            global::System.Threading.CancellationToken cancellationToken = default) =>
        """;

    public static void Emit(SourceWriter writer, EmittedModel model)
    {
        if (!model.IsGenerated("Fit") || !model.IsGenerated("FindLearningRate"))
            return;
        Write(writer, "global::MtlDsl.ExampleSource<Example>",
            "(test ?? new global::MtlDsl.LearningRateTest()).Run(this, own => Fit(data, null, own, null, cancellationToken), options);");
        Overload(writer, "Example");
        if (model.LabelledRow is { } row)
            Overload(writer, row.Type);
    }

    private static void Overload(SourceWriter writer, string row) =>
        Write(writer, $"global::System.Collections.Generic.IEnumerable<{row}>", "FindLearningRate(Dataset.From(data), options, test, cancellationToken);");

    private static void Write(SourceWriter writer, string source, string body)
    {
        writer.Lines(Docs);
        writer.Lines($"""
            public global::MtlDsl.LearningRateRange FindLearningRate(
                {source} data,
            {Tail}
                {body}
            """);
        writer.Line();
    }
}
