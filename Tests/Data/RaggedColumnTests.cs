using Shouldly;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace MtlDsl.Tests;

public class RaggedColumnTests
{
    [Fact]
    public void A_batch_is_padded_to_its_own_longest()
    {
        using var resident = Texts.Of([3, 1, 4], [], [1, 5], [9]).ToCpu();
        using var scope = NewDisposeScope();

        PaddedSequences all = resident.Gather(null).Sequence(0), two = resident.Slice(2, 2).Sequence(0);

        all.Values.dtype.ShouldBe(ScalarType.Int64);
        all.Values.shape.ShouldBe([4, 3]);
        all.Values.Longs().ShouldBe([3, 1, 4, 10, 10, 10, 1, 5, 10, 9, 10, 10]);
        all.Lengths.Longs().ShouldBe([3, 0, 2, 1]);
        two.Values.Longs().ShouldBe([1, 5, 9, 10]);
        two.Lengths.Longs().ShouldBe([2, 1]);
    }

    [Fact]
    public void Rows_are_gathered_in_the_order_asked_for()
    {
        using var resident = Texts.Of([3, 1, 4], [2], [1, 5]).ToCpu();
        using var scope = NewDisposeScope();
        var rows = tensor(new long[] { 2, 7, 1, 7, 2, 7 }).view(3, 2).select(1, 0);

        Batch batch = resident.Gather(rows);

        batch.Sequence(0).Values.Longs().ShouldBe([1, 5, 2, 10, 1, 5]);
        batch.Sequence(0).Lengths.Longs().ShouldBe([2, 1, 2]);
        batch.Sequence(1).Values.Floats().ShouldBe([1, -1, 5, -5, 2, -2, 0, 0, 1, -1, 5, -5]);
        batch.Sequence(1).Values.shape.ShouldBe([3, 2, 2]);
    }

    [Fact]
    public void Empty_sequences_alone_are_one_step_of_padding()
    {
        using var resident = Texts.Of([], []).ToCpu();
        using var scope = NewDisposeScope();

        Batch batch = resident.Gather(null);

        batch.Sequence(0).Values.Longs().ShouldBe([10, 10]);
        batch.Sequence(0).Lengths.Longs().ShouldBe([0, 0]);
        batch.Sequence(1).Values.shape.ShouldBe([2, 1, 2]);
        batch.Sequence(1).Values.Floats().ShouldAllBe(value => value == 0);
    }

    [Theory]
    [InlineData(0, false, new long[] { 1, 2, 3, 4 })]
    [InlineData(4, true, new long[] { 1, 2, 3, 4 })]
    [InlineData(3, false, new long[] { 1, 2, 3 })]
    [InlineData(3, true, new long[] { 2, 3, 4 })]
    public void A_longer_sequence_is_cut_at_the_start_or_the_end(int maxLength, bool keepEnd, long[] kept)
    {
        var tokens = new TokenColumn("Review", 10, maxLength, keepEnd);
        var steps = new SequenceColumn("Walk", 1, maxLength, keepEnd);

        tokens.Add([1, 2, 3, 4]);
        tokens.Add([7, 8]);
        steps.Add([[1], [2], [3], [4]]);

        tokens.Length(0).ShouldBe(kept.Length);
        tokens.Length(1).ShouldBe(2);
        tokens.Steps.ShouldBe(kept.Length + 2);
        using var scope = NewDisposeScope();
        using ColumnTensors stored = tokens.ToTensors(CPU), walked = steps.ToTensors(CPU);
        stored.Values.dtype.ShouldBe(ScalarType.Int32);
        stored.Values.to_type(ScalarType.Int64).Longs().ShouldBe([.. kept, 7, 8, 10]);
        walked.Values.Floats().ShouldBe([.. kept.Select(value => (float)value), 0]);
    }

    [Fact]
    public void What_is_no_sequence_is_refused_with_its_place()
    {
        var tokens = new TokenColumn("Review", 10);
        var steps = new SequenceColumn("Walk", 2);
        tokens.Add([0, 9]);
        steps.Add([[1, 2]]);

        Should.Throw<ArgumentException>(() => tokens.Add([4, 10])).Message.ShouldContain("Review of row 1 has token 10 at 1; the tokens of its vocabulary of 10 are 0 to 9.");
        Should.Throw<ArgumentException>(() => tokens.Add([-1])).Message.ShouldContain("token -1 at 0");
        Should.Throw<ArgumentException>(() => tokens.Add(null!)).Message.ShouldContain("Review of row 1 is null");
        Should.Throw<ArgumentException>(() => steps.Add([[1, 2], [3]])).Message.ShouldContain("Walk of row 1 has 1 features at step 1; each step has 2.");
        Should.Throw<ArgumentException>(() => steps.Add([[1, float.NaN]])).Message.ShouldContain("Walk of row 1 is NaN at step 0, feature 1");
        Should.Throw<ArgumentException>(() => steps.Add([null!])).Message.ShouldContain("is null at step 0");
        Should.Throw<ArgumentException>(() => steps.Add(null!)).Message.ShouldContain("Walk of row 1 is null");
        (tokens.Count, steps.Count).ShouldBe((1, 1));
        (tokens.Steps, steps.Steps).ShouldBe((2, 1));
        Should.Throw<ArgumentOutOfRangeException>(() => new TokenColumn("Review", 0));
        Should.Throw<ArgumentOutOfRangeException>(() => new SequenceColumn("Walk", 1, maxLength: -1));
    }

    [Fact]
    public void An_example_that_is_refused_leaves_no_steps()
    {
        Texts data = Texts.Of([3, 1, 4]);

        Should.Throw<ArgumentException>(() => data.Add(new([5, 5], [[0, float.PositiveInfinity]])));
        data.Add(new([6], [[6, -6]]));

        using var resident = data.ToCpu();
        using var scope = NewDisposeScope();
        resident.Gather(null).Sequence(0).Values.Longs().ShouldBe([3, 1, 4, 6, 10, 10]);
        resident.Gather(null).Sequence(1).Lengths.Longs().ShouldBe([3, 1]);
    }

    [Fact]
    public void Sequences_and_other_columns_are_taken_by_their_own_names()
    {
        using var resident = Texts.Of([1]).ToCpu();
        Batch batch = resident.Gather(null);

        Should.Throw<InvalidOperationException>(() => batch.Values(0)).Message.ShouldContain("Review holds sequences: take them with Sequence(0)");
        using var cards = Cards.FromArrays(new float[,] { { 1, 2, 3, 4 } }, new int[] { 5 }).ToCpu();
        Should.Throw<InvalidOperationException>(() => cards.Gather(null).Sequence(0)).Message.ShouldContain("Features holds no sequences");
    }

    [Fact]
    public void Batches_leave_no_tensor_behind()
    {
        using var resident = Texts.Of([3, 1, 4], [], [1, 5]).ToCpu();
        using Tensor rows = tensor(new long[] { 2, 0 });
        long before = Live;

        using (NewDisposeScope())
        {
            resident.Gather(rows).Sequence(0).Values.numel().ShouldBe(6);
            resident.Slice(1, 2).Sequence(1).Values.numel().ShouldBe(8);
        }

        Live.ShouldBe(before);
    }

    // Of this thread: other tests run beside it.
    private static long Live => DisposeScopeManager.Statistics.ThreadTotalLiveCount;
}
