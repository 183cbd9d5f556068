using BenchmarkDotNet.Attributes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using MtlDsl.Generator.Diagnostics;

namespace MtlDsl.Benchmarks;

/// <summary>
/// What a keystroke costs in a project of one model and of many. An iteration edits a file and parses it, as the editor does anyway; measured is
/// what comes on top.
/// </summary>
[Config(typeof(Prepared))]
[MemoryDiagnoser]
public class KeystrokeBenchmarks
{
    private ModelProject _project = null!;
    private GeneratorDriver _driver = null!;

    [Params(1, 100)]
    public int Models { get; set; }

    [GlobalSetup]
    public void Open()
    {
        _project = new ModelProject(Models);
        _driver = GeneratorRun.NewDriver().RunGenerators(_project.Compilation).Verified(Models);
        for (int i = 0; i < 300; i++)
        {
            _project.EditWidth();
            _driver = _driver.RunGenerators(_project.Compilation);
        }
    }

    [IterationSetup(Target = nameof(Width))]
    public void EditWidth() => _project.EditWidth();

    [IterationSetup(Targets = [nameof(Comment), nameof(CommentWithoutGenerator)])]
    public void EditComment() => _project.EditComment();

    [IterationSetup(Target = nameof(Analyzer))]
    public void EditWidthAndBind()
    {
        _project.EditWidth();
        _project.Compilation.GetSemanticModel(_project.Edited).GetDiagnostics();
    }

    /// <summary>The width of a layer changes: its model is parsed and written anew.</summary>
    [Benchmark]
    public GeneratorDriver Width() => _driver = _driver.RunGenerators(_project.Compilation);

    /// <summary>A comment changes: the model is parsed anew and found to be the same.</summary>
    [Benchmark]
    public GeneratorDriver Comment() => _driver = _driver.RunGenerators(_project.Compilation);

    /// <summary>What the compiler itself does for the edited class, generator or not.</summary>
    [Benchmark]
    public int CommentWithoutGenerator() =>
        _project.Compilation.GetSemanticModel(_project.Edited).GetDeclaredSymbol(ModelClass())!.GetMembers().Sum(member => member.GetAttributes().Length);

    /// <summary>The analyzer over the edited file, which the editor has bound.</summary>
    [Benchmark]
    public int Analyzer() =>
        _project.Compilation.WithAnalyzers([new ModelAnalyzer()])
            .GetAnalyzerSemanticDiagnosticsAsync(_project.Compilation.GetSemanticModel(_project.Edited), null, CancellationToken.None).Result.Length;

    private ClassDeclarationSyntax ModelClass() =>
        _project.Edited.GetRoot().DescendantNodes().OfType<ClassDeclarationSyntax>().Single();
}
