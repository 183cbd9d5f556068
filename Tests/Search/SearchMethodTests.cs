namespace MtlDsl.Tests;

/// <summary>Which weights are tried, and for how long.</summary>
public sealed class SearchMethodTests
{
    [Fact]
    public void A_grid_has_every_combination_but_that_of_zeros()
    {
        Text(new GridSearch(0, 0.5, 2).Candidates(2, seed: 0)).ShouldBe("0 0.5|0 2|0.5 0|0.5 0.5|0.5 2|2 0|2 0.5|2 2");
        new GridSearch(1, 2, 3).Candidates(4, seed: 0).Count.ShouldBe(81);
    }

    [Fact]
    public void A_simplex_grid_has_the_multiples_of_one_sum()
    {
        Text(new SimplexGrid(2).Candidates(2, seed: 0)).ShouldBe("0 2|1 1|2 0");
        Text(new SimplexGrid(2).Candidates(3, seed: 0)).ShouldBe("0 0 3|0 1.5 1.5|0 3 0|1.5 0 1.5|1.5 1.5 0|3 0 0");
        // Das and Dennis (1998): C(n + t - 1, t - 1).
        foreach ((int divisions, int tasks, int count) in ((int, int, int)[])[(10, 2, 11), (12, 3, 91), (6, 5, 210), (3, 10, 220)])
        {
            IReadOnlyList<double[]> weights = new SimplexGrid(divisions).Candidates(tasks, seed: 0);
            weights.Count.ShouldBe(count);
            weights.Select(one => string.Join(' ', one)).Distinct().Count().ShouldBe(count);
            // Multiples of tasks / divisions are rounded once each, and their sum at each addition.
            weights.ShouldAllBe(one => Math.Abs(one.Sum() - tasks) < 1e-12);
        }
    }

    [Fact]
    public void What_would_be_too_many_trials_is_refused()
    {
        Should.Throw<ArgumentException>(() => new GridSearch(1, 2, 3).Candidates(12, seed: 0)).Message
            .ShouldBe("3 weights for each of 12 tasks make 531,441 trials, and a search has at most 100,000: take fewer, or a RandomSearch.");
        Should.Throw<ArgumentException>(() => new SimplexGrid(100).Candidates(10, seed: 0)).Message.ShouldStartWith("100 divisions for 10 tasks make ");
        Should.Throw<ArgumentException>(() => new GridSearch(1)).Message.ShouldStartWith("The weights are 1: a grid needs at least two, and none twice.");
        Should.Throw<ArgumentException>(() => new GridSearch(1, 1)).Message.ShouldStartWith("The weights are 1, 1: ");
        Should.Throw<ArgumentOutOfRangeException>(() => new GridSearch(1, -1)).Message.ShouldStartWith("A weight is -1, and has to be at least 0 and finite.");
        Should.Throw<ArgumentOutOfRangeException>(() => new RandomSearch(0));
        Should.Throw<ArgumentOutOfRangeException>(() => new SimplexGrid(0));
        Should.Throw<ArgumentOutOfRangeException>(() => new Dirichlet(0));
        Should.Throw<ArgumentException>(() => new LogUniform(2, 1)).Message.ShouldStartWith("The lowest weight is 2 and the highest 1: it has to be above the lowest.");
        Should.Throw<ArgumentException>(() => new SuccessiveHalving(new SuccessiveHalving(9)));
        Should.Throw<ArgumentOutOfRangeException>(() => new SuccessiveHalving(9) { Eta = 1 });
    }

    [Fact]
    public void Random_weights_are_a_function_of_the_seed_and_the_trial()
    {
        var search = new RandomSearch(5);
        Text(search.Candidates(3, seed: 1)).ShouldBe(Text(search.Candidates(3, seed: 1)));
        Text(search.Candidates(3, seed: 2)).ShouldNotBe(Text(search.Candidates(3, seed: 1)));
        Text([.. new RandomSearch(9).Candidates(3, seed: 1).Take(5)]).ShouldBe(Text(search.Candidates(3, seed: 1)));
        search.Candidates(3, seed: 1)[0].ShouldBe([1, 1, 1]);
        (search with { BeginsWithEqualWeights = false }).Candidates(3, seed: 1)[0].ShouldNotBe([1, 1, 1]);
    }

    [Theory]
    [InlineData(0.3)]
    [InlineData(1)]
    [InlineData(4)]
    public void Dirichlet_weights_have_the_moments_of_that_distribution(double concentration)
    {
        const int Tasks = 3, Count = 99_999;
        double[][] weights = [.. new RandomSearch(Count) { Distribution = new Dirichlet(concentration), BeginsWithEqualWeights = false }.Candidates(Tasks, seed: 7)];

        // Rounded at each of a few operations.
        weights.ShouldAllBe(one => one.All(weight => weight >= 0) && Math.Abs(one.Sum() - Tasks) < 1e-12);
        // Times 3: mean 1, variance (1/3)(2/3) / (3 a + 1) * 9, covariance of two -(1/9) / (3 a + 1) * 9.
        double variance = 2 / (Tasks * concentration + 1), covariance = -1 / (Tasks * concentration + 1);
        // Five standard errors of a mean of 99,999; a squared deviation of at most 4 has a deviation below 2.
        double error = 5 / Math.Sqrt(Count);
        for (int task = 0; task < Tasks; task++)
        {
            weights.Average(one => one[task]).ShouldBe(1, error * Math.Sqrt(variance));
            weights.Average(one => (one[task] - 1) * (one[task] - 1)).ShouldBe(variance, 2 * error);
            weights.Average(one => (one[task] - 1) * (one[(task + 1) % Tasks] - 1)).ShouldBe(covariance, 2 * error);
        }
    }

    [Fact]
    public void Log_uniform_weights_are_so()
    {
        const int Count = 99_999;
        double[][] weights = [.. new RandomSearch(Count) { Distribution = new LogUniform(0.01, 100), BeginsWithEqualWeights = false }.Candidates(2, seed: 7)];

        weights.ShouldAllBe(one => one.All(weight => weight > 0.01 && weight < 100));
        for (int task = 0; task < 2; task++)
        {
            // Log10 is uniform over -2 .. 2: Kolmogorov's distance, of which 1.95 / √n has a probability of 1 in 1,000.
            double[] shares = [.. weights.Select(one => (Math.Log10(one[task]) + 2) / 4).Order()];
            Enumerable.Range(0, Count).Max(i => Math.Abs(shares[i] - (i + 0.5) / Count)).ShouldBeLessThan(1.95 / Math.Sqrt(Count));
        }
        // Neighbouring tasks and trials have nothing to do with each other: correlations within five standard errors.
        double Correlation(Func<int, (double, double)> pair) => Enumerable.Range(0, Count - 1).Average(i => Math.Log10(pair(i).Item1) * Math.Log10(pair(i).Item2)) / (16.0 / 12);
        Math.Abs(Correlation(i => (weights[i][0], weights[i][1]))).ShouldBeLessThan(5 / Math.Sqrt(Count));
        Math.Abs(Correlation(i => (weights[i][1], weights[i + 1][0]))).ShouldBeLessThan(5 / Math.Sqrt(Count));
    }

    // Table 1 of Li et al., "Hyperband", JMLR 18 (2018): R = 81, η = 3, a row for each bracket.
    [Theory]
    [InlineData(81, 1, "81:1 27:3 9:9 3:27 1:81")]
    [InlineData(34, 3, "34:3 11:9 3:27 1:81")]
    [InlineData(15, 9, "15:9 5:27 1:81")]
    [InlineData(8, 27, "8:27 2:81")]
    [InlineData(5, 81, "5:81")]
    public void Rounds_are_those_of_the_brackets_of_Hyperband(int trials, int minimumEpochs, string expected) =>
        Text(new SuccessiveHalving(trials) { MinimumEpochs = minimumEpochs }.Plan(trials, epochs: 81)).ShouldBe(expected);

    // The plan of mlr3hyperband's documentation for η = 2, R = 8.
    [Theory]
    [InlineData(8, 1, "8:1 4:2 2:4 1:8")]
    [InlineData(6, 2, "6:2 3:4 1:8")]
    [InlineData(4, 4, "4:4 2:8")]
    public void Rounds_halve(int trials, int minimumEpochs, string expected) =>
        Text(new SuccessiveHalving(trials) { Eta = 2, MinimumEpochs = minimumEpochs }.Plan(trials, epochs: 8)).ShouldBe(expected);

    [Theory]
    [InlineData(9, 1, 100, "9:11 3:33 1:100")]      // as many rounds as the trials allow, up to all epochs
    [InlineData(100, 1, 10, "100:1 33:3 11:10")]    // as many as the epochs allow
    [InlineData(9, 20, 10, "9:10")]
    [InlineData(2, 1, 1, "2:1")]
    public void Rounds_end_with_all_epochs(int trials, int minimumEpochs, int epochs, string expected) =>
        Text(new SuccessiveHalving(trials) { MinimumEpochs = minimumEpochs }.Plan(trials, epochs)).ShouldBe(expected);

    private static string Text(IReadOnlyList<SearchRung> rungs) => string.Join(' ', rungs.Select(rung => FormattableString.Invariant($"{rung.Trials}:{rung.Epochs}")));

    private static string Text(IReadOnlyList<double[]> weights) =>
        string.Join('|', weights.Select(one => string.Join(' ', one.Select(weight => FormattableString.Invariant($"{weight}")))));
}
