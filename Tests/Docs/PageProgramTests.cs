using System.Globalization;
using Microsoft.CodeAnalysis;

namespace MtlDsl.Tests;

/// <summary>The code on the pages is code: it compiles, and nobody has anything to say about it.</summary>
public sealed class PageProgramTests
{
    public static TheoryData<string> Programs() => [.. Repository.Pages.SelectMany(PagePrograms.On).Select(program => program.ToString())];

    [Theory]
    [MemberData(nameof(Programs))]
    public async Task The_code_on_a_page_compiles(string place)
    {
        PageProgram program = Repository.Pages.SelectMany(PagePrograms.On).Single(candidate => candidate.ToString() == place);

        IReadOnlyList<Diagnostic> diagnostics = await ModelDiagnostics.OfAsync(program.Source());

        string.Join('\n', diagnostics).ShouldBeEmpty($"the code of {place}");
    }

    [Theory]
    [InlineData("README.md")]
    [InlineData("docs/language.md")]
    [InlineData("docs/training.md")]
    public void Pages_show_code(string page) => PagePrograms.On(page).ShouldNotBeEmpty();

    [Fact]
    public async Task The_diagnostic_that_is_shown_is_what_the_analyzer_says()
    {
        string model = PagePrograms.On("README.md")[0].Blocks[0].Code;
        string wrong = model.Replace("Digit(Tensor trunk)", "Digit(Tensor trunc)", StringComparison.Ordinal);

        Diagnostic diagnostic = (await ModelDiagnostics.OfAsync(wrong)).ShouldHaveSingleItem();

        Repository.Read("docs/README.md").ShouldContain($"error {diagnostic.Id}: {diagnostic.GetMessage(CultureInfo.InvariantCulture)}\n");
    }

    [Fact]
    public void Blocks_that_continue_are_one_program()
    {
        PageProgram program = PagePrograms.Parse("page.md", """
            ```csharp
            int a = 1;
            ```
            Text.
            <!-- continues -->
            <!-- csharp
            int b = a;
            -->
            ```csharp
            Console.WriteLine(a + b);
            public class C;
            ```
            """).ShouldHaveSingleItem();

        program.Line.ShouldBe(2);
        program.Blocks.Select(block => block.Line).ShouldBe([2, 7, 10]);
        GeneratorRun.OfUnchecked(program.Source()).Output.GetDiagnostics().ShouldNotContain(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
    }

    [Fact]
    public async Task An_error_is_told_with_its_line_on_the_page()
    {
        PageProgram program = PagePrograms.Parse("page.md", "Text.\n\n```csharp\nint a = 1;\nint b = c + a;\n```\n").ShouldHaveSingleItem();

        IReadOnlyList<Diagnostic> diagnostics = await ModelDiagnostics.OfAsync(program.Source());

        diagnostics.ShouldHaveSingleItem().ToString().ShouldStartWith("page.md(5,9): error CS0103");
    }
}
