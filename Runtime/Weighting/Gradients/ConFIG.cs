namespace MtlDsl;


/// <summary>
/// ConFIG (Liu, Chu and Thuerey, "Towards Conflict-free Training of Physics Informed Neural Networks", 2024): the direction u that has the same cosine with
/// all gradients, u ∝ U⁺ p for the unit gradients U, as long as the sum of the gradients' projections on it, Σ ⟨g_i, u⟩.
/// </summary>
public sealed class ConFIG : GramMethod
{
    /// <summary>p, in what proportion the cosines are, at least 0; null: the same for all.</summary>
    public IReadOnlyList<double>? Preference { get; init => field = TaskPreference.Check(value); }

    /// <inheritdoc/>
    protected internal override double[] Weigh(GradientGram gram)
    {
        ArgumentNullException.ThrowIfNull(gram);
        var preference = TaskPreference.Of(Preference, gram.Rows, 1);
        var weights = gram.OverNonZeroRows((cosines, rows) =>
        {
            for (var i = 0; i < rows.Length; i++)
                for (var j = 0; j < rows.Length; j++) cosines[i, j] /= gram.Norm(rows[i]) * gram.Norm(rows[j]);
            var direction = PseudoInverse.Apply(cosines, Array.ConvertAll(rows, row => preference[row]));
            for (var i = 0; i < rows.Length; i++) direction[i] /= gram.Norm(rows[i]);
            return direction;
        });
        var norm = gram.CombinedNorm(weights);
        // ‖U⁺p‖ is at least as long as p's part in the range of the cosines over √tasks: where gradients cancel out, that part is rounding.
        if (norm <= 1e-6 * Math.Sqrt(preference.Sum(value => value * value) / gram.Count)) return new double[gram.Count];
        var factor = gram.Multiply(weights).Sum() / (norm * norm);
        return Array.ConvertAll(weights, weight => weight * factor);
    }
}
