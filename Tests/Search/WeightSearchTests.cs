using MtlDsl.Tests.Models;

namespace MtlDsl.Tests;

/// <summary>Searches that train.</summary>
public sealed class WeightSearchTests
{
    private static readonly FitOptions Training = new() { Epochs = 2, BatchSize = 16 };

    private static readonly QuickStart.Dataset Train = QuickStartData.Make(96, seed: 1), Validation = QuickStartData.Make(64, seed: 2);

    [Fact]
    public void A_trial_is_the_training_with_its_weights()
    {
        WeightSearchResult result = WeightSearch.Run(Train, Validation, seed => new QuickStart(seed, "cpu"),
            (model, train, validation, options) => model.Fit(train, validation, options),
            new WeightSearchOptions { Method = new GridSearch(0.25, 2), Training = Training, Seed = 5 });

        result.Model.ShouldBe("QuickStart");
        result.Tasks.ShouldBe(["Digit", "Suit"]);
        result.Trials.OrderBy(trial => trial.Number).Select(trial => trial.Weights).ShouldBe([[0.25, 0.25], [0.25, 2], [2, 0.25], [2, 2]]);
        foreach (WeightTrial trial in result.Trials)
        {
            QuickStart.Metrics expected = ByHand(5, trial.Weights, Training, Train, Validation);
            trial.Folds.Single().Select(task => task.Metrics).ShouldBe([expected.Digit, expected.Suit]);
            trial.Metrics.Select(metric => metric.Mean).ShouldBe([expected.Digit.Accuracy, expected.Suit.Accuracy]);
            trial.Score.ShouldBe((expected.Digit.Accuracy + expected.Suit.Accuracy) / 2, 1e-15);
            trial.Epochs.ShouldBe(2);
        }
        double Loss(double digit, double suit) => result.Trials.Single(trial => trial.Weights.SequenceEqual([digit, suit])).Folds[0][0].Metrics.Loss;
        Loss(0.25, 2).ShouldNotBe(Loss(2, 0.25));
    }

    [Fact]
    public void Each_trial_is_measured_over_the_same_folds()
    {
        var options = new WeightSearchOptions { Method = new RandomSearch(2), Training = Training, Folds = 3, Seed = 5, Score = MonitoredMetric.Maximize((QuickStart.Metrics m) => m.Suit.F1) };
        WeightSearchResult result = WeightSearch.Run(Train, seed => new QuickStart(seed, "cpu"), (model, train, validation, own) => model.Fit(train, validation, own), options);

        foreach (WeightTrial trial in result.Trials)
        {
            QuickStart.Metrics[] expected = [.. Train.Folds(3, seed: 5).Select(fold => ByHand(5, trial.Weights, Training, fold.Train, fold.Validation))];
            trial.Folds.Select(tasks => tasks[1].Metrics).ShouldBe(expected.Select(metrics => metrics.Suit));
            trial.Metrics[0].Values.ShouldBe(expected.Select(metrics => metrics.Digit.Accuracy));
            trial.Score.ShouldBe(expected.Average(metrics => metrics.Suit.F1), 1e-15);
        }
        result.Score.Name.ShouldBe("Suit.F1");
        result.Best.Score.ShouldBe(result.Trials.Max(trial => trial.Score));
        // The same folds, given as such: stratified ones or of groups are searched over likewise.
        WeightSearch.Run(Train.Folds(3, seed: 5), seed => new QuickStart(seed, "cpu"), (model, train, validation, own) => model.Fit(train, validation, own), options)
            .ToString().ShouldBe(result.ToString());
    }

    [Fact]
    public void Halving_trains_the_best_of_each_round_for_longer()
    {
        var trained = new List<(double Weight, int Epochs)>();
        WeightSearchResult result = WeightSearch.Run(Train, Validation, seed => new QuickStart(seed, "cpu"),
            (model, train, validation, options) =>
            {
                trained.Add((0, options.Epochs));
                return model.Fit(train, validation, options);
            },
            new WeightSearchOptions { Method = new SuccessiveHalving(6) { Eta = 2 }, Training = Training with { Epochs = 4 }, Seed = 5 });

        // The first call only asks for the names of the tasks.
        trained.Skip(1).Select(call => call.Epochs).ShouldBe([1, 1, 1, 1, 1, 1, 2, 2, 2, 4]);
        (double Score, IReadOnlyList<double> Weights)[] candidates = [.. new RandomSearch(6).Candidates(2, seed: 5).Select(weights => (0.0, (IReadOnlyList<double>)weights))];
        foreach ((int count, int epochs) in ((int, int)[])[(3, 1), (1, 2)])
        {
            candidates = [.. candidates.Select(trial => (Score(ByHand(5, trial.Weights, Training with { Epochs = epochs }, Train, Validation)), trial.Weights))
                .OrderByDescending(trial => trial.Item1).Take(count)];
        }
        result.Best.Weights.ShouldBe(candidates.Single().Weights);
        result.Trials.Select(trial => (trial.Rung, trial.Epochs)).ShouldBe([(3, 4), (2, 2), (2, 2), (1, 1), (1, 1), (1, 1)]);
        result.Best.Score.ShouldBe(Score(ByHand(5, result.Best.Weights, Training with { Epochs = 4 }, Train, Validation)), 1e-15);
    }

    [Fact]
    public void A_trial_that_diverges_is_a_result()
    {
        var options = new WeightSearchOptions { Method = new GridSearch(1, 1e30), Training = Training with { Optimizer = new Sgd(0.1) } };
        WeightSearchResult result = Search(options);

        result.Trials[0].Weights.ShouldBe([1, 1]);
        result.Trials.Skip(1).ShouldAllBe(trial => double.IsNaN(trial.Score) && !trial.IsParetoOptimal && trial.Problem!.Length > 0);
        result.ToString().ShouldContain("diverged");
    }

    [Fact]
    public void The_metrics_are_those_of_the_weights_that_a_model_is_left_with()
    {
        // A learning rate that grows makes later epochs worse.
        FitOptions Stopping(double rate) => Training with { Epochs = 6, Optimizer = new Sgd(rate), Callbacks = [new EarlyStopping(patience: 1)] };
        QuickStart.Dataset validation = QuickStartData.Make(32, seed: 3);
        using var model = new QuickStart(0, "cpu");
        FitOptions options = Stopping(5) with { Weighting = new FixedWeighting(1, 1) };
        model.Fit(Train, validation, options);
        ((EarlyStopping)options.Callbacks[0]).BestEpoch.ShouldBeLessThan(6);

        WeightSearchResult result = WeightSearch.Run(Train, validation, seed => new QuickStart(seed, "cpu"), (own, train, on, its) => own.Fit(train, on, its),
            new WeightSearchOptions { Method = new RandomSearch(1), Training = Stopping(5) });

        result.Best.Folds[0].Select(task => task.Metrics).ShouldBe(model.Evaluate(validation).Tasks.Select(task => task.Metrics));
    }

    [Fact]
    public void Rows_are_searched_over_as_data_sets_are()
    {
        IReadOnlyList<Person> people = PeopleData.Make(60, seed: 1);
        WeightSearchResult result = WeightSearch.Run(people.Folds(2), seed => new PeopleModel(seed, "cpu"),
            (model, train, validation, options) => model.Fit(train, validation, options),
            new WeightSearchOptions { Method = new SimplexGrid(1), Training = Training });

        result.Trials.Select(trial => trial.Number).Order().ShouldBe([1, 2, 3]);
        result.Best.Metrics.Select(metric => metric.Name).ShouldBe(["accuracy", "AUC", "RMSE"]);
    }

    [Fact]
    public void Progress_and_cancellation_reach_the_search()
    {
        var heard = new List<WeightSearchProgress>();
        Search(new WeightSearchOptions { Method = new SuccessiveHalving(4) { Eta = 2 }, Training = Training }, new Listener(heard.Add));
        heard.Select(one => (one.Rung, one.Trial, one.Done)).Take(4).ShouldBe([(1, 1, 1), (1, 2, 2), (1, 3, 3), (1, 4, 4)]);
        heard.Select(one => (one.Rung, one.Rungs, one.Total, one.Folds)).Last().ShouldBe((2, 2, 6, 1));
        heard[^1].Remaining.ShouldBe(TimeSpan.Zero);
        heard[2].Remaining.ShouldNotBeNull().ShouldBeGreaterThan(TimeSpan.Zero);

        using var source = new CancellationTokenSource();
        int steps = 0;
        Should.Throw<OperationCanceledException>(() => Search(
            new WeightSearchOptions { Training = Training with { Callbacks = [new Stepping(() => { if (++steps == 20) source.Cancel(); })] } },
            cancellationToken: source.Token));
        steps.ShouldBe(20);
    }

    [Fact]
    public void What_cannot_be_searched_is_refused()
    {
        Should.Throw<ArgumentException>(() => Search(new WeightSearchOptions { Training = Training with { Weighting = new EqualWeighting() } })).Message
            .ShouldStartWith("The options have EqualWeighting as their weighting");
        Should.Throw<ArgumentException>(() => Search(new WeightSearchOptions { Training = Training with { Resume = "x" } })).Message.ShouldStartWith("The options go on from 'x'");
        Should.Throw<ArgumentOutOfRangeException>(() => new WeightSearchOptions { Folds = 1 }).Message.ShouldStartWith("Folds is 1, and has to be at least 2");
        Should.Throw<InvalidOperationException>(() => WeightSearch.Run(Train, Validation, seed => new QuickStart(seed, "cpu"),
            (model, train, validation, _) => model.Fit(train, validation, Training))).Message.ShouldStartWith("The function that trains did not pass its options on to Fit");
        Should.Throw<InvalidOperationException>(() => WeightSearch.Run(Train, Validation, seed => new QuickStart(seed, "cpu"),
            (model, train, validation, options) => model.Fit(train, null, options), new WeightSearchOptions { Training = Training })).Message
            .ShouldStartWith("The training measured nothing on the validation data");
        Should.Throw<ArgumentException>(() => WeightSearch.Run(Array.Empty<(QuickStart.Dataset, QuickStart.Dataset)>(), seed => new QuickStart(seed, "cpu"),
            (model, train, validation, options) => model.Fit(train, validation, options))).Message.ShouldStartWith("There is no fold to train on");
        Should.Throw<ArgumentException>(() => SearchPlan.Of(new WeightSearchOptions(), new TrainedModel("Digits", ["Digit"], 10), folds: 1)).Message
            .ShouldBe("Digits has one task, Digit, and weights are searched for between tasks: there is nothing to search.");
    }

    internal static WeightSearchResult Search(
        WeightSearchOptions options, IProgress<WeightSearchProgress>? progress = null, CancellationToken cancellationToken = default) =>
        WeightSearch.Run(Train, Validation, seed => new QuickStart(seed, "cpu"), (model, train, validation, own) => model.Fit(train, validation, own),
            options, progress, cancellationToken);

    private static double Score(QuickStart.Metrics metrics) => (metrics.Digit.Accuracy + metrics.Suit.Accuracy) / 2;

    private static QuickStart.Metrics ByHand(long seed, IReadOnlyList<double> weights, FitOptions options, QuickStart.Dataset train, QuickStart.Dataset validation)
    {
        using var model = new QuickStart(seed, "cpu");
        return model.Fit(train, validation, options with { Weighting = new FixedWeighting(weights) }).Epochs[^1].Validation!;
    }

    internal sealed class Listener(Action<WeightSearchProgress> hears) : IProgress<WeightSearchProgress>
    {
        public void Report(WeightSearchProgress value) => hears(value);
    }

    private sealed class Stepping(Action act) : TrainingCallback
    {
        public override void OnStepEnd(TrainingRun run) => act();
    }
}
