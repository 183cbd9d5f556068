namespace MtlDsl;

/// <summary>A Gram matrix divided by its trace, which is the squared norm of all gradients, with a little added to its diagonal.</summary>
internal static class RegularizedGram
{
    /// <summary>Makes it in place.</summary>
    public static void Of(double[,] gram, double regularization)
    {
        var n = gram.GetLength(0);
        var trace = 0.0;
        for (var i = 0; i < n; i++) trace += gram[i, i];
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < n; j++) gram[i, j] /= trace;
            gram[i, i] += regularization;
        }
    }
}
