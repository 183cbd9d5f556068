using System.Text.RegularExpressions;

namespace MtlDsl.Tests;

/// <summary>Links between pages lead somewhere.</summary>
public sealed partial class LinkTests
{
    public static TheoryData<string> Pages() => [.. Repository.AllPages()];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Links_resolve(string page) => Broken(page, Repository.Read(page)).ShouldBeEmpty();

    [Fact]
    public void Broken_links_are_found() =>
        Broken("README.md", "# A b\n[1](docs/missing.md) [2](#a-b) [3](#c) [4](README.md#missing) [5](https://example.org) `[6](x)`")
            .ShouldBe(["docs/missing.md", "#c", "README.md#missing"]);

    /// <summary>The targets on a page that are no file of the repository, or no heading of their page.</summary>
    private static string[] Broken(string page, string text) =>
        [.. Links().Matches(WithoutCode(text)).Select(match => match.Groups["target"].Value).Where(target => !IsExternal(target) && !Resolves(page, text, target))];

    private static bool IsExternal(string target) => target.StartsWith("https://", StringComparison.Ordinal);

    private static bool Resolves(string page, string text, string target)
    {
        string[] parts = target.Split('#', 2);
        string path = parts[0].Length == 0 ? page : Path.Combine(Path.GetDirectoryName(page)!, parts[0]);
        string full = Path.GetFullPath(Path.Combine(Repository.Root, path));
        if (!File.Exists(full) && !Directory.Exists(full))
            return false;
        return parts.Length == 1 || Anchors(parts[0].Length == 0 ? text : File.ReadAllText(full)).Contains(parts[1]);
    }

    /// <summary>The anchors of headings, as GitHub makes them.</summary>
    private static IEnumerable<string> Anchors(string text) =>
        Headings().Matches(WithoutBlocks(text)).Select(match => NotInAnchor().Replace(match.Groups["title"].Value.Trim().ToLowerInvariant(), "").Replace(' ', '-'));

    private static string WithoutCode(string text) => Spans().Replace(WithoutBlocks(text), "");

    private static string WithoutBlocks(string text) => CodeBlocks().Replace(text, "");

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)\)")]
    private static partial Regex Links();

    [GeneratedRegex(@"^#+ (?<title>.+)$", RegexOptions.Multiline)]
    private static partial Regex Headings();

    [GeneratedRegex(@"[^\p{L}\p{N} _-]")]
    private static partial Regex NotInAnchor();

    [GeneratedRegex(@"`[^`\n]*`")]
    private static partial Regex Spans();

    [GeneratedRegex(@"^```.*?^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex CodeBlocks();
}
