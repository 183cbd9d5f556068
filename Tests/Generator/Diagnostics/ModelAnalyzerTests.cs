using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using MtlDsl.Generator.Diagnostics;
using MtlDsl.Generator.Parsing;

namespace MtlDsl.Tests;

public sealed class ModelAnalyzerTests
{
    private const string Warned = """
        [MultiTaskModel]
        public partial class Model
        {
            [SharedLayer, Linear(4)] public partial Tensor Trunk([Input(2)] Tensor x);
            [Task, Linear(3), Softmax, CrossEntropy] public partial Tensor Digit(Tensor trunk);
        }
        """;

    [Fact]
    public async Task A_pragma_silences_a_warning()
    {
        (await ModelDiagnostics.OfAsync(Warned)).ShouldHaveSingleItem().Id.ShouldBe("MTL052");
        (await ModelDiagnostics.OfAsync("#pragma warning disable MTL052\n" + Warned)).ShouldBeEmpty();
    }

    [Fact]
    public void Without_a_sink_no_location_is_computed()
    {
        var reporter = new Reporter(sink: null, CancellationToken.None);

        reporter.Report(DiagnosticDescriptors.NoTask, () => throw new InvalidOperationException("A location was computed."), "Model");

        reporter.HasErrors.ShouldBeTrue();
    }

    [Fact]
    public async Task A_column_of_another_assembly_is_reported_at_the_input()
    {
        // FileInfo has no column; the record's own attributes have no place in this compilation.
        await WrongModelTests.VerifyAsync("""
            [MultiTaskModel]
            public partial class Model
            {
                [SharedLayer, Linear(4)] public partial Tensor Trunk([{|MTL070:Input<FileInfo>|}] Tensor file);
                [Task, Linear(3), CrossEntropy] public partial Tensor Digit(Tensor trunk);
            }
            """);
    }

    [Fact]
    public async Task Parsing_can_be_cancelled()
    {
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        CompilationWithAnalyzers compilation = ModelCompilation.Of(Warned).WithAnalyzers([new ModelAnalyzer()]);

        await Should.ThrowAsync<OperationCanceledException>(() => compilation.GetAnalyzerDiagnosticsAsync(cancelled.Token));
    }
}
