using System.Reflection;
using Microsoft.CodeAnalysis;
using MtlDsl.Generator.Diagnostics;

namespace MtlDsl.Tests;

/// <summary>The pages of docs/diagnostics say what the compiler says: their wrong code yields the diagnostic, their right code nothing.</summary>
public sealed class DiagnosticPageTests
{
    private static readonly DiagnosticDescriptor[] Descriptors = typeof(DiagnosticDescriptors)
        .GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (DiagnosticDescriptor)field.GetValue(null)!).ToArray();

    public static TheoryData<string> Ids => [.. Descriptors.Select(descriptor => descriptor.Id)];

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task Wrong_code_yields_the_diagnostic_at_the_carets(string id)
    {
        DiagnosticPage page = DiagnosticPage.Read(id);
        string? message = null;

        page.Wrong.ShouldNotBeEmpty();
        foreach (string code in page.Wrong)
        {
            IReadOnlyList<Diagnostic> diagnostics = await WrongModelTests.VerifyAsync(code);
            diagnostics.Where(diagnostic => diagnostic.Id.StartsWith("MTL", StringComparison.Ordinal)).ShouldAllBe(diagnostic => diagnostic.Id == id);
            message ??= diagnostics.First(diagnostic => diagnostic.Id == id).GetMessage();
        }
        page.Message.ShouldBe(message);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task Right_code_compiles_without_a_word(string id)
    {
        DiagnosticPage page = DiagnosticPage.Read(id);

        page.Right.ShouldNotBeEmpty();
        foreach (string code in page.Right)
        {
            GeneratorRun.Of(code);
            (await ModelDiagnostics.OfAsync(code)).ShouldBeEmpty();
        }
    }

    [Fact]
    public void Every_diagnostic_has_a_page_with_its_title()
    {
        DiagnosticPage.All.Select(page => (page.Id, page.Title)).ShouldBe(Descriptors.Select(descriptor => (descriptor.Id, descriptor.Title.ToString())));
        Descriptors.ShouldAllBe(descriptor => descriptor.HelpLinkUri.EndsWith("/docs/diagnostics/" + descriptor.Id + ".md"));
    }

    [Fact]
    public void Ids_are_in_order_and_distinct() =>
        Descriptors.Select(descriptor => descriptor.Id).ShouldBe(Descriptors.Select(descriptor => descriptor.Id).Distinct().Order(StringComparer.Ordinal));

    [Fact]
    public void The_release_table_and_the_readme_list_every_diagnostic()
    {
        string releases = File.ReadAllText(Path.Combine(DiagnosticPage.Folder, "../../Generator/AnalyzerReleases.Unshipped.md"));
        string readme = File.ReadAllText(Path.Combine(DiagnosticPage.Folder, "README.md"));

        Rows(releases).ShouldBe(Descriptors.Select(descriptor => $"{descriptor.Id} | MtlDsl | {descriptor.DefaultSeverity} | {descriptor.Title}"));
        Rows(readme).ShouldBe(Descriptors.Select(descriptor => $"| [{descriptor.Id}]({descriptor.Id}.md) | {descriptor.DefaultSeverity} | {descriptor.Title} |"));
    }

    private static IEnumerable<string> Rows(string table) => table.Split('\n').Where(line => line.Contains("MTL", StringComparison.Ordinal) && line.Contains(" | "));
}
