namespace MtlDsl;

/// <summary>How weights are drawn: <see cref="Dirichlet"/> or <see cref="LogUniform"/>.</summary>
public abstract record WeightDistribution
{
    private protected WeightDistribution()
    {
    }

    /// <summary>Draws a weight for each task.</summary>
    internal abstract double[] Draw(int tasks, UniformRandom random);

    private protected static double Positive(double value, string name) => value > 0 && double.IsFinite(value)
        ? value
        : throw new ArgumentOutOfRangeException(name, value, FormattableString.Invariant($"{name} is {value}, and has to be positive and finite."));
}
