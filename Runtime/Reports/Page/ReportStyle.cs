namespace MtlDsl;

/// <summary>The style sheet of a report.</summary>
internal static class ReportStyle
{
    /// <summary>The whole of it.</summary>
    public static string Text => ReportPalette.Variables + Page + Tables + Drawings + Print;

    private const string Page = """
        * { box-sizing: border-box }
        html { font: 16px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, Inter, "Helvetica Neue", "Liberation Sans", sans-serif; -webkit-text-size-adjust: 100% }
        body { margin: 0; background: var(--page); color: var(--ink); --accent: var(--ink); font-variant-numeric: tabular-nums }
        main, header { max-width: 74rem; margin: 0 auto; padding: 0 1rem }
        header { padding-top: 2.5rem }
        h1, h2, h3, p, dl, dd, figure { margin: 0 }
        h1, h2, h3 { font-weight: 600; line-height: 1.2; text-wrap: balance; overflow-wrap: anywhere }
        h1 { font-size: 2.25rem; letter-spacing: -.02em }
        h2 { font-size: 1.375rem; letter-spacing: -.01em; scroll-margin-top: 1rem }
        h3 { font-size: .9375rem }
        h3::first-letter { text-transform: uppercase }
        p { max-width: 44rem }
        a { color: inherit; text-decoration-color: var(--rule); text-underline-offset: .2em }
        a:hover { text-decoration-color: currentcolor }
        :focus-visible { outline: 2px solid var(--accent); outline-offset: 2px }
        .eyebrow { color: var(--muted); font-size: .875rem }
        .lead { margin-top: .5rem; color: var(--muted) }
        .theme { float: right; padding: .3rem .7rem; border: 1px solid var(--rule); border-radius: 1rem; background: none; color: var(--muted); font: inherit; font-size: .8125rem; cursor: pointer }
        section { margin-top: 3.5rem; padding-top: 1rem; border-top: 1px solid var(--rule) }
        section.task { border-top: 3px solid var(--accent) }
        .subtitle { margin-top: .25rem; color: var(--muted); font-size: .9375rem; overflow-wrap: anywhere }
        .headline { display: grid; grid-template-columns: repeat(auto-fit, minmax(8.5rem, 1fr)); gap: 1.25rem 1.5rem; margin-top: 2rem }
        .headline dt { color: var(--muted); font-size: .875rem }
        .headline dd { font-size: 1.625rem; font-weight: 500; line-height: 1.25; letter-spacing: -.01em; overflow-wrap: anywhere }
        .headline .note { font-size: .875rem; font-weight: 400; letter-spacing: 0; color: var(--muted); display: block }
        .charts { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 20.5rem), 1fr)); gap: 2rem 2rem; margin-top: 1.5rem }
        details { margin-top: 1.5rem }
        summary { color: var(--muted); cursor: pointer; font-size: .9375rem }

        """;

    private const string Tables = """
        .scroll { overflow: auto; margin-top: 1.25rem }
        .scroll.tall { max-height: 32rem; border-bottom: 1px solid var(--rule) }
        table { border-collapse: separate; border-spacing: 0; font-size: .875rem; white-space: nowrap }
        th, td { padding: .3rem .75rem; text-align: right; font-weight: 400; border-bottom: 1px solid var(--grid) }
        th:first-child, td:first-child { padding-left: 0 }
        thead th { color: var(--muted); vertical-align: bottom; border-bottom: 1px solid var(--rule); background: var(--page) }
        thead tr:first-child th[colspan] { text-align: center; color: var(--accent); font-weight: 600; border-bottom: 1px solid var(--accent) }
        .tall thead { position: sticky; top: 0 }
        tbody th { text-align: right; color: var(--muted) }
        .names tbody th, .names thead th:first-child { text-align: left; color: inherit }
        .swatch { display: inline-block; width: .7em; height: .7em; margin-right: .5em; border-radius: 2px; background: var(--accent) }
        tr.best > * { background: var(--tint); font-weight: 600; color: var(--ink) }

        """;

    private const string Drawings = """
        figure { position: relative; min-width: 0; max-width: 30rem }
        figcaption { display: flex; flex-wrap: wrap; justify-content: space-between; align-items: baseline; gap: 0 1rem; margin-bottom: .5rem }
        figcaption .value { font-size: .9375rem; color: var(--muted) }
        figcaption .value b { color: var(--ink); font-weight: 600 }
        figure .note { margin-top: .5rem; color: var(--muted); font-size: .8125rem; overflow-wrap: anywhere }
        svg { display: block; width: 100%; height: auto; overflow: visible }
        svg text { font-size: 11px; fill: var(--ink) }
        svg .middle { text-anchor: middle }
        svg .end { text-anchor: end }
        svg .tick { fill: var(--muted) }
        svg .label { fill: var(--ink) }
        svg .grid { stroke: var(--grid) }
        svg .rule { stroke: var(--rule) }
        svg .best { stroke: var(--muted); stroke-dasharray: 1 3; stroke-linecap: round }
        svg .diagonal { stroke: var(--muted); stroke-dasharray: 4 4 }
        .curve path { fill: none; stroke: var(--accent); stroke-width: 2; stroke-linejoin: round; stroke-linecap: round }
        .curve .dot { fill: var(--accent) }
        .curve .ring { fill: var(--page); stroke: var(--accent); stroke-width: 2 }
        .curve.train path { stroke-width: 1.5; stroke-dasharray: 5 3; stroke-linecap: butt }
        svg .label[class*=" t"], svg .label.validation { fill: var(--accent) }
        .cell rect { fill: var(--accent); stroke: var(--grid); stroke-width: .5 }
        .negative { --accent: var(--negative) }
        .positive { --accent: var(--positive) }
        .border { fill: none; stroke: var(--rule) }
        .diagram .box { fill: var(--page); stroke: var(--rule) }
        .diagram .input .box { stroke: var(--muted); stroke-dasharray: 4 3 }
        .diagram .weights .box { stroke: var(--muted); stroke-dasharray: 1 3; stroke-linecap: round }
        .diagram .shared .box { fill: var(--tint) }
        .diagram .band { fill: var(--accent) }
        .diagram .task .box { stroke: var(--accent) }
        .diagram .edge { fill: none; stroke: var(--muted); stroke-width: 1.25; stroke-linejoin: round }
        .diagram .name { font-size: 13px; font-weight: 600 }
        .diagram .role { font-size: 10px; letter-spacing: .04em; fill: var(--muted) }
        .diagram .task .role { fill: var(--accent) }
        .diagram .line { fill: var(--muted) }
        .crosshair { stroke: var(--ink); pointer-events: none }
        .tip { position: absolute; z-index: 1; padding: .35rem .55rem; border: 1px solid var(--rule); border-radius: 4px; background: var(--page); font-size: .8125rem; line-height: 1.35; white-space: nowrap; pointer-events: none }
        .tip b { font-weight: 600 }

        """;

    private const string Print = """
        @media (max-width: 40rem) { h1 { font-size: 1.75rem } header { padding-top: 1.5rem } section { margin-top: 2.5rem } .headline dd { font-size: 1.375rem } }
        @media print { .theme, .tip { display: none } .scroll.tall { max-height: none; border: 0 } figure, tr { break-inside: avoid } h2 { break-after: avoid } html { font-size: 12px } }
        """;
}
