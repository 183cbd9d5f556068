using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Threading;
using Microsoft.CodeAnalysis;

namespace MtlDsl.Generator.Parsing;

/// <summary>
/// Where the parser says what is wrong. The analyzer gives it a sink and gets diagnostics with real locations; the generator gives none, and
/// only learns that there was an error.
/// </summary>
internal sealed class Reporter(Action<Diagnostic>? sink, CancellationToken cancellationToken)
{
    public bool HasErrors { get; private set; }

    /// <summary>The kinds of errors so far.</summary>
    public HashSet<DiagnosticDescriptor> Errors { get; } = [];

    public CancellationToken CancellationToken => cancellationToken;

    /// <summary>Something that the C# compiler reports itself: the model cannot be generated, and there is nothing to add.</summary>
    public void LeaveToCompiler() => HasErrors = true;

    public void Report(DiagnosticDescriptor descriptor, ISymbol symbol, params object[] arguments) =>
        Report(descriptor, () => Origin(symbol), arguments);

    public void Report(DiagnosticDescriptor descriptor, AttributeData attribute, params object[] arguments) =>
        Report(descriptor, () => Origin(attribute), arguments);

    public void Report(DiagnosticDescriptor descriptor, Func<Location> location, params object[] arguments) =>
        ReportFixable(descriptor, location, ImmutableDictionary<string, string?>.Empty, arguments);

    /// <summary>A diagnostic with facts for its code fix.</summary>
    public void ReportFixable(
        DiagnosticDescriptor descriptor, Func<Location> location, ImmutableDictionary<string, string?> facts, params object[] arguments)
    {
        if (descriptor.DefaultSeverity == DiagnosticSeverity.Error)
        {
            HasErrors = true;
            Errors.Add(descriptor);
        }
        sink?.Invoke(Diagnostic.Create(descriptor, location(), facts, arguments));
    }

    public static Location Origin(AttributeData attribute) =>
        attribute.ApplicationSyntaxReference is { } reference
            ? Location.Create(reference.SyntaxTree, reference.Span)
            : Location.None;

    /// <summary>Where the user wrote a symbol's name, not where the generator completed it.</summary>
    public static Location Origin(ISymbol symbol)
    {
        foreach (Location location in symbol.Locations)
            if (location.SourceTree is { } tree && !GeneratedCode.Contains(tree))
                return location;
        return Location.None;
    }
}
