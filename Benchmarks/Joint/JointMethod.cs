namespace MtlDsl.Benchmarks;

/// <summary>A way to train ten tasks jointly.</summary>
/// <param name="Name">As the programs of peers/ call it.</param>
internal sealed record JointMethod(string Name)
{
    public const string EqualWeights = "equal";

    public static IReadOnlyList<JointMethod> All { get; } = [new(EqualWeights)];

    /// <exception cref="ArgumentException">There is none of that name.</exception>
    public static JointMethod Named(string name) => All.FirstOrDefault(method => method.Name == name) ?? throw new ArgumentException(
        $"--method {name}: there are {string.Join(", ", All.Select(method => method.Name))}.");
}
