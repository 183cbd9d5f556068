namespace MtlDsl.Benchmarks;

/// <summary>A way to train ten tasks jointly.</summary>
/// <param name="Name">As the programs of peers/ call it.</param>
/// <param name="TimesPlain">How many steps it has to take at least while plain PyTorch takes one.</param>
/// <param name="TimesLiterature">How many while the literature's way takes one.</param>
internal sealed record JointMethod(string Name, double? TimesPlain = null, double? TimesLiterature = null)
{
    public const string EqualWeights = "equal";

    public static IReadOnlyList<JointMethod> All { get; } = [new(EqualWeights, TimesPlain: 1.6)];

    /// <summary>Whether there are programs in peers/ to compare it with.</summary>
    public bool HasPeers => TimesPlain is not null || TimesLiterature is not null;

    /// <exception cref="ArgumentException">There is none of that name.</exception>
    public static JointMethod Named(string name) => All.FirstOrDefault(method => method.Name == name) ?? throw new ArgumentException(
        $"There is no method {name}, but {string.Join(", ", All.Select(method => method.Name))}.");
}
