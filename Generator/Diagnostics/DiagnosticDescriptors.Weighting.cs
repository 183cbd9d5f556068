using Microsoft.CodeAnalysis;

namespace MtlDsl.Generator.Diagnostics;

// What can be wrong about how several tasks are learnt at once.
internal static partial class DiagnosticDescriptors
{
    public static readonly DiagnosticDescriptor NoStrategy = new(
        "MTL100", "A strategy derives from Weighting",
        "'{0}' is no strategy that several tasks are learnt with: it derives from none of LossWeighting, GradientMethod and BilevelMethod; {1}",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Pages + "MTL100.md");

    public static readonly DiagnosticDescriptor StrategyNotMade = new(
        "MTL101", "A strategy can be made",
        "'{0}' {1}",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Pages + "MTL101.md");

    public static readonly DiagnosticDescriptor StrategyOfOneTask = new(
        "MTL102", "A strategy needs several tasks",
        "'{0}' decides among tasks, and '{1}' has one, '{2}'; remove [Weighting], or add a task",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Pages + "MTL102.md");

    public static readonly DiagnosticDescriptor NothingShared = new(
        "MTL103", "A gradient method needs what tasks share",
        "'{0}' combines the tasks' gradients of parameters that they share, and those of '{1}' share none: {2}; let two tasks read a [SharedLayer] with parameters, or use a strategy on losses, as [Weighting<UncertaintyWeighting>]",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Pages + "MTL103.md");

    public static readonly DiagnosticDescriptor LossWeightBesideStrategy = new(
        "MTL104", "A loss weight beside a strategy",
        "How much is learnt of '{0}' is up to '{1}', so its [LossWeight] weighs it in the joint loss that is reported, and nowhere else; remove [LossWeight]",
        Category, DiagnosticSeverity.Warning, isEnabledByDefault: true, helpLinkUri: Pages + "MTL104.md");

    public static readonly DiagnosticDescriptor OptionWithoutStrategy = new(
        "MTL105", "An option belongs to a strategy",
        "'{0}' has no [Weighting], whose option this could be; add [Weighting<...>] or remove [WeightingOption]",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Pages + "MTL105.md");

    public static readonly DiagnosticDescriptor UnknownOption = new(
        "MTL106", "An option is one of the strategy's",
        "'{0}' has no option '{1}': {2}",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Pages + "MTL106.md");

    public static readonly DiagnosticDescriptor OptionNotSettable = new(
        "MTL107", "An attribute can set an option",
        "The option '{1}' of '{0}' {2}",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Pages + "MTL107.md");

    public static readonly DiagnosticDescriptor OptionTypeMismatch = new(
        "MTL108", "An option has the strategy's type",
        "The option '{1}' of '{0}' is '{2}', and the value is {3}; give it a value of its own type",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Pages + "MTL108.md");

    public static readonly DiagnosticDescriptor OptionSetTwice = new(
        "MTL109", "An option is set once",
        "The option '{1}' of '{0}' is set already; keep one",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Pages + "MTL109.md");
}
