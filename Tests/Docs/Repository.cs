namespace MtlDsl.Tests;

/// <summary>The repository that the tests were built in.</summary>
internal static class Repository
{
    /// <summary>Its root, found from the folder that the tests run in.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The pages for users: the README and docs, without the pages that show code with errors.</summary>
    public static IReadOnlyList<string> Pages { get; } = [.. AllPages().Where(page => !page.StartsWith("docs/diagnostics/", StringComparison.Ordinal))];

    /// <summary>Every page, as a path from the root with '/' in it.</summary>
    public static IReadOnlyList<string> AllPages() =>
    [
        "README.md",
        "CONTRIBUTING.md",
        .. Directory.EnumerateFiles(Path.Combine(Root, "docs"), "*.md", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(Root, path).Replace('\\', '/'))
            .Order(StringComparer.Ordinal),
    ];

    public static string Read(string page) => File.ReadAllText(Path.Combine(Root, page));

    private static string FindRoot()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "MtlDsl.sln")))
                return folder.FullName;
        throw new DirectoryNotFoundException($"No folder from '{AppContext.BaseDirectory}' up holds MtlDsl.sln: run the tests within the repository.");
    }
}
