using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;

namespace MtlDsl.Tests;

public sealed class FoldTests
{
    private static readonly JsonElement Figures = Reference.Load("splits");
    private static readonly int[] Classes = [.. Figures.GetProperty("classes").Floats().Select(c => (int)c)];
    private static readonly int[] Groups = [.. Figures.GetProperty("groups").Floats().Select(group => (int)group)];

    public static TheoryData<int> Counts => [2, 3, 5, 6];

    [Fact]
    public void Every_row_is_validated_on_once_and_classes_are_spread_evenly() =>
        Prop.ForAll<byte[], byte, long>((bytes, count, seed) =>
        {
            var folds = count % 5 + 2;
            // Enough rows of each class for every fold.
            int[] classes = [.. bytes.Select(row => row % 3), .. Enumerable.Range(0, 3 * folds).Select(row => row % 3)];
            RowSplit[] splits = [.. RowFolds.Stratified(Strata.Of(classes), folds, seed)];
            splits.Length.ShouldBe(folds);
            splits.ShouldAllBe(split => SplitTests.IsPartition(split.Train, split.Validation, classes.Length));
            splits.SelectMany(split => split.Validation).Order().ShouldBe(Enumerable.Range(0, classes.Length));
            for (var c = 0; c < 3; c++)
            {
                int[] counts = [.. splits.Select(split => split.Validation.Count(row => classes[row] == c))];
                (counts.Max() - counts.Min()).ShouldBeLessThanOrEqualTo(1);
            }
        }).QuickCheckThrowOnFailure();

    [Theory, MemberData(nameof(Counts))]
    public void Sizes_and_classes_are_those_of_scikit_learn(int count)
    {
        JsonElement figures = Figures.GetProperty("folds").EnumerateArray().Single(item => item.GetProperty("count").GetInt32() == count);
        int[] sizes = [.. Enumerable.Range(0, Classes.Length).ToArray().Folds(count, seed: 9).Select(fold => fold.Validation.Count)];
        IEnumerable<int[]> perClass = Classes.Folds(count, stratifyBy: c => c, seed: 9)
            .Select(fold => Enumerable.Range(0, 5).Select(c => fold.Validation.Count(other => other == c)).ToArray());

        sizes.ShouldBe(Numbers(figures.GetProperty("sizes")));
        perClass.SelectMany(counts => counts).ShouldBe(Numbers(figures.GetProperty("class_counts")));
    }

    [Theory, MemberData(nameof(Counts))]
    public void Groups_stay_whole_in_folds_as_even_as_those_of_scikit_learn(int count)
    {
        JsonElement figures = Figures.GetProperty("folds").EnumerateArray().Single(item => item.GetProperty("count").GetInt32() == count);
        var folds = Groups.FoldsByGroup(count, group => group, seed: 4).ToArray();

        folds.ShouldAllBe(fold => !fold.Train.Intersect(fold.Validation).Any());
        folds.Select(fold => fold.Validation.Count).Order().ShouldBe(Numbers(figures.GetProperty("group_sizes")));
    }

    [Fact]
    public void Folds_are_a_function_of_the_seed()
    {
        string Folds(long seed) => string.Join(";", Enumerable.Range(0, 20).ToArray().Folds(4, seed).Select(fold => string.Join(",", fold.Validation)));

        Folds(1).ShouldBe(Folds(1));
        Folds(1).ShouldNotBe(Folds(2));
    }

    [Fact]
    public void What_cannot_be_folded_is_refused_at_once()
    {
        int[] rows = [1, 1, 1, 2, 2];
        int?[] partly = [1, 1, 1, null];

        Should.Throw<ArgumentOutOfRangeException>(() => rows.Folds(1)).Message.ShouldStartWith("At least 2 folds are needed");
        Should.Throw<ArgumentException>(() => rows.Folds(6)).Message.ShouldBe("6 folds need at least 6 rows, one in each, and there are 5.");
        Should.Throw<ArgumentException>(() => rows.Folds(3, stratifyBy: row => row))
            .Message.ShouldBe("Class 2 has 2 rows, and 3 stratified folds need at least 3, one in each: take fewer folds, or leave the class out.");
        Should.Throw<ArgumentException>(() => rows.FoldsByGroup(3, row => row))
            .Message.ShouldBe("There are 2 groups, and a division into 3 folds needs at least 3: a group is never divided.");
        partly.Folds(3, stratifyBy: row => row).Count().ShouldBe(3);
    }

    private static int[] Numbers(JsonElement numbers) => [.. numbers.Floats().Select(number => (int)number)];
}
