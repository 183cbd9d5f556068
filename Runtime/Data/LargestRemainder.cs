namespace MtlDsl;

/// <summary>The method of largest remainders (Hamilton, 1792): whole numbers nearest to shares, with the sum that the shares should have.</summary>
internal static class LargestRemainder
{
    /// <summary>Rounds each share up or down.</summary>
    /// <param name="shares">Not negative.</param>
    /// <param name="total">Their sum, rounded.</param>
    public static int[] Round(double[] shares, int total)
    {
        var rounded = Array.ConvertAll(shares, share => (int)share);
        var byRemainder = Enumerable.Range(0, shares.Length).OrderByDescending(i => shares[i] - rounded[i]);
        foreach (var i in byRemainder.Take(total - rounded.Sum()))
            rounded[i]++;
        return rounded;
    }
}
