using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace MtlDsl.Benchmarks;

/// <summary>A user's project of many models, each in a file of its own, one of which is being edited.</summary>
internal sealed class ModelProject
{
    private const string Usings = """
        global using System;
        global using System.Collections.Generic;
        global using System.Linq;
        global using MtlDsl;
        global using TorchSharp;
        global using static TorchSharp.torch;
        """;

    public static readonly CSharpParseOptions ParseOptions = new(LanguageVersion.Latest);

    private static readonly MetadataReference[] References = FindReferences();

    private SyntaxTree _edited;
    private int _edits;

    /// <summary>Parses the files of a new project.</summary>
    public ModelProject(int models)
    {
        SyntaxTree[] trees = [.. Enumerable.Range(0, models).Select(i => Parse(Source(i, width: 64, comment: 0), $"Model{i}.cs"))];
        _edited = trees[models / 2];
        Compilation = CSharpCompilation.Create("Models", [.. trees, Parse(Usings, "Usings.cs")], References,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
    }

    public CSharpCompilation Compilation { get; private set; }

    /// <summary>The file that was edited last.</summary>
    public SyntaxTree Edited => _edited;

    /// <summary>Changes the width of a layer to one that it has not had.</summary>
    public void EditWidth() => Edit(Source(0, width: 64 + ++_edits, comment: 0));

    /// <summary>Changes a comment.</summary>
    public void EditComment() => Edit(Source(0, width: 64, comment: ++_edits));

    private void Edit(string source)
    {
        SyntaxTree edited = Parse(source.Replace("Model0", Path.GetFileNameWithoutExtension(_edited.FilePath), StringComparison.Ordinal), _edited.FilePath);
        Compilation = Compilation.ReplaceSyntaxTree(_edited, edited);
        _edited = edited;
    }

    private static SyntaxTree Parse(string source, string path)
    {
        SyntaxTree tree = CSharpSyntaxTree.ParseText(source, ParseOptions, path);
        tree.GetRoot();
        return tree;
    }

    private static string Source(int number, int width, int comment) => $$"""
        namespace Models;

        // Edit {{comment}}.
        [MultiTaskModel]
        public partial class Model{{number}}
        {
            [SharedLayer, Linear({{width}}), ReLU, Dropout(0.1)]
            public partial Tensor Trunk([Input(100)] Tensor features);

            [SharedLayer, Linear(32), ReLU]
            public partial Tensor Deep(Tensor trunk);

            [Task, LossWeight(1.0), Linear(10), CrossEntropy]
            public partial Tensor Digit(Tensor deep);

            [Task, LossWeight(0.5), Linear(5), CrossEntropy]
            public partial Tensor Suit(Tensor deep);

            [Task, Linear(1), MeanSquaredError]
            public partial Tensor Value(Tensor trunk);
        }
        """;

    /// <summary>The framework and what a model needs, from what this process itself could load.</summary>
    private static MetadataReference[] FindReferences()
    {
        string framework = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        string[] own = ["MtlDsl.dll", "TorchSharp.dll", "Microsoft.Extensions.Logging.Abstractions.dll"];
        return
        [
            .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
                .Where(path => Path.GetDirectoryName(path) == framework || own.Contains(Path.GetFileName(path)))
                .Select(path => MetadataReference.CreateFromFile(path)),
        ];
    }
}
