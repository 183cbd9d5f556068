using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MtlDsl.Tests;

/// <summary>
/// A program on a page: a ```csharp block, and the blocks after it that are marked <c>&lt;!-- continues --&gt;</c>. What readers need not see
/// stands in a comment that begins with <c>&lt;!-- csharp</c> and belongs to the block below it.
/// </summary>
/// <param name="Page">The page.</param>
/// <param name="Line">The line of its first block, from 1.</param>
/// <param name="Blocks">Its code, block by block.</param>
internal sealed record PageProgram(string Page, int Line, IReadOnlyList<PageBlock> Blocks)
{
    /// <summary>
    /// One source file: types as they are, statements in a method. Its lines are numbered as the page's, so that errors point into the page.
    /// </summary>
    public string Source()
    {
        CompilationUnitSyntax[] units = [.. Blocks.Select(block => CSharpSyntaxTree.ParseText(block.Code, ModelCompilation.ParseOptions).GetCompilationUnitRoot())];
        var source = new StringBuilder();
        for (int i = 0; i < units.Length; i++)
            Append(source, units[i].Usings, Blocks[i]);
        bool awaits = units.SelectMany(Statements).SelectMany(statement => statement.DescendantNodes()).OfType<AwaitExpressionSyntax>().Any();
        source.AppendLine("internal static class PageProgram");
        source.AppendLine("{");
        source.AppendLine(awaits ? "public static async Task Run()" : "public static void Run()");
        source.AppendLine("{");
        for (int i = 0; i < units.Length; i++)
            Append(source, Statements(units[i]), Blocks[i]);
        source.AppendLine("}");
        source.AppendLine("}");
        for (int i = 0; i < units.Length; i++)
            Append(source, units[i].Members.Where(member => member is not GlobalStatementSyntax), Blocks[i]);
        return source.ToString();
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Page}:{Line}");

    private static IEnumerable<SyntaxNode> Statements(CompilationUnitSyntax unit) => unit.Members.OfType<GlobalStatementSyntax>();

    private void Append(StringBuilder source, IEnumerable<SyntaxNode> nodes, PageBlock block)
    {
        foreach (SyntaxNode node in nodes)
        {
            int line = block.Line + node.SyntaxTree.GetLineSpan(node.FullSpan).StartLinePosition.Line;
            source.AppendLine(CultureInfo.InvariantCulture, $"#line {line} \"{Page}\"");
            source.AppendLine(node.ToFullString().TrimEnd());
        }
        source.AppendLine("#line default");
    }
}

/// <summary>Code on a page.</summary>
/// <param name="Line">The line of its first line, from 1.</param>
/// <param name="Code">The code.</param>
internal sealed record PageBlock(int Line, string Code);

/// <summary>Finds the programs on a page.</summary>
internal static partial class PagePrograms
{
    public static IReadOnlyList<PageProgram> On(string page) => Parse(page, Repository.Read(page));

    public static IReadOnlyList<PageProgram> Parse(string page, string text)
    {
        var programs = new List<(int Line, List<PageBlock> Blocks)>();
        var hidden = new List<PageBlock>();
        bool continues = false;
        foreach (Match match in Blocks().Matches(text))
        {
            if (match.Groups["continues"].Success)
            {
                continues = true;
                continue;
            }
            Group code = match.Groups["code"].Success ? match.Groups["code"] : match.Groups["hidden"];
            int line = 1 + text.AsSpan(0, code.Index).Count('\n');
            var block = new PageBlock(line, code.Value);
            if (match.Groups["hidden"].Success)
            {
                hidden.Add(block);
                continue;
            }
            if (!continues)
                programs.Add((line, []));
            programs.ShouldNotBeEmpty($"{page}, line {line}: there is no block before this one that it could continue");
            programs[^1].Blocks.AddRange([.. hidden, block]);
            hidden.Clear();
            continues = false;
        }
        hidden.ShouldBeEmpty($"{page}: hidden code belongs to the block below it");
        continues.ShouldBeFalse($"{page}: a block has to come after the mark");
        return [.. programs.Select(program => new PageProgram(page, program.Line, program.Blocks))];
    }

    [GeneratedRegex(@"^(?<continues><!-- continues -->)\r?$|^<!-- csharp\r?\n(?<hidden>.*?)^-->|^```csharp\r?\n(?<code>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Blocks();
}
