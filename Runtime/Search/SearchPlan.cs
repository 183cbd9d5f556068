namespace MtlDsl;

/// <summary>What makes one search the same as another: whatever decides about its results, as far as it can be written down.</summary>
internal sealed record SearchPlan(
    string Model, IReadOnlyList<string> Tasks, long? Examples, string Method, string Score, int Folds, int Epochs, int BatchSize, string Optimizer,
    double? LearningRate, long Seed, IReadOnlyList<SearchRung> Rungs, IReadOnlyList<IReadOnlyList<double>> Weights)
{
    /// <summary>The plan of a search for a model that is known.</summary>
    public static SearchPlan Of(WeightSearchOptions options, TrainedModel model, int folds)
    {
        if (model.Tasks.Count < 2)
            throw new ArgumentException($"{model.Model} has one task, {model.Tasks[0]}, and weights are searched for between tasks: there is nothing to search.");
        IReadOnlyList<double[]> weights = options.Method.Candidates(model.Tasks.Count, options.Seed);
        int epochs = options.Training.Effective.Epochs;
        Optimizer? optimizer = options.Training.Optimizer.Target as Optimizer;
        return new SearchPlan(
            model.Model, model.Tasks, model.Examples, options.Method.Name, options.Score.Name, folds, epochs, options.Training.BatchSize,
            optimizer?.GetType().Name ?? "TorchSharp's", optimizer?.LearningRate, options.Seed, options.Method.Rungs(weights.Count, epochs), weights);
    }

    /// <summary>The trainings of all rounds.</summary>
    public int Trainings => Rungs.Sum(rung => rung.Trials) * Folds;

    /// <summary>How another plan differs, in words; null where it does not.</summary>
    public string? DifferenceFrom(SearchPlan other)
    {
        (string Name, string This, string Other)[] all =
        [
            ("model", Model, other.Model),
            ("tasks", string.Join(", ", Tasks), string.Join(", ", other.Tasks)),
            ("number of examples", Text(Examples), Text(other.Examples)),
            ("method", Method, other.Method),
            ("score", Score, other.Score),
            ("number of folds", Text(Folds), Text(other.Folds)),
            ("number of epochs", Text(Epochs), Text(other.Epochs)),
            ("batch size", Text(BatchSize), Text(other.BatchSize)),
            ("optimizer", Optimizer, other.Optimizer),
            ("learning rate", Text(LearningRate), Text(other.LearningRate)),
            ("seed", Text(Seed), Text(other.Seed)),
            ("plan", Rounds(Rungs), Rounds(other.Rungs)),
            ("number of trials", Text(Weights.Count), Text(other.Weights.Count)),
        ];
        foreach ((string name, string own, string its) in all)
            if (own != its) return $"its {name} is {its}, and this one's {own}";
        int trial = Enumerable.Range(0, Weights.Count).FirstOrDefault(i => !Weights[i].SequenceEqual(other.Weights[i]), -1);
        return trial < 0
            ? null
            : FormattableString.Invariant($"the weights of its trial {trial + 1} are ({Text(other.Weights[trial])}), and this one's ({Text(Weights[trial])})");
    }

    public static string Text(IEnumerable<double> weights) => string.Join(", ", weights.Select(weight => FormattableString.Invariant($"{weight:G4}")));

    private static string Rounds(IEnumerable<SearchRung> rungs) =>
        string.Join(", ", rungs.Select(rung => FormattableString.Invariant($"{rung.Trials} trials of {rung.Epochs} epochs")));

    private static string Text<T>(T value) => FormattableString.Invariant($"{value}") is { Length: > 0 } text ? text : "unknown";
}
