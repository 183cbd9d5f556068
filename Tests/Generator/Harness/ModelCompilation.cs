using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace MtlDsl.Tests;

/// <summary>Compilations as a user's project would have them: nullable, documented, with the SDK's usings, the runtime and TorchSharp.</summary>
internal static class ModelCompilation
{
    private const string ImplicitUsings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Threading;
        global using System.Threading.Tasks;
        global using MtlDsl;
        global using TorchSharp;
        global using static TorchSharp.torch;
        """;

    public static readonly CSharpParseOptions ParseOptions = new(LanguageVersion.Latest, DocumentationMode.Diagnose);

    private static readonly MetadataReference[] References = FindReferences();

    public static CSharpCompilation Of(params IEnumerable<string> sources) =>
        CSharpCompilation.Create(
            "Models",
            sources.Select((source, index) => Parse(source, $"Model{index}.cs")).Append(Parse(ImplicitUsings, "ImplicitUsings.cs")),
            References,
            new CSharpCompilationOptions(
                OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable, specificDiagnosticOptions: SdkOptions));

    // As the SDK sets them: a package that was built for an older framework is no news.
    private static readonly Dictionary<string, ReportDiagnostic> SdkOptions = new()
    {
        ["CS1701"] = ReportDiagnostic.Suppress,
        ["CS1702"] = ReportDiagnostic.Suppress,
    };

    public static SyntaxTree Parse(string source, string path) => CSharpSyntaxTree.ParseText(source, ParseOptions, path);

    /// <summary>The framework and what the runtime needs, from what this process itself could load.</summary>
    private static MetadataReference[] FindReferences()
    {
        string framework = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        string[] own = ["MtlDsl.dll", "TorchSharp.dll", "Microsoft.Extensions.Logging.Abstractions.dll"];
        return ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator)
            .Where(path => Path.GetDirectoryName(path) == framework || own.Contains(Path.GetFileName(path)))
            .Select(path => (MetadataReference)MetadataReference.CreateFromFile(path))
            .ToArray();
    }
}
