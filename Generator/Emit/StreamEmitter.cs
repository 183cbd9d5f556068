namespace MtlDsl.Generator.Emit;

/// <summary>Writes how a data set is read as a stream.</summary>
internal static class StreamEmitter
{
    private const string Stream = "global::MtlDsl.ExampleStream<Example>";

    private const string Options = "global::MtlDsl.StreamOptions? options = null";

    private const string Columns = "static () => new Dataset()";

    public static void Emit(SourceWriter writer, EmittedModel model)
    {
        Files(writer, "Csv", "CSV");
        Files(writer, "JsonLines", "JSON Lines");
        Query(writer);
        Sequence(writer, "Example", "static example => example");
        if (model.LabelledRow is { } row)
            Sequence(writer, row.Type, "Labelled");
    }

    private static void Files(SourceWriter writer, string format, string name)
    {
        writer.Lines($"""
            /// <summary>Reads a {name} file anew in each epoch, ahead of training; it may be larger than memory.</summary>
            public static {Stream} Stream{format}(string path, {Options}, global::MtlDsl.{format}Options? format = null) =>
                Stream{format}([path], options, format);

            /// <summary>Reads {name} files anew in each epoch, ahead of training; they may be larger than memory.</summary>
            public static {Stream} Stream{format}(global::System.Collections.Generic.IEnumerable<string> paths, {Options}, global::MtlDsl.{format}Options? format = null) =>
                {Stream}.{format}({Columns}, paths, Example.FromRow, format, options);
            """);
        writer.Line();
    }

    private static void Query(SourceWriter writer)
    {
        writer.Lines($"""
            /// <summary>Runs a query anew in each epoch and reads its rows ahead of training.</summary>
            /// <param name="open">Runs the query, on a thread of the stream's own; the reader is disposed.</param>
            /// <param name="options">How the stream is read.</param>
            public static {Stream} StreamQuery(global::System.Func<global::System.Data.Common.DbDataReader> open, {Options}) =>
                {Stream}.Query({Columns}, open, Example.FromRow, options);

            /// <summary>Executes a command anew in each epoch, on a thread of the stream's own, and reads its rows ahead of training.</summary>
            public static {Stream} StreamQuery(global::System.Data.Common.DbCommand command, {Options}) =>
                {Stream}.Query({Columns}, command, Example.FromRow, options);
            """);
        writer.Line();
    }

    private static void Sequence(SourceWriter writer, string row, string read)
    {
        foreach (string sequence in new[] { "IAsyncEnumerable", "IEnumerable" })
        {
            writer.Lines($"""
                /// <summary>Reads a sequence anew in each epoch, on a thread of the stream's own and ahead of training.</summary>
                public static {Stream} Stream(global::System.Func<global::System.Collections.Generic.{sequence}<{row}>> open, {Options}) =>
                    {Stream}.Sequence({Columns}, open, {read}, options);
                """);
            writer.Line();
        }
    }
}
