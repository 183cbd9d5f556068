namespace MtlDsl;

/// <summary>
/// Weights whose sum is the number of tasks, of a symmetric Dirichlet distribution: with concentration 1 all such weights are equally likely,
/// with more those that are nearly equal, with less those of which few are large.
/// </summary>
public sealed record Dirichlet : WeightDistribution
{
    /// <summary>Weights of one sum.</summary>
    /// <param name="concentration">The parameter of the distribution. Positive and finite.</param>
    public Dirichlet(double concentration = 1) => Concentration = Positive(concentration, nameof(concentration));

    /// <summary>The parameter of the distribution.</summary>
    public double Concentration { get; }

    internal override double[] Draw(int tasks, UniformRandom random)
    {
        // In logarithms: with little concentration numbers are smaller than the smallest double.
        var logarithms = new double[tasks];
        for (int task = 0; task < tasks; task++) logarithms[task] = LogGamma(random);
        double largest = logarithms.Max();
        double[] parts = Array.ConvertAll(logarithms, logarithm => Math.Exp(logarithm - largest));
        double sum = parts.Sum();
        return Array.ConvertAll(parts, part => part / sum * tasks);
    }

    /// <summary>The logarithm of a gamma variate of shape <see cref="Concentration"/> and scale 1 (Marsaglia and Tsang, 2000).</summary>
    private double LogGamma(UniformRandom random)
    {
        bool isBelowOne = Concentration < 1;
        double d = (isBelowOne ? Concentration + 1 : Concentration) - 1.0 / 3, c = 1 / Math.Sqrt(9 * d);
        while (true)
        {
            double normal = random.NextNormal(), cube = Math.Pow(1 + c * normal, 3), uniform = random.Next();
            if (!(cube > 0) || Math.Log(uniform) >= 0.5 * normal * normal + d - d * cube + d * Math.Log(cube)) continue;
            double logarithm = Math.Log(d) + Math.Log(cube);
            return isBelowOne ? logarithm + Math.Log(random.Next()) / Concentration : logarithm;
        }
    }
}
