namespace MtlDsl.Tests;

/// <summary>
/// A test that opens a page in Chromium, Chrome or Edge: the one that the environment variable CHROMIUM names, or one on the path.
/// <c>./build.sh test</c> installs Chromium where it can; on a machine without any of them the test is skipped, and says so.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class BrowserFactAttribute : FactAttribute
{
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge", "microsoft-edge"];

    public BrowserFactAttribute()
    {
        if (Program is null)
            Skip = "There is no Chromium, Chrome or Edge on this machine: install one (apt-get install chromium), or name one in CHROMIUM.";
    }

    /// <summary>The browser; null: there is none.</summary>
    public static string? Program { get; } = Environment.GetEnvironmentVariable("CHROMIUM") ?? Search();

    private static string? Search()
    {
        string[] folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        string ending = OperatingSystem.IsWindows() ? ".exe" : "";
        return Names.SelectMany(name => folders.Select(folder => Path.Combine(folder, name + ending))).FirstOrDefault(File.Exists);
    }
}
