namespace MtlDsl;

/// <summary>
/// The positive a with (G a)_i = (p_i / a_i)^γ: Nash-MTL's G a = 1/a for γ = 1, FairGrad's for γ = 1/α, PIVRG's with its shares p.
/// </summary>
/// <remarks>
/// a minimises the convex ½ aᵀGa - Σ Ψ_i(a_i), where Ψ_i' = (p_i / a_i)^γ. With y_i = a_i ‖g_i‖ the matrix becomes that of the cosines, and Newton's method
/// goes down with a step that is halved until the objective falls enough, to <see cref="Tolerance"/>. Gradients that cancel out have no
/// solution, as a grows for ever; <see cref="Ridge"/> on the diagonal of the cosines ends that, and moves other solutions by no more than its own size
/// times the condition of that matrix.
/// </remarks>
internal static class FairnessEquation
{
    /// <summary>How far the sides of an equation may be from each other at the end, relative to the right one.</summary>
    public const double Tolerance = 1e-10;

    /// <summary>What the left side is rounded by, relative to what it is added up from: a few last digits of float64.</summary>
    private const double Rounding = 1e-15;

    /// <summary>What is added to the diagonal of the cosines.</summary>
    public const double Ridge = 1e-10;

    /// <param name="gram">G: (n, n), its diagonal positive.</param>
    /// <param name="shares">p: (n), positive.</param>
    /// <param name="exponent">γ, positive.</param>
    public static double[] Solve(double[,] gram, double[] shares, double exponent)
    {
        var n = shares.Length;
        var norms = new double[n];
        for (var i = 0; i < n; i++) norms[i] = Math.Sqrt(gram[i, i]);
        var cosines = new double[n, n];
        var factors = new double[n];
        // Without the common size of the norms the powers stay in range; the solution scales by a power of it.
        var size = Math.Exp(norms.Average(Math.Log));
        for (var i = 0; i < n; i++)
        {
            factors[i] = Math.Pow(shares[i], exponent) * Math.Pow(norms[i] / size, exponent - 1);
            for (var j = 0; j < n; j++) cosines[i, j] = i == j ? 1 + Ridge : gram[i, j] / (norms[i] * norms[j]);
        }

        var y = Minimize(cosines, factors, exponent);
        var scale = Math.Pow(size, (exponent - 1) / (exponent + 1));
        for (var i = 0; i < n; i++) y[i] *= scale / norms[i];
        return y;
    }

    private static double[] Minimize(double[,] cosines, double[] factors, double exponent)
    {
        var y = Array.ConvertAll(factors, factor => Math.Pow(factor, 1 / (1 + exponent)));
        var value = Objective(cosines, factors, exponent, y);
        for (var round = 0; round < 200; round++)
        {
            var (slopes, direction, isSolved) = Newton(cosines, factors, exponent, y);
            if (isSolved) break;
            var descent = 0.0;
            var step = 1.0;
            for (var i = 0; i < y.Length; i++)
            {
                descent += slopes[i] * direction[i];
                // An element stays positive: at most nine tenths of it are taken away at once.
                if (direction[i] < 0) step = Math.Min(step, -0.9 * y[i] / direction[i]);
            }

            if (!TryStep(cosines, factors, exponent, ref y, ref value, direction, step, descent)) break;
        }

        return y;
    }

    /// <summary>Halves the step until the objective falls by a share of what the slope promises; false where rounding hides any fall.</summary>
    private static bool TryStep(
        double[,] cosines, double[] factors, double exponent, ref double[] y, ref double value, double[] direction, double step, double descent)
    {
        for (var halvings = 0; halvings < 40; halvings++, step /= 2)
        {
            var next = new double[y.Length];
            for (var i = 0; i < y.Length; i++) next[i] = y[i] + step * direction[i];
            var reached = Objective(cosines, factors, exponent, next);
            // Near the minimum the objective changes by less than its last digit, while Newton's step is still right.
            if (!(reached <= value + 1e-4 * step * descent + 1e-14 * Math.Abs(value))) continue;
            (y, value) = (next, reached);
            return true;
        }

        return false;
    }

    private static (double[] Slopes, double[] Direction, bool IsSolved) Newton(double[,] cosines, double[] factors, double exponent, double[] y)
    {
        var n = y.Length;
        var curvature = (double[,])cosines.Clone();
        var slopes = new double[n];
        var isSolved = true;
        for (var i = 0; i < n; i++)
        {
            var right = factors[i] * Math.Pow(y[i], -exponent);
            var size = 0.0;
            for (var j = 0; j < n; j++)
            {
                slopes[i] += cosines[i, j] * y[j];
                size += Math.Abs(cosines[i, j]) * y[j];
            }

            slopes[i] -= right;
            curvature[i, i] += exponent * right / y[i];
            // Where gradients are nearly opposite, large numbers cancel out, and what they are rounded by is all that is left.
            isSolved &= Math.Abs(slopes[i]) <= Tolerance * right + Rounding * size;
        }

        var direction = Array.ConvertAll(slopes, slope => -slope);
        Cholesky.Solve(curvature, direction);
        return (slopes, direction, isSolved);
    }

    private static double Objective(double[,] cosines, double[] factors, double exponent, double[] y)
    {
        var value = 0.0;
        for (var i = 0; i < y.Length; i++)
        {
            for (var j = 0; j < y.Length; j++) value += 0.5 * y[i] * cosines[i, j] * y[j];
            value -= factors[i] * (exponent == 1 ? Math.Log(y[i]) : Math.Pow(y[i], 1 - exponent) / (1 - exponent));
        }

        return value;
    }
}
