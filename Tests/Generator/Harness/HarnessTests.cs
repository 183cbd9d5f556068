using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using MtlDsl.Generator;

namespace MtlDsl.Tests;

public sealed class HarnessTests
{
    private const string Model = """
        namespace Models;

        [MultiTaskModel]
        public partial class QuickStart
        {
            [SharedLayer, Linear(64), ReLU]
            public partial Tensor Trunk([Input(100)] Tensor features);

            [Task, LossWeight(1.0), Linear(10), CrossEntropy]
            public partial Tensor Digit(Tensor trunk);
        }
        """;

    [Fact]
    public void Marks_are_taken_out_and_become_spans()
    {
        MarkedSource source = MarkedSource.Parse("a {|MTL001:b {|MTL002:c|}|} is { Length: 1 }");

        source.Code.ShouldBe("a b c is { Length: 1 }");
        source.Expected.Select(e => (e.Id, source.Code.Substring(e.Span.Start, e.Span.Length)))
            .ShouldBe([("MTL002", "c"), ("MTL001", "b c")]);
    }

    [Fact]
    public void A_symbol_is_found_however_deep_it_hides()
    {
        INamedTypeSymbol symbol = CSharpCompilation.Create("Any").GetSpecialType(SpecialType.System_Object);

        CompilerObjects.In(new Holder("outer", [new Holder("inner", [], symbol)], null)).ShouldHaveSingleItem().ShouldContain("[0]");
        CompilerObjects.In(new Holder("outer", [], null)).ShouldBeEmpty();
    }

    [Fact]
    public void A_model_compiles() => GeneratorRun.Of(Model).Sources.ShouldHaveSingleItem().HintName.ShouldBe("Models.QuickStart.g.cs");

    [Fact]
    public void A_compile_error_is_a_failure() =>
        Should.Throw<ShouldAssertException>(() => GeneratorRun.Of(Model + "public class Wrong : Missing;")).Message.ShouldContain("CS0246");

    [Fact]
    public async Task A_diagnostic_is_compared_with_its_mark()
    {
        await ModelDiagnostics.VerifyAsync(Model.Replace("Tensor trunk", "Tensor {|MTL020:trunc|}"));
        await Assert.ThrowsAsync<ShouldAssertException>(() => ModelDiagnostics.VerifyAsync(Model.Replace("Tensor trunk", "{|MTL020:Tensor|} trunc")));
        await Assert.ThrowsAsync<ShouldAssertException>(() => ModelDiagnostics.VerifyAsync(Model.Replace("Tensor trunk", "Tensor trunc")));
    }

    [Fact]
    public void An_edit_is_told_from_a_comment()
    {
        IncrementalRun.Between(Model, "// A comment.\n" + Model).ShouldReuseEverything().ShouldHoldNoCompilerObjects();
        IncrementalRun.Between(Model, Model.Replace("64", "32")).ShouldEmitAnew();
        IncrementalRun.Between([Model], [Model, "public class Unrelated;"]).ShouldReuseEverything();
        Should.Throw<ShouldAssertException>(() => IncrementalRun.Between(Model, Model.Replace("64", "32")).ShouldReuseEverything());
    }

    [Fact]
    public void The_steps_that_are_looked_at_exist() =>
        IncrementalRun.Between(Model, Model + "\n").Reasons(ModelGenerator.ModelStep).ShouldNotBeEmpty();

    private sealed record Holder(string Name, Holder[] Children, ISymbol? Symbol);
}
