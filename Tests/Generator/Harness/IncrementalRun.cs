using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using MtlDsl.Generator;

namespace MtlDsl.Tests;

/// <summary>What the generator did anew when sources changed.</summary>
internal sealed class IncrementalRun(GeneratorRunResult first, GeneratorRunResult second)
{
    /// <summary>Runs the generator before and after an edit. A source with an unchanged text is the same file; sources may be added at the end.</summary>
    public static IncrementalRun Between(IReadOnlyList<string> before, IReadOnlyList<string> after)
    {
        CSharpCompilation compilation = ModelCompilation.Of(before);
        SyntaxTree[] trees = compilation.SyntaxTrees.Take(before.Count).ToArray();
        return Between(compilation, _ =>
        {
            CSharpCompilation edited = compilation;
            for (int i = 0; i < after.Count; i++)
            {
                if (i >= before.Count)
                    edited = edited.AddSyntaxTrees(ModelCompilation.Parse(after[i], $"Model{i}.cs"));
                else if (before[i] != after[i])
                    edited = edited.ReplaceSyntaxTree(trees[i], ModelCompilation.Parse(after[i], trees[i].FilePath));
            }
            return edited;
        });
    }

    /// <summary>Runs the generator before and after a change of the compilation.</summary>
    public static IncrementalRun Between(CSharpCompilation before, Func<CSharpCompilation, CSharpCompilation> change)
    {
        GeneratorDriver driver = CSharpGeneratorDriver.Create(
            [new ModelGenerator().AsSourceGenerator()],
            parseOptions: ModelCompilation.ParseOptions,
            driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));

        driver = driver.RunGenerators(before);
        GeneratorRunResult first = driver.GetRunResult().Results.Single();
        GeneratorRunResult second = driver.RunGenerators(change(before)).GetRunResult().Results.Single();
        return new(first, second);
    }

    /// <summary>Runs the generator before and after an edit of one source.</summary>
    public static IncrementalRun Between(string before, string after) => Between([before], [after]);

    /// <summary>The generated files before the edit.</summary>
    public IReadOnlyList<GeneratedSource> Before => first.GeneratedSources.Select(GeneratedSource.Of).ToArray();

    /// <summary>The generated files after the edit.</summary>
    public IReadOnlyList<GeneratedSource> After => second.GeneratedSources.Select(GeneratedSource.Of).ToArray();

    /// <summary>Why the values of a step were computed in the second run.</summary>
    public IReadOnlyList<IncrementalStepRunReason> Reasons(string step) =>
        second.TrackedSteps.TryGetValue(step, out var runs) ? Reasons(runs) : [];

    /// <summary>Why the generated files were written in the second run.</summary>
    public IReadOnlyList<IncrementalStepRunReason> OutputReasons => Reasons(second.TrackedOutputSteps.SelectMany(steps => steps.Value));

    /// <summary>Requires that there were generated files, that none was written anew, and that the pipeline's values stayed equal.</summary>
    public IncrementalRun ShouldReuseEverything()
    {
        first.GeneratedSources.ShouldNotBeEmpty();
        IEnumerable<IncrementalStepRunReason> reasons =
            [.. Reasons(ModelGenerator.ModelStep), .. Reasons(ModelGenerator.SkeletonStep), .. OutputReasons];
        reasons.ShouldAllBe(reason => reason == IncrementalStepRunReason.Cached || reason == IncrementalStepRunReason.Unchanged);
        OutputReasons.ShouldNotBeEmpty();
        return this;
    }

    /// <summary>Requires that at least one generated file was written anew.</summary>
    public IncrementalRun ShouldEmitAnew()
    {
        OutputReasons.ShouldContain(reason => reason == IncrementalStepRunReason.Modified || reason == IncrementalStepRunReason.New);
        return this;
    }

    /// <summary>Requires that no value in the pipeline keeps a compilation alive: no symbol, syntax, location or the like.</summary>
    public IncrementalRun ShouldHoldNoCompilerObjects()
    {
        string[] steps = [ModelGenerator.ParsedStep, ModelGenerator.ModelStep, ModelGenerator.SkeletonStep];
        object[] values = steps.Where(first.TrackedSteps.ContainsKey).SelectMany(step => first.TrackedSteps[step]).SelectMany(OwnValues).ToArray();
        values.ShouldNotBeEmpty();
        values.SelectMany(CompilerObjects.In).ShouldBeEmpty();
        return this;
    }

    /// <summary>The values of a step and, upstream, all that are of the generator's types: where those end, Roslyn's own steps begin.</summary>
    private static IEnumerable<object> OwnValues(IncrementalGeneratorRunStep step) =>
        step.Outputs.Select(output => output.Value).Concat(step.Inputs
            .Where(input => input.Source.Outputs[input.OutputIndex].Value.GetType().Assembly == typeof(ModelGenerator).Assembly)
            .SelectMany(input => OwnValues(input.Source)));

    private static IncrementalStepRunReason[] Reasons(IEnumerable<IncrementalGeneratorRunStep> steps) =>
        steps.SelectMany(step => step.Outputs).Select(output => output.Reason).ToArray();
}
