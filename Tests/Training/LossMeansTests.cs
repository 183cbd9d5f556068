using Shouldly;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace MtlDsl.Tests;

/// <summary>Losses read at once, as on the CPU, and summed by the device, as elsewhere: the CPU can do both.</summary>
public sealed class LossMeansTests
{
    [Theory, InlineData(false), InlineData(true)]
    public void Means_are_weighted_by_rows(bool isDeferred)
    {
        using var means = new LossMeans(["Digit", "Suit"], CPU, isDeferred);
        Add(means, 4, 9, 9, 9);
        means.Clear();

        Add(means, 4, 1, 2, 3);
        means.Mean(0).ShouldBe(1);
        Add(means, 2, 4, 5, 6);

        means.Mean(0).ShouldBe(2);
        means.TaskMeans().ShouldBe([new NamedLoss("Digit", 3), new NamedLoss("Suit", 4)]);
    }

    [Theory, InlineData(false), InlineData(true)]
    public void A_batch_counts_for_a_task_as_often_as_it_has_its_label(bool isDeferred)
    {
        using var means = new LossMeans(["Digit"], CPU, isDeferred);
        using DisposeScope scope = NewDisposeScope();

        means.Add(tensor(1f), [new StepLoss(tensor(6f), tensor([1f, 0, 0, 0]))], 4);
        means.Add(tensor(1f), [new StepLoss(tensor(0f), tensor([0f, 0, 0, 0]))], 4);
        means.Add(tensor(1f), [new StepLoss(tensor(2f), tensor([1f, 1, 1, 0]))], 4);

        means.Mean(0).ShouldBe(1);
        means.Mean(1).ShouldBe(3);
    }

    [Fact]
    public void A_loss_that_is_not_finite_is_noted_and_left_out_where_it_is_read_at_once()
    {
        using var means = new LossMeans(["Digit", "Suit"], CPU, isDeferred: false);
        Add(means, 4, 1, 2, 3);
        Add(means, 4, float.PositiveInfinity, 2, float.PositiveInfinity);
        Add(means, 4, 1, 2, 3);

        means.HasNotFinite.ShouldBeTrue();
        means.TakeNotFinite().ShouldBe([double.PositiveInfinity, 2, double.PositiveInfinity]);
        means.HasNotFinite.ShouldBeFalse();
        means.AreFinite().ShouldBeTrue();
        means.Mean(2).ShouldBe(3);
    }

    [Fact]
    public void A_loss_that_is_not_finite_shows_in_the_sums_where_they_are_read_later()
    {
        using var means = new LossMeans(["Digit", "Suit"], CPU, isDeferred: true);
        Add(means, 4, 1, 2, 3);
        means.AreFinite().ShouldBeTrue();
        Add(means, 4, float.PositiveInfinity, 2, float.PositiveInfinity);

        means.AreFinite().ShouldBeFalse();
        means.Sums().ShouldBe([double.PositiveInfinity, 16, double.PositiveInfinity]);
    }

    [Theory, InlineData(false), InlineData(true)]
    public void The_losses_of_the_last_batch_are_known(bool isDeferred)
    {
        using var means = new LossMeans(["Digit"], CPU, isDeferred);
        Add(means, 4, 1, 2);
        Add(means, 4, 3, 4);

        (means.OfLastBatch(0), means.OfLastBatch(1)).ShouldBe((3, 4));
    }

    [Fact]
    public void Another_number_of_losses_is_refused()
    {
        using var means = new LossMeans(["Digit", "Suit"], CPU, isDeferred: false);

        Should.Throw<ArgumentException>(() => Add(means, 4, 1, 2)).Message.ShouldContain("2 losses are needed");
    }

    private static void Add(LossMeans means, int rows, params float[] losses)
    {
        using DisposeScope scope = NewDisposeScope();
        means.Add(tensor(losses[0]), [.. losses.Skip(1).Select(loss => new StepLoss(tensor(loss), null))], rows);
    }
}
