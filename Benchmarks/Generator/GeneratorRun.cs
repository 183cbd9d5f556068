using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using MtlDsl.Generator;

namespace MtlDsl.Benchmarks;

internal static class GeneratorRun
{
    public static GeneratorDriver NewDriver() =>
        CSharpGeneratorDriver.Create([new ModelGenerator().AsSourceGenerator()], parseOptions: ModelProject.ParseOptions);

    /// <exception cref="InvalidOperationException">The driver has not generated a file for each model.</exception>
    public static GeneratorDriver Verified(this GeneratorDriver driver, int models)
    {
        GeneratorRunResult result = driver.GetRunResult().Results.Single();
        return result.Exception is null && result.GeneratedSources.Length == models
            ? driver
            : throw new InvalidOperationException($"{result.GeneratedSources.Length} files were generated for {models} models.", result.Exception);
    }
}
