using System.Reflection;
using System.Text.RegularExpressions;
using MtlDsl.Generator;
using TorchSharp;

namespace MtlDsl.Tests;

/// <summary>The pages name what there is.</summary>
public sealed partial class NameTests
{
    private const BindingFlags Members = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.FlattenHierarchy;

    private static readonly ILookup<string, Type> Types =
        new[] { typeof(MultiTaskModel), typeof(ModelGenerator), typeof(torch) }
            .SelectMany(type => type.Assembly.GetTypes())
            .ToLookup(type => type.Name.Split('`')[0], StringComparer.Ordinal);

    // Members that the generator writes, and names of the language and the framework.
    private static readonly HashSet<string> Others =
        [.. typeof(object).Assembly.GetExportedTypes().Select(type => type.Name.Split('`')[0]),
            "Inputs", "Targets", "Outputs", "Losses", "LossValues", "Metrics", "Prediction", "Example", "Dataset", "Forward", "JointLoss", "TrainStep",
            "Fit", "FitAsync", "FindLearningRate", "Evaluate", "Predict", "Summary", "CreateModules", "RegisterComponents", "InputsOf", "TargetsOf", "PredictionsOf", "Measure",
            "TRow", "TEnum", "TorchProvider", "VerifyProvider", "IEnumerable"];

    [Fact]
    public void The_architecture_names_types_and_members_that_exist() => Unknown(Repository.Read("docs/architecture.md")).ShouldBeEmpty();

    [Fact]
    public void The_architecture_names_folders_that_exist() =>
        Folders().Matches(Repository.Read("docs/architecture.md")).Select(match => match.Groups["path"].Value)
            .Where(path => !Directory.Exists(Path.Combine(Repository.Root, path)) && !File.Exists(Path.Combine(Repository.Root, path)))
            .ShouldBeEmpty();

    [Fact]
    public void What_does_not_exist_is_found() =>
        Unknown("`MultiTaskModel`, `Dataset<TExample>`, `ParameterArena.Fuse(a)`, `ParameterArena.Melt`, `NoSuchType`, `lower`, `docs/x.md`")
            .ShouldBe(["ParameterArena.Melt", "NoSuchType"]);

    [Fact]
    public void The_language_page_has_every_attribute()
    {
        string page = Repository.Read("docs/language.md");
        typeof(MultiTaskModelAttribute).Assembly.GetExportedTypes()
            .Where(type => type.IsAssignableTo(typeof(Attribute)) && !type.IsAbstract)
            .Select(type => type.Name.Split('`')[0][..^"Attribute".Length])
            .Where(name => !Regex.IsMatch(page, $@"\b{name}\b"))
            .ShouldBeEmpty();
    }

    [Fact]
    public void The_page_of_joint_training_has_every_strategy()
    {
        string page = Repository.Read("docs/joint-training.md");
        Weighting.Strategies.All.Select(name => name.Split('`')[0]).Where(name => !page.Contains($"| `{name}`", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    /// <summary>The code spans that begin with a capital and name no type, member of one of our types, or type.member that there is.</summary>
    private static string[] Unknown(string text) =>
        [.. Spans().Matches(CodeBlocks().Replace(text, "")).Where(match => !IsKnown(match)).Select(match => match.Groups["name"].Value).Distinct()];

    private static bool IsKnown(Match span)
    {
        string[] names = span.Groups["name"].Value.Split('.');
        if (names.Length == 1)
            return Types.Contains(names[0]) || Types.Contains(names[0] + "Attribute") || Others.Contains(names[0]) || IsMember(names[0]);
        return Types[names[0]].Any(type => type.GetMember(names[1], Members).Length > 0);
    }

    private static bool IsMember(string name) => typeof(MultiTaskModel).Assembly.GetExportedTypes().Any(type => type.GetMember(name, Members).Length > 0);

    [GeneratedRegex(@"(?<=`)\[?(?<name>[A-Z][A-Za-z0-9]*(\.[A-Z][A-Za-z0-9]*)?)(?:<[^`]*>)?(?:[(\[{ :][^`]*)?\]?(?=`)")]
    private static partial Regex Spans();

    [GeneratedRegex(@"`(?<path>[A-Z][A-Za-z]*(/[A-Za-z]+)*/)`")]
    private static partial Regex Folders();

    [GeneratedRegex(@"^```.*?^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex CodeBlocks();
}
