using System.Text;

namespace MtlDsl;

/// <summary>A colour of the page by name, for light and for dark.</summary>
internal readonly record struct ReportColour(string Name, string Light, string Dark);

/// <summary>The colours of a report. Text has a contrast of at least 4.5 to the page, curves of at least 3 (WCAG 2.2), in light and dark.</summary>
internal static class ReportPalette
{
    /// <summary>Everything but the tasks.</summary>
    public static IReadOnlyList<ReportColour> Base { get; } =
    [
        new("page", "#fbfaf7", "#171716"),
        new("ink", "#1c1b19", "#eceae4"),
        new("muted", "#63605a", "#a8a59d"),
        new("grid", "#e7e4dd", "#2e2d2b"),
        new("rule", "#c9c5bb", "#4b4945"),
        new("tint", "#f2f0ea", "#201f1e"),
        new("negative", "#b4530f", "#f0a05f"),
        new("positive", "#1f63c6", "#7fb2f7"),
    ];

    /// <summary>The accents of the tasks; where there are more tasks, they begin anew.</summary>
    public static IReadOnlyList<ReportColour> Tasks { get; } =
    [
        new("task-0", "#1f63c6", "#7fb2f7"),
        new("task-1", "#b4530f", "#f0a05f"),
        new("task-2", "#0b7568", "#56c9b6"),
        new("task-3", "#7446c4", "#bda0f5"),
        new("task-4", "#b0336e", "#f191bd"),
        new("task-5", "#636b0c", "#b3bc52"),
        new("task-6", "#b02f2a", "#f48f86"),
        new("task-7", "#466579", "#a3c1d2"),
    ];

    /// <summary>The style class that gives what is in it the accent of a task.</summary>
    public static string TaskStyle(int task) => FormattableString.Invariant($"t{task % Tasks.Count}");

    /// <summary>The colours as variables of a style sheet: by what the reader's system prefers, and by what the reader chose on the page.</summary>
    public static string Variables
    {
        get
        {
            var text = new StringBuilder();
            text.Append($":root {{ color-scheme: light;{Values(colour => colour.Light)} }}\n");
            text.Append($"@media (prefers-color-scheme: dark) {{ :root {{ color-scheme: dark;{Values(colour => colour.Dark)} }} }}\n");
            text.Append($":root[data-theme=light] {{ color-scheme: light;{Values(colour => colour.Light)} }}\n");
            text.Append($":root[data-theme=dark] {{ color-scheme: dark;{Values(colour => colour.Dark)} }}\n");
            text.Append($"@media print {{ :root, :root[data-theme] {{ color-scheme: light;{Values(colour => colour.Light)} }} }}\n");
            for (int task = 0; task < Tasks.Count; task++) text.Append($".{TaskStyle(task)} {{ --accent: var(--{Tasks[task].Name}) }}\n");
            return text.ToString();
        }
    }

    private static string Values(Func<ReportColour, string> value) => string.Concat(Base.Concat(Tasks).Select(colour => $" --{colour.Name}: {value(colour)};"));
}
