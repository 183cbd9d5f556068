namespace MtlDsl;

/// <summary>The pseudo-inverse of a Gram matrix.</summary>
internal static class PseudoInverse
{
    /// <summary>
    /// The share of the largest eigenvalue, times the number of rows, up to which an eigenvalue counts as 0: the precision of float32, which the gradients have,
    /// as in PyTorch's <c>pinv</c>.
    /// </summary>
    public const double Precision = 1.1920928955078125e-7;

    /// <summary>The smallest eigenvalue that does not count as 0.</summary>
    public static double Threshold(SymmetricEigen eigen) => Math.Max(0, eigen.Values.Max()) * eigen.Values.Length * Precision;

    /// <summary>G⁺ u.</summary>
    public static double[] Apply(double[,] gram, double[] vector)
    {
        var eigen = SymmetricEigen.Of(gram);
        var threshold = Threshold(eigen);
        return eigen.Apply(value => value > threshold ? 1 / value : 0, vector);
    }
}
