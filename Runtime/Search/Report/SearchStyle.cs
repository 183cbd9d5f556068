namespace MtlDsl;

/// <summary>What the style sheet of a search's report has beside that of all reports.</summary>
internal static class SearchStyle
{
    /// <summary>The rules.</summary>
    public const string Text = """
        figure.wide { max-width: none; grid-column: 1 / -1 }
        .trial { --accent: var(--muted) }
        .trial.optimal { --accent: var(--positive) }
        .trial circle { fill: var(--accent); fill-opacity: .5 }
        .trial.optimal circle { fill-opacity: 1 }
        .trial.top circle { stroke: var(--page); stroke-width: 1.5; fill: var(--negative) }
        .trial path { fill: none; stroke: var(--accent); stroke-opacity: .35; stroke-linejoin: round }
        .trial.optimal path { stroke-width: 1.5; stroke-opacity: .7 }
        .trial.top path { stroke: var(--negative); stroke-width: 2.5 }
        .trial .spread { stroke: var(--accent); stroke-opacity: .6 }
        .trial.top .spread { stroke: var(--negative) }
        .trial:hover circle, .trial:hover path { stroke: var(--ink); stroke-opacity: 1 }
        .front { fill: none; stroke: var(--positive); stroke-dasharray: 4 3 }

        """;
}
