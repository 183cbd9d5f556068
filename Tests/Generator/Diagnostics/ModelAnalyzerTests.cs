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
    public async Task Options_of_every_type_that_attributes_have_are_set()
    {
        (await ModelDiagnostics.OfAsync(WrongModels.RightOptions)).ShouldBeEmpty();
        string text = GeneratorRun.Of(WrongModels.RightOptions).Text;

        foreach (string option in new[]
        {
            "Share = 0", "Rate = 0.001f", "Every = 3", "Top = -2", "Any = 5", "Preferences = [1.0, 0.5]", "Mode = global::Mode.Fast", "Parts = (global::Parts)(3)",
            @"Text = ""\""a\""\n""", "Exact = 3", "Kind = typeof(global::System.Collections.Generic.List<int>)",
        })
        {
            text.ShouldContain(option);
        }
    }

    [Theory]
    [InlineData("nameof(Ranged.Share), -0.5", "Ranged's Share is -0.5; it must be in [0, 1)")]
    [InlineData("nameof(Ranged.Rate), 0.0", "Ranged's Rate is 0; it must be greater than 0 and finite")]
    [InlineData("nameof(Ranged.Every), 0", "Ranged's Every is 0; it must be at least 1")]
    [InlineData("nameof(Ranged.Top), 2.5f", "Ranged's Top is 2.5; it must be at most 2 and finite")]
    [InlineData("nameof(Ranged.Any), double.NaN", "Ranged's Any is NaN; it must be finite")]
    [InlineData("nameof(Ranged.Mode), (Mode)7", "Ranged's Mode is 7; it must be one of Mode")]
    [InlineData("nameof(Ranged.Preferences), new[] { 1, double.NaN }", "Ranged's Preferences is NaN; it must be finite")]
    [InlineData("\"Shares\", 1", "'Ranged' has no option 'Shares': did you mean 'Share'?")]
    [InlineData("nameof(Ranged.Text), null", null)]
    [InlineData("nameof(Ranged.Share), null", "The option 'Share' of 'Ranged' is 'double', and the value is null; give it a value of its own type")]
    public async Task A_wrong_option_is_explained(string option, string? message)
    {
        string source = $"#nullable disable\n[MultiTaskModel, Weighting<Ranged>, WeightingOption({option})]\n#nullable restore{WrongModels.TwoTasks}{WrongModels.Ranged}";

        (await ModelDiagnostics.OfAsync(source)).Select(diagnostic => diagnostic.GetMessage()).ShouldBe(message is null ? [] : [message]);
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
