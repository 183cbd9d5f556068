using Shouldly;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace MtlDsl.Tests;

public sealed class LossWeightingTests
{
    // Closed forms of order 1 in float64.
    private const double Tolerance = 1e-12;

    [Fact]
    public void Weights_of_the_geometric_mean_survive_losses_whose_product_is_0()
    {
        string[] tasks = [.. Enumerable.Range(0, 50).Select(task => $"Task{task}")];
        var strategy = Begun(new GeometricLossStrategy(), tasks);

        Combine(strategy, [.. Enumerable.Repeat(1e-7, 50)]).ShouldBe(1e-7, 1e-18);

        strategy.Weights.ShouldAllBe(weight => Math.Abs(weight - 0.02) < Tolerance);
    }

    [Fact]
    public void A_loss_of_0_gives_finite_weights()
    {
        foreach (LossWeighting strategy in new LossWeighting[]
            { new ScaleInvariant(), new GeometricLossStrategy(), new SoftOptimalUncertaintyWeighting(), new Famo(), new NormalizedSmoothTchebycheff() })
        {
            double joint = Combine(Begun(strategy, "Digit", "Suit"), 0, 1);
            double.IsFinite(joint).ShouldBeTrue();
            strategy.Weights.ShouldAllBe(weight => double.IsFinite(weight) && weight >= 0);
        }
    }

    [Fact]
    public void A_negative_loss_is_refused_by_those_that_take_its_logarithm()
    {
        foreach (LossWeighting strategy in new LossWeighting[]
            { new ScaleInvariant(), new GeometricLossStrategy(), new SoftOptimalUncertaintyWeighting(), new Famo(), new NormalizedSmoothTchebycheff() })
        {
            Should.Throw<InvalidOperationException>(() => Combine(Begun(strategy, "Digit", "Suit"), 1, -0.25))
                .Message.ShouldContain("The loss of 'Suit' is -0.25");
        }
    }

    [Fact]
    public void Nothing_is_learnt_from_a_loss_that_is_not_finite()
    {
        var strategy = Begun(new UncertaintyWeighting(), "Digit", "Suit");
        Combine(strategy, 1, 2);
        strategy.StepTaken();
        (double[] weights, double[] parameters) = ([.. strategy.Weights], [.. strategy.Parameters]);

        Combine(strategy, double.NaN, 2).ShouldBe(double.NaN);
        strategy.StepTaken();

        strategy.Weights.ShouldBe(weights);
        strategy.Parameters.ShouldBe(parameters);
    }

    [Fact]
    public void Nothing_is_learnt_from_a_step_that_was_not_taken()
    {
        foreach (LearnedWeighting strategy in new LearnedWeighting[] { new UncertaintyWeighting(), new Famo() })
        {
            Begun(strategy, "Digit", "Suit");
            double[] parameters = [.. strategy.Parameters];
            Combine(strategy, 1, 2);

            strategy.StepSkipped();
            StepTaken(strategy, 3, 4);

            strategy.Parameters.ShouldBe(parameters);
        }
    }

    [Fact]
    public void Several_batches_of_a_step_count_by_their_mean()
    {
        var accumulated = Begun(new ImpartialLossWeighting(), "Digit", "Suit");
        var single = Begun(new ImpartialLossWeighting(), "Digit", "Suit");
        for (int step = 0; step < 3; step++)
        {
            Combine(accumulated, 1, 4);
            Combine(accumulated, 3, 2);
            accumulated.StepTaken();
            Combine(single, 2, 3);
            single.StepTaken();
        }
        accumulated.Parameters.ShouldBe(single.Parameters, Tolerance);
    }

    [Fact]
    public void Famo_favours_the_task_whose_loss_falls_less()
    {
        var strategy = Begun(new Famo(), "Digit", "Suit");
        for (int step = 0; step < 5; step++)
        {
            Combine(strategy, 1, 1);
            strategy.Weights.Sum().ShouldBe(1, Tolerance);
            StepTaken(strategy, 0.5, 0.9);
        }
        strategy.Weights[1].ShouldBeGreaterThan(strategy.Weights[0]);
        Should.Throw<ArgumentException>(() => strategy.StepTaken()).Message.ShouldContain("before and after a step");
    }

    [Fact]
    public void The_weights_of_a_random_strategy_depend_on_seed_and_step_alone()
    {
        double[] Weights(long seed, int step)
        {
            var strategy = new RandomLossWeighting();
            strategy.Begin(["Digit", "Suit", "Color"], seed);
            for (int i = 0; i < step; i++) strategy.StepTaken();
            Combine(strategy, 1, 1, 1);
            return [.. strategy.Weights];
        }

        Weights(1, 5).ShouldBe(Weights(1, 5));
        Weights(1, 5).ShouldNotBe(Weights(1, 6));
        Weights(1, 5).ShouldNotBe(Weights(2, 5));
        Weights(1, 5).Sum().ShouldBe(1, Tolerance);
    }

    [Fact]
    public void The_draws_of_a_random_strategy_are_normal()
    {
        var strategy = new RandomLossWeighting();
        strategy.Begin(["Digit", "Suit"], 3);
        const int steps = 4000;
        double sum = 0, squares = 0;
        for (int step = 0; step < steps; step++)
        {
            Combine(strategy, 1, 1);
            strategy.StepTaken();
            double difference = Math.Log(strategy.Weights[0] / strategy.Weights[1]);
            (sum, squares) = (sum + difference, squares + difference * difference);
        }
        // The logarithm of the ratio is the difference of two standard normals: mean 0, variance 2; four standard errors of each.
        (sum / steps).ShouldBe(0, 4 * Math.Sqrt(2.0 / steps));
        (squares / steps).ShouldBe(2, 4 * 2 * Math.Sqrt(2.0 / steps));
    }

    [Fact]
    public void An_epoch_without_a_label_does_not_count_for_the_weight_average()
    {
        var strategy = Begun(new DynamicWeightAverage { Temperature = 1 }, "Digit", "Suit");
        strategy.EpochEnded([4, 2]);
        strategy.EpochEnded([2, double.NaN]);
        strategy.EpochEnded([1, 2]);

        Combine(strategy, 1, 1);

        double digit = Math.Exp(0.5), suit = Math.Exp(1);
        strategy.Weights.ShouldBe([2 * digit / (digit + suit), 2 * suit / (digit + suit)], Tolerance);
    }

    [Fact]
    public void A_schedule_changes_weights_at_its_milestones_or_along_a_line()
    {
        double[][] Weights(bool interpolates)
        {
            var strategy = Begun(new ScheduledWeighting(new(0, 1, 0), new(2, 0, 1)) { Interpolates = interpolates }, "Digit", "Suit");
            return [.. Enumerable.Range(0, 4).Select(_ =>
            {
                Combine(strategy, 1, 1);
                strategy.EpochEnded([1, 1]);
                return strategy.Weights.ToArray();
            })];
        }

        Weights(false).ShouldBe([[1, 0], [1, 0], [0, 1], [0, 1]]);
        Weights(true).ShouldBe([[1, 0], [0.5, 0.5], [0, 1], [0, 1]]);
    }

    [Fact]
    public void A_task_with_a_score_of_0_weighs_much_and_one_with_1_nothing()
    {
        var strategy = Begun(new DynamicTaskPrioritization { Focus = 1 }, "Digit", "Suit", "Color");
        strategy.Validated([0, 1, double.NaN]);

        Combine(strategy, 1, 1, 1);

        strategy.Weights.ShouldBe([-0.99 * Math.Log(0.01), 0, 1], Tolerance);
    }

    [Fact]
    public void On_the_preferred_direction_the_boundary_has_no_penalty()
    {
        var strategy = Begun(new PenaltyBoundaryIntersection { Preferences = [3, 4] }, "Digit", "Suit");

        // The square root of 1e-12, five times.
        Combine(strategy, 6, 8).ShouldBe(10 + 5e-6, 1e-9);

        strategy.Weights.ShouldBe([0.6, 0.8], 1e-9);
    }

    [Fact]
    public void A_strategy_of_the_users_own_is_one_method()
    {
        var strategy = Begun(new LargestLoss(), "Digit", "Suit", "Color");

        Combine(strategy, 1, 3, 2).ShouldBe(3);

        strategy.Weights.ShouldBe([0, 1, 0]);
    }

    private sealed class LargestLoss : LossWeighting
    {
        protected override double Weigh(ReadOnlySpan<int> tasks, ReadOnlySpan<double> losses, Span<double> weights)
        {
            int largest = 0;
            for (int i = 1; i < losses.Length; i++)
                if (losses[i] > losses[largest]) largest = i;
            weights.Clear();
            weights[largest] = 1;
            return 0;
        }
    }

    private static T Begun<T>(T strategy, params string[] tasks) where T : LossWeighting
    {
        strategy.Begin(tasks);
        return strategy;
    }

    private static double Combine(LossWeighting strategy, params double[] losses)
    {
        using DisposeScope scope = NewDisposeScope();
        return strategy.Combine(tensor(losses)).item<double>();
    }

    private static void StepTaken(LossWeighting strategy, params double[] lossesAfter)
    {
        using DisposeScope scope = NewDisposeScope();
        strategy.StepTaken(tensor(lossesAfter));
    }
}
