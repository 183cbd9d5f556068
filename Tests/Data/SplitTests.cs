using FsCheck;
using FsCheck.Fluent;

namespace MtlDsl.Tests;

public sealed class SplitTests
{
    private static readonly Visit[] Visits = [.. Enumerable.Range(0, 100).Select(i => new Visit(i, i * 7 % 13, new DateTime(2020, 1, 1).AddDays(i * 37 % 50)))];

    private sealed record Visit(int Number, int Patient, DateTime Day);

    [Fact]
    public void Both_sides_are_disjoint_and_complete_and_have_their_share_of_each_class() =>
        Prop.ForAll<byte[], byte, long>((bytes, percent, seed) =>
        {
            byte[] rows = [.. bytes, 1, 2];
            var fraction = (percent % 99 + 1) / 100.0;
            var (train, validation) = RowSplit.Stratified(Strata.Of([.. rows.Select(row => row % 5)]), fraction, seed);
            IsPartition(train, validation, rows.Length).ShouldBeTrue();
            train.Length.ShouldBe(Math.Clamp((int)Math.Round(fraction * rows.Length, MidpointRounding.AwayFromZero), 1, rows.Length - 1));
            for (var c = 0; c < 5; c++)
                Math.Abs(train.Count(row => rows[row] % 5 == c) - fraction * rows.Count(row => row % 5 == c)).ShouldBeLessThan(1 + 1e-9); // 1e-9: rounding of the product.
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void No_group_is_on_both_sides() =>
        Prop.ForAll<byte[], byte, long>((bytes, percent, seed) =>
        {
            int[] groups = [.. bytes.Select(row => row % 7), 7, 8];
            var (train, validation) = RowSplit.Grouped(Strata.Of(groups), (percent % 99 + 1) / 100.0, seed);
            IsPartition(train, validation, groups.Length).ShouldBeTrue();
            train.ShouldNotBeEmpty();
            validation.ShouldNotBeEmpty();
            train.Select(row => groups[row]).Intersect(validation.Select(row => groups[row])).ShouldBeEmpty();
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Validation_is_later_than_training() =>
        Prop.ForAll<byte[], byte>((bytes, percent) =>
        {
            int[] times = [.. bytes.Select(row => row % 40), -1, 40];
            var (train, validation) = RowSplit.Ordered(times, (percent % 99 + 1) / 100.0);
            IsPartition(train, validation, times.Length).ShouldBeTrue();
            train.Max(row => times[row]).ShouldBeLessThan(validation.Min(row => times[row]));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Whole_groups_meet_the_share_as_well_as_they_can()
    {
        var (train, validation) = Visits.SplitByGroup(0.7, visit => visit.Patient, seed: 3);

        // 13 groups of 7 or 8 rows: the nearest whole number of groups is at most half a group away.
        train.Count.ShouldBeInRange(66, 74);
        train.Select(visit => visit.Patient).Intersect(validation.Select(visit => visit.Patient)).ShouldBeEmpty();
    }

    [Fact]
    public void Rows_of_one_time_stay_together()
    {
        var (train, validation) = Visits.SplitByTime(0.75, visit => visit.Day);

        // 50 days of 2 rows each: three quarters are 37 or 38 days, and the earlier cut wins.
        train.Count.ShouldBe(74);
        train.Max(visit => visit.Day).ShouldBeLessThan(validation.Min(visit => visit.Day));
        train.Select(visit => visit.Number).ShouldBeInOrder();
    }

    [Fact]
    public void A_split_is_a_function_of_the_seed()
    {
        var numbers = Enumerable.Range(0, 12).ToArray();

        // Made once and kept: a split that changed would mix rows that were validated on into training.
        numbers.Split(0.75, seed: 5).Validation.ShouldBe(numbers.Split(0.75, seed: 5).Validation);
        Enumerable.Range(0, 20).Select(seed => string.Join(",", numbers.Split(0.5, seed).Train)).Distinct().Count().ShouldBeGreaterThan(15);
        numbers.Split(0.5, number => number % 2, seed: 1).Train.Count(number => number % 2 == 0).ShouldBe(3);
    }

    [Fact]
    public void Rows_without_a_class_are_divided_like_a_class()
    {
        int?[] labels = [.. Enumerable.Range(0, 30).Select(row => row < 10 ? null : (int?)(row % 2))];

        var (train, _) = labels.Split(0.8, label => label);

        train.Count(label => label is null).ShouldBe(8);
        train.Count(label => label == 1).ShouldBe(8);
    }

    [Theory, InlineData(0), InlineData(1), InlineData(-0.5), InlineData(double.NaN)]
    public void A_share_of_nothing_or_all_is_refused(double fraction)
    {
        Should.Throw<ArgumentOutOfRangeException>(() => Visits.Split(fraction)).Message.ShouldStartWith("The share of the rows to train on is above 0 and below 1");
        Should.Throw<ArgumentOutOfRangeException>(() => Visits.SplitByTime(fraction, visit => visit.Day));
    }

    [Fact]
    public void What_cannot_be_split_is_refused()
    {
        Should.Throw<ArgumentException>(() => Visits[..1].Split(0.5)).Message.ShouldBe("A split needs at least 2 rows, one for each side, and there is 1.");
        Should.Throw<ArgumentException>(() => Visits.SplitByGroup(0.5, _ => "all"))
            .Message.ShouldBe("There is 1 group, and a split needs at least 2: a group is never divided.");
        Should.Throw<ArgumentException>(() => Visits.SplitByTime(0.5, _ => 0))
            .Message.ShouldBe("A split by time needs at least 2 different times, and all 100 rows have the same.");
    }

    internal static bool IsPartition(int[] train, int[] validation, int count) =>
        train.Concat(validation).Order().SequenceEqual(Enumerable.Range(0, count))
        && train.Order().SequenceEqual(train) && validation.Order().SequenceEqual(validation);
}
