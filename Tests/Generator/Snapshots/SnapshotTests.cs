namespace MtlDsl.Tests;

/// <summary>What the generator writes, whole, so that a change of it is read before it is shipped. Each compiles without an error or a warning.</summary>
public sealed class SnapshotTests
{
    [Fact]
    public Task QuickStart() => VerifyFile(SnapshotModels.QuickStart);

    [Fact]
    public Task Records() => VerifyFile(SnapshotModels.Records);

    [Fact]
    public Task Branches() => VerifyFile(SnapshotModels.Branches);

    [Fact]
    public Task CustomNodes() => VerifyFile(SnapshotModels.CustomNodes);

    [Fact]
    public Task LossStrategy() => VerifyFile(SnapshotModels.LossStrategy);

    [Fact]
    public Task GradientStrategy() => VerifyFile(SnapshotModels.GradientStrategy);

    [Fact]
    public Task TapedGraph() => VerifyFile(SnapshotModels.TapedGraph);

    [Fact]
    public Task Nested() => VerifyFile(SnapshotModels.Nested);

    [Fact]
    public Task GlobalNamespace() => VerifyFile(SnapshotModels.GlobalNamespace);

    [Fact]
    public Task Losses() => VerifyFile(SnapshotModels.Losses);

    [Fact]
    public Task Learned() => VerifyFile(SnapshotModels.Learned);

    [Fact]
    public Task OneTask() => VerifyFile(SnapshotModels.OneTask);

    [Fact]
    public Task Inputs() => VerifyFile(SnapshotModels.Inputs);

    [Fact]
    public Task Groups() => VerifyFile(SnapshotModels.Groups);

    [Fact]
    public Task Sequences() => VerifyFile(SnapshotModels.Sequences);

    [Fact]
    public Task HandWritten() => VerifyFile(SnapshotModels.HandWritten);

    [Fact]
    public async Task Names_that_generated_code_uses_itself_are_free()
    {
        const string source = """
            namespace Names;

            [MultiTaskModel]
            public partial class Names
            {
                [SharedLayer, Linear(8), ReLU]
                public partial Tensor Step([Input(4)] Tensor data, [Input(2)] Tensor row, [Input(2)] Tensor x, [Input(3)] Tensor rows);

                [SharedLayer, Linear(4)]
                public partial Tensor BatchAndMode(Tensor step, Tensor row, Tensor history, Tensor examples);

                [SharedLayer, Linear(4)]
                public partial Tensor BatchLinear(Tensor batchAndMode);

                [SharedLayer, Linear(4), ReLU]
                public partial Tensor History(Tensor step);

                [SharedLayer, Linear(4), ReLU]
                public partial Tensor Examples(Tensor step);

                [Task, Linear(4), ReLU, Linear(2), CrossEntropy]
                public partial Tensor Batch(Tensor batchLinear);

                [Task, Linear(4), ReLU, Linear(2), CrossEntropy]
                public partial Tensor Mode(Tensor batchLinear);

                [Task, LossWeight(0.5), Linear(4), ReLU, Linear(2), CrossEntropy]
                public partial Tensor Columns(Tensor batchLinear);

                [Task, Linear(1), MeanSquaredError]
                public partial Tensor Epoch(Tensor step, Tensor mode);

                [Task, Linear(1), MeanSquaredError]
                public partial Tensor Optimizer(Tensor step, Tensor mode);
            }
            """;

        GeneratorRun.Of(source).Sources.ShouldHaveSingleItem();
        (await ModelDiagnostics.OfAsync(source)).ShouldBeEmpty();
    }

    private static async Task VerifyFile(string source)
    {
        (await ModelDiagnostics.OfAsync(source)).ShouldBeEmpty();
        string text = GeneratorRun.Of(source).Text;
        text.ShouldEndWith("}\n");
        text.ShouldNotContain("\r");
        text.ShouldNotContain("\t");
        string[] lines = text.Split('\n');
        lines.Where(line => line.Length > LongestLine).ShouldBeEmpty();
        lines.Where(line => line.EndsWith(' ')).ShouldBeEmpty();
        text.ShouldNotContain("\n\n\n");
        await Verify(text, extension: "cs");
    }

    // What fits beside a file tree on a wide screen.
    private const int LongestLine = 140;
}
