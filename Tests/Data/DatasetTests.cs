using Shouldly;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace MtlDsl.Tests;

public class DatasetTests
{
    [Fact]
    public void An_example_that_is_refused_leaves_the_data_set_as_it_was()
    {
        var data = new Cards();
        data.Add(new([1, 2, 3, 4], 5, null, 1));

        // Refused by the last column, after the others took theirs; the suit is missing here and is not afterwards.
        Should.Throw<ArgumentException>(() => data.Add(new([5, 6, 7, 8], 6, null, float.NaN))).Message.ShouldContain("Value of row 1 is NaN");
        Should.Throw<ArgumentException>(() => data.Add(new([5], 6))).Message.ShouldContain("Features of row 1 has 1 values; (2, 2) takes 4.");
        data.Add(new([9, 10, 11, 12], 7, Suit.Hearts, 2));

        data.Count.ShouldBe(2);
        data.Columns.ShouldAllBe(column => column.Count == 2);
        using var resident = data.ToCpu();
        var all = resident.Gather(null);
        using var scope = NewDisposeScope();
        all.Values(0).Floats().ShouldBe([1, 2, 3, 4, 9, 10, 11, 12]);
        all.Values(1).Longs().ShouldBe([5, 7]);
        all.Values(2).Longs().ShouldBe([0, 2]);
        all.Mask(2)!.Floats().ShouldBe([0, 1]);
        all.Values(3).Floats().ShouldBe([1, 2]);
        all.Mask(1).ShouldBeNull();
    }

    [Fact]
    public void A_missing_label_that_was_rolled_back_needs_no_mask()
    {
        var data = new Cards();
        data.Add(new([1, 2, 3, 4], 5, Suit.Clubs, 1));
        Should.Throw<ArgumentException>(() => data.Add(new([1, 2, 3, 4], null, (Suit)99)));

        data.Columns[1].HasMissing.ShouldBeFalse();
        using var resident = data.ToCpu();
        resident.Gather(null).Mask(1).ShouldBeNull();
    }

    [Fact]
    public void A_range_keeps_what_came_before_the_refusal()
    {
        var data = new Cards();

        Should.Throw<ArgumentException>(() => data.AddRange([new(new float[4], 1), new(new float[4], 2), new(new float[4], 10), new(new float[4], 3)]))
            .Message.ShouldContain("Digit of row 2 is 10");

        data.Count.ShouldBe(2);
    }

    [Fact]
    public void An_empty_data_set_is_refused() =>
        Should.Throw<InvalidOperationException>(() => new Cards().ToCpu()).Message.ShouldContain("The data set is empty");

    [Fact]
    public void Rows_are_gathered_in_the_order_asked_for()
    {
        using var resident = Numbered(6).ToCpu();
        using var scope = NewDisposeScope();
        var rows = tensor(new long[] { 4, 0, 4 });

        var batch = resident.Gather(rows);

        batch.Count.ShouldBe(3);
        batch.Values(0).shape.ShouldBe([3, 2, 2]);
        batch.Values(1).Longs().ShouldBe([4, 0, 4]);
        batch.Mask(2)!.Floats().ShouldBe([1, 1, 1]);
        batch.Values(3).Floats().ShouldBe([4, 0, 4]);
    }

    [Fact]
    public void Neighbours_are_views()
    {
        using var resident = Numbered(6).ToCpu();
        using var scope = NewDisposeScope();

        var batch = resident.Slice(2, 3);
        batch.Count.ShouldBe(3);
        batch.Values(1).Longs().ShouldBe([2, 3, 4]);
        batch.Mask(2)!.Floats().ShouldBe([1, 0, 1]);

        batch.Values(3).fill_(-1);
        resident.Gather(null).Values(3).Floats().ShouldBe([0, 1, -1, -1, -1, 5]);
    }

    [Theory]
    [InlineData(4, new long[] { 4, 2 })]
    [InlineData(3, new long[] { 3, 3 })]
    [InlineData(100, new long[] { 6 })]
    public void Batches_are_all_rows_in_order(int size, long[] counts)
    {
        using var resident = Numbered(6).ToCpu();
        using var scope = NewDisposeScope();

        var batches = resident.Batches(size).ToList();

        batches.Select(batch => batch.Count).ShouldBe(counts);
        batches.SelectMany(batch => batch.Values(1).Longs()).ShouldBe([0, 1, 2, 3, 4, 5]);
        Should.Throw<ArgumentOutOfRangeException>(() => resident.Batches(0));
    }

    [Theory]
    [InlineData(-1, 2)]
    [InlineData(0, 7)]
    [InlineData(5, 2)]
    [InlineData(0, -1)]
    [InlineData(long.MaxValue, long.MaxValue)]
    public void Slices_outside_the_rows_are_refused(long start, long count)
    {
        using var resident = Numbered(6).ToCpu();

        Should.Throw<ArgumentOutOfRangeException>(() => resident.Slice(start, count));
    }

    [Fact]
    public void Columns_outlive_the_scope_in_which_they_were_made_and_leave_nothing_behind()
    {
        var data = Numbered(6);
        // Counted by thread: other tests run meanwhile.
        var before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        ResidentColumns resident;
        using (NewDisposeScope())
            resident = data.ToCpu();

        using (NewDisposeScope())
            resident.Gather(null).Values(1).Longs().ShouldBe([0, 1, 2, 3, 4, 5]);
        // Four columns and the mask of the suits.
        (DisposeScopeManager.Statistics.ThreadTotalLiveCount - before).ShouldBe(5);

        var batch = resident.Gather(null);
        resident.Dispose();
        resident.Dispose();
        DisposeScopeManager.Statistics.ThreadTotalLiveCount.ShouldBe(before);
        Should.Throw<ObjectDisposedException>(() => resident.Gather(null));
        Should.Throw<ObjectDisposedException>(() => batch.Values(0));
    }

    [Fact]
    public void Records_and_values_are_taken_by_their_own_names()
    {
        var data = new Readings();
        data.Add(new(1.5f, null));
        data.Add(new(2.5f, true));
        using var resident = data.ToCpu();
        using var scope = NewDisposeScope();

        var batch = resident.Gather(tensor(new long[] { 1 }));

        batch.Record(0).Numeric.Floats().ShouldBe([2.5f]);
        batch.Record(0).Categorical.shape.ShouldBe([1, 0]);
        batch.Mask(1)!.Floats().ShouldBe([1]);
        Should.Throw<InvalidOperationException>(() => batch.Values(0)).Message.ShouldBe("Reading holds records: take them with Record(0).");
        Should.Throw<InvalidOperationException>(() => batch.Record(1)).Message.ShouldBe("Alarm holds no records: take it with Values(1).");
    }

    [Fact]
    public void A_hand_written_data_set_has_to_fill_every_column()
    {
        Should.Throw<InvalidOperationException>(() => new Readings(forgetful: true).Add(new(1, true)))
            .Message.ShouldContain("Append gave Alarm 0 rows for one example");
        Should.Throw<InvalidOperationException>(() => new Readings().RegisterAgain()).Message.ShouldContain("registered already: Reading, Alarm");
    }

    [Fact]
    public void Arrays_are_read_where_they_are()
    {
        FeatureArray table = new float[,] { { 1, 2 }, { 3, 4 }, { 5, 6 } };
        FeatureArray rows = new float[][] { [1, 2], [3, 4] };
        LabelArray<int> complete = new[] { 7, 8 };
        LabelArray<Suit> partial = new Suit?[] { Suit.Hearts, null };

        table.Count.ShouldBe(3);
        table[2].ToArray().ShouldBe([5, 6]);
        rows.Count.ShouldBe(2);
        rows[1].ToArray().ShouldBe([3, 4]);
        complete[1].ShouldBe(8);
        partial[0].ShouldBe(Suit.Hearts);
        partial[1].ShouldBeNull();
        Should.Throw<ArgumentOutOfRangeException>(() => table[3].Length);
        Should.Throw<ArgumentOutOfRangeException>(() => complete[-1]);
        Should.Throw<ArgumentOutOfRangeException>(() => rows.Row(2));
        table.Row(1).ShouldBe([3, 4]);
        rows.Row(1).ShouldBe([3, 4]);
    }

    [Fact]
    public void Arrays_of_different_lengths_are_refused()
    {
        Cards.FromArrays(new float[,] { { 1, 2, 3, 4 } }, new[] { 3 }).Count.ShouldBe(1);
        Should.Throw<ArgumentException>(() => Cards.FromArrays(new float[2, 4], new int?[] { 3 }))
            .Message.ShouldBe("features has 2 rows, but digit has 1: give one for each example, null for a missing label.");
    }

    private static Cards Numbered(int count)
    {
        var data = new Cards();
        for (var row = 0; row < count; row++)
            data.Add(new([row, row, row, row], row, row == 3 ? null : Suit.Clubs, row));
        return data;
    }

    private sealed record Reading(float Value, bool? Alarm);

    private sealed class Readings : Dataset<Reading>
    {
        private readonly RecordColumn<Reading> _reading = new("Reading", ["Value"], [], (reading, numeric, _) => numeric[0] = reading.Value);
        private readonly BinaryColumn _alarm = new("Alarm");
        private readonly bool _forgetful;

        public Readings(bool forgetful = false)
        {
            _forgetful = forgetful;
            Register(_reading, _alarm);
        }

        public void RegisterAgain() => Register(_alarm);

        protected override void Append(Reading example)
        {
            _reading.Add(example);
            if (!_forgetful)
                _alarm.Add(example.Alarm);
        }
    }
}
