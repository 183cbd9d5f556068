using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using MtlDsl.Generator.Diagnostics;
using MtlDsl.Generator.Emit;
using MtlDsl.Generator.Specs;

namespace MtlDsl.Generator.Parsing;

/// <summary>Reads how the tasks of a model are learnt at once. The tasks and what they share are known by then.</summary>
internal static class WeightingParser
{
    private const string Base = "Weighting";
    private const string OnGradients = "GradientMethod";
    private const string Factory = "CreateWeighting";

    /// <summary>The strategy of the class; null for none, or for one that is wrong, which is reported.</summary>
    public static WeightingSpec? Parse(ModelContext context)
    {
        List<AttributeData> strategies = Find(context, "Weighting"), options = Find(context, "WeightingOption");
        if (strategies.Count == 0)
        {
            foreach (AttributeData option in options)
                context.Reporter.Report(DiagnosticDescriptors.OptionWithoutStrategy, option, context.Type.Name);
            return null;
        }
        foreach (AttributeData second in strategies.Skip(1))
            context.Reporter.LeaveToCompiler();
        ITypeSymbol argument = strategies[0].AttributeClass!.TypeArguments[0];
        if (!IsBound(argument, context.Compilation))
        {
            context.Reporter.LeaveToCompiler();
            return null;
        }
        return IsStrategy(argument, strategies[0], context) ? Parse((INamedTypeSymbol)argument, strategies[0], options, context) : null;
    }

    /// <summary>Checks a model that is right otherwise: only then is it known which parameters tasks share.</summary>
    public static void Check(ModelSpec spec, ModelContext context)
    {
        if (spec.Weighting is not { IsOnGradients: true } weighting || new EmittedModel(spec).SharesParameters)
            return;
        string nodes = string.Join(", ", spec.Nodes.Where(node => node.IsShared).Select(node => $"'{node.Name}'"));
        string why = nodes.Length == 0 ? "no node is read by two of its tasks" : $"what its tasks share has none: {nodes}";
        context.Reporter.Report(
            DiagnosticDescriptors.NothingShared, Find(context, "Weighting")[0], weighting.Name, context.Type.Name, why);
    }

    private static WeightingSpec Parse(INamedTypeSymbol type, AttributeData attribute, List<AttributeData> options, ModelContext context)
    {
        Accessibilities.RequireNameable(type, context, attribute);
        List<NodeDraft> tasks = context.Nodes.Where(node => node.IsTask).ToList();
        if (tasks.Count == 1)
            context.Reporter.Report(DiagnosticDescriptors.StrategyOfOneTask, attribute, type.Name, context.Type.Name, tasks[0].Name);
        CheckLossWeights(type, tasks, context);
        foreach (ISymbol own in context.Type.GetMembers(Factory).Where(GeneratedCode.IsWrittenByUser))
            context.Reporter.Report(DiagnosticDescriptors.MemberOfModelTaken, own, context.Type.Name, Factory);
        List<WeightingOption> parsed = new WeightingOptionParser(type, context).Parse(options);
        CheckConstructor(type, attribute, options, context);
        return new WeightingSpec(
            type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat), type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat),
            KnownTypes.Derives(type, OnGradients), parsed.ToEquatableArray());
    }

    private static List<AttributeData> Find(ModelContext context, string name) =>
        context.Type.GetAttributes().Where(attribute => KnownTypes.RuntimeName(attribute) == name).ToList();

    /// <summary>Whether the compiler has nothing to say about a type argument: all types are known, and satisfy their constraints.</summary>
    private static bool IsBound(ITypeSymbol type, Compilation compilation)
    {
        if (type.TypeKind == TypeKind.Error)
            return false;
        if (type is not INamedTypeSymbol named)
            return true;
        return !named.IsUnboundGenericType && named.TypeArguments.Zip(named.TypeParameters, IsAllowed).All(allowed => allowed);

        bool IsAllowed(ITypeSymbol argument, ITypeParameterSymbol parameter) =>
            IsBound(argument, compilation)
            && parameter.ConstraintTypes.All(constraint => compilation.ClassifyConversion(argument, constraint).IsImplicit)
            && (!parameter.HasConstructorConstraint || argument is INamedTypeSymbol { IsAbstract: false } made
                && made.InstanceConstructors.Any(constructor => constructor.Parameters.IsEmpty && constructor.DeclaredAccessibility == Accessibility.Public));
    }

    private static bool IsStrategy(ITypeSymbol type, AttributeData attribute, ModelContext context)
    {
        if (KnownTypes.Derives(type, Base))
            return true;
        if (KnownTypes.IsRuntime(type) && type.Name == Base)
        {
            context.Reporter.Report(DiagnosticDescriptors.StrategyNotMade, attribute, type.Name, Abstract);
            return false;
        }
        string? nearest = Naming.Nearest(type.Name, Known(attribute));
        context.Reporter.ReportFixable(
            DiagnosticDescriptors.NoStrategy, () => Reporter.Origin(attribute),
            ImmutableDictionary<string, string?>.Empty.Add("nearest", nearest),
            type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat), nearest is null ? "name one of MtlDsl's, as in [Weighting<UncertaintyWeighting>]" : $"did you mean '{nearest}'?");
        return false;
    }

    /// <summary>The strategies of the runtime that can be named without more.</summary>
    private static IEnumerable<string> Known(AttributeData attribute) =>
        attribute.AttributeClass!.ContainingNamespace.GetTypeMembers()
            .Where(type => type is { IsAbstract: false, Arity: 0, DeclaredAccessibility: Accessibility.Public } && KnownTypes.Derives(type, Base))
            .Select(type => type.Name);

    private const string Abstract = "is abstract; name a strategy that derives from it";

    private static void CheckConstructor(INamedTypeSymbol type, AttributeData attribute, List<AttributeData> options, ModelContext context)
    {
        if (type.IsAbstract)
        {
            context.Reporter.Report(DiagnosticDescriptors.StrategyNotMade, attribute, type.Name, Abstract);
            return;
        }
        IMethodSymbol? constructor = type.InstanceConstructors.FirstOrDefault(candidate =>
            candidate.Parameters.All(parameter => parameter.IsOptional) && context.Compilation.IsSymbolAccessibleWithin(candidate, context.Type));
        if (constructor is null)
        {
            context.Reporter.Report(
                DiagnosticDescriptors.StrategyNotMade, attribute, type.Name,
                $"has no constructor without parameters that '{context.Type.Name}' can call; give the run an instance: new FitOptions {{ Weighting = new {type.Name}(...) }}");
        }
        else if (Required(type, constructor, options) is { } required)
        {
            context.Reporter.Report(
                DiagnosticDescriptors.StrategyNotMade, attribute, type.Name, $"requires '{required}'; add [WeightingOption(nameof({type.Name}.{required}), ...)]");
        }
    }

    /// <summary>A required member that no option sets; null for none.</summary>
    private static string? Required(INamedTypeSymbol type, IMethodSymbol constructor, List<AttributeData> options)
    {
        if (constructor.GetAttributes().Any(attribute => attribute.AttributeClass?.Name == "SetsRequiredMembersAttribute"))
            return null;
        HashSet<string> set = [.. options.Select(option => option.ConstructorArguments.FirstOrDefault().Value).OfType<string>()];
        for (INamedTypeSymbol? current = type; current is not null; current = current.BaseType)
            foreach (ISymbol member in current.GetMembers())
                if (member is IPropertySymbol { IsRequired: true } or IFieldSymbol { IsRequired: true } && !set.Contains(member.Name))
                    return member.Name;
        return null;
    }

    private static void CheckLossWeights(INamedTypeSymbol strategy, List<NodeDraft> tasks, ModelContext context)
    {
        foreach (NodeDraft task in tasks)
            foreach (AttributeData weight in task.Method.GetAttributes().Where(attribute => KnownTypes.RuntimeName(attribute) == "LossWeight"))
                context.Reporter.Report(DiagnosticDescriptors.LossWeightBesideStrategy, weight, task.Name, strategy.Name);
    }
}
