using FsCheck;
using FsCheck.Fluent;

namespace MtlDsl.Tests;

/// <summary>The Pareto front, by what defines it and by another way to find it.</summary>
public sealed class ParetoTests
{
    [Fact]
    public void A_point_is_optimal_where_no_other_is_better() => Pareto.Front(
        [[1, 5], [2, 4], [2, 3], [3, 3], [0, 9], [3, 3], [double.NaN, 10]]).ShouldBe([true, true, false, true, true, true, false]);

    [Fact]
    public void Two_objectives_are_as_a_sweep_finds_them() => Prop.ForAll(Points(2), points =>
    {
        // From the right: a point is optimal where it is the highest of those as far to the right, and higher than all farther ones.
        bool[] front = Pareto.Front(points);
        double above = double.NegativeInfinity;
        foreach (IGrouping<double, int> column in Enumerable.Range(0, points.Length).GroupBy(i => points[i][0]).OrderByDescending(group => group.Key))
        {
            double highest = column.Max(i => points[i][1]);
            foreach (int i in column) front[i].ShouldBe(points[i][1] == highest && highest > above);
            above = Math.Max(above, highest);
        }
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Of_more_objectives_each_other_point_has_one_of_the_front_that_is_better() => Prop.ForAll(Points(4), points =>
    {
        bool[] front = Pareto.Front(points);
        for (int i = 0; i < points.Length; i++)
        {
            bool isBeaten = Enumerable.Range(0, points.Length).Any(j => front[j] && points[j].Zip(points[i]).All(pair => pair.First >= pair.Second) && !points[j].SequenceEqual(points[i]));
            isBeaten.ShouldBe(!front[i]);
        }
    }).QuickCheckThrowOnFailure();

    // Small whole numbers, so that many are equal.
    private static Arbitrary<double[][]> Points(int objectives) =>
        Gen.Choose(0, 5).Select(number => (double)number).ArrayOf(objectives).NonEmptyListOf().Select(list => list.ToArray()).ToArbitrary();
}
