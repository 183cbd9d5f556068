namespace MtlDsl.Tests;

/// <summary>Reports of trainings that never were, with everything that a report can have.</summary>
internal static class ExampleReports
{
    private static readonly string[] MetricNames = ["accuracy", "F1", "AUC", "log loss", "precision", "recall", "kappa"];

    /// <summary>A model with three tasks, two inputs and a layer that is passed over by an edge.</summary>
    public static ModelSummary Census { get; } = new("CensusIncome",
    [
        new("person", "input", "record Person", "(batch, 105)", 0, ""),
        new("household", "input", "record Household", "(batch, 3)", 0, ""),
        new("Trunk", "shared", "Linear(128), ReLU, Dropout(0.1), Linear(64), ReLU", "(batch, 64)", 21_824, "person"),
        new("Income", "task, binary cross entropy × 1", "Linear(32), ReLU, Linear(1)", "(batch, 1)", 2_209, "Trunk, household"),
        new("MaritalStatus", "task, cross entropy × 0.5", "Linear(32), ReLU, Linear(7)", "(batch, 7)", 2_311, "Trunk"),
        new("HoursPerWeek", "task, Huber(delta: 10) × 0.01", "Linear(32), ReLU, Linear(1)", "(batch, 1)", 2_113, "Trunk"),
    ]);

    /// <summary>A model whose edges pass over columns, and of which a part is read by nothing that the summary knows.</summary>
    public static ModelSummary Reviews { get; } = new("Reviews",
    [
        new("review", "input", "tokens of 20,000, the last 256", "(batch, length)", 0, ""),
        new("visits", "input", "sequence", "(batch, length, 3)", 0, ""),
        new("author", "input", "", "(batch, 4)", 0, ""),
        new("Words", "shared", "Embedding(32), Dropout(0.1)", "(batch, length, 32)", 640_032, "review"),
        new("Clicks", "layer", "Linear(16), LayerNorm, ReLU, MaxOverTime", "(batch, 16)", 96, "visits"),
        new("Scored", "shared", "custom", "(batch, length, 32)", 0, "Words, reviewLengths"),
        new("Ending", "layer", "LastStep", "(batch, 32)", 0, "Scored"),
        new("Sentiment", "task, CrossEntropy × 1", "Linear(2), MeanOverTime", "(batch, 2)", 130, "Words, Scored"),
        new("Topic", "task, CrossEntropy × 1", "Linear(4), Tanh, MaxOverTime, Linear(3)", "(batch, 3)", 275, "Words, Scored"),
        new("Stars", "task, MeanSquaredError × 1", "Linear(1)", "(batch, 1)", 53, "Ending, Clicks, author"),
        new("attention", "module", "", "", 33, ""),
    ]);

    /// <summary>A report in which something is in every place.</summary>
    public static TrainingReport Whole(int epochs = 20) => Of(Census, ["Income", "MaritalStatus", "HoursPerWeek"], epochs);

    /// <summary>A report of a model and its tasks.</summary>
    public static TrainingReport Of(ModelSummary model, string[] tasks, int epochs) =>
        new(model.Model, model, [.. tasks.Select(Task)], [.. Enumerable.Range(1, epochs).Select(number => Epoch(number, epochs, tasks.Length))], "Completed")
        {
            Relatedness = ReportRelatedness.Of(Related(tasks, epochs)),
        };

    /// <summary>A report of two tasks named as a user may name them.</summary>
    public static TrainingReport Named(string name)
    {
        TrainingReport report = Of(Census with { Model = name }, [name, "Other"], epochs: 3);
        return report with
        {
            Title = name,
            Ending = name,
            Model = new ModelSummary(name, [new(name, name, name, name, 1, ""), new("Other", "task", name, "", 1, name)]),
        };
    }

    private static ReportTask Task(string name, int index) => new(name)
    {
        Confusion = index switch { 0 => Confusion(2), 1 => Confusion(7), _ => null },
        Classes = index switch
        {
            0 => ["AtMost50K", "Over50K"],
            1 => ["Divorced", "MarriedAFSpouse", "MarriedCivSpouse", "MarriedSpouseAbsent", "NeverMarried", "Separated", "Widowed"],
            _ => [],
        },
        Calibration = index == 2 ? null : new Calibration([.. Enumerable.Range(0, 10).Select(Bin)], 0.0314),
        HasProbabilityOfYes = index == 0,
    };

    /// <summary>Counts that are highest where prediction and class agree.</summary>
    public static ConfusionMatrix Confusion(int classes)
    {
        var counts = new long[classes * classes];
        for (int actual = 0; actual < classes; actual++)
            for (int predicted = 0; predicted < classes; predicted++)
                counts[actual * classes + predicted] = actual == predicted ? 400 + 37 * actual : (7 * actual + 3 * predicted) % 11 * 9;
        return new ConfusionMatrix(classes, counts);
    }

    private static CalibrationBin Bin(int index) => new(index == 0 ? 0 : 20 + 31 * index * index, 0.1 * index + 0.05, 0.1 * index + 0.03 + 0.04 * Math.Sin(index));

    // A measure of the labels, one over the epochs, and one with a direction.
    private static MeasuredRelatedness[] Related(string[] tasks, int epochs) =>
    [
        new(new TaskMatrix("label association", tasks, TaskMatrix.Fill(tasks.Length, (row, column) => row == column ? 1 : 0.5 + 0.4 * Math.Cos(row + column)), MatrixRange.Share)),
        .. Enumerable.Range(1, epochs).Select(epoch => new MeasuredRelatedness(new TaskMatrix("gradient cosine", tasks,
            TaskMatrix.Fill(tasks.Length, (row, column) => row == column ? 1 : Math.Cos(row + column + 0.1 * epoch)), MatrixRange.Correlation), epoch, 47 * epoch)),
        .. Enumerable.Range(1, epochs).Select(epoch => new MeasuredRelatedness(new TaskMatrix("task affinity", tasks,
            TaskMatrix.Fill(tasks.Length, (row, column) => 0.02 * Math.Sin(row + 2 * column + 0.1 * epoch)), MatrixRange.AtMostOne), epoch, 47 * epoch)),
    ];

    private static ReportEpoch Epoch(int number, int epochs, int tasks)
    {
        double share = (double)number / epochs, noise = 0.02 * Math.Sin(12.9898 * number);
        double train = 0.2 + 2.1 * Math.Exp(-4 * share) + noise, validation = 0.45 + 1.9 * Math.Exp(-4.5 * share) + 0.2 * share * share - noise;
        return new ReportEpoch(
            number, 47, TimeSpan.FromMilliseconds(184), train, validation, 1e-3 * (1 + Math.Cos(Math.PI * share)) / 2, 1.2 + 6 * Math.Exp(-9 * share) + 5 * noise,
            [.. Enumerable.Range(0, tasks).Select(task => TaskEpoch(task, share, train, validation))]);
    }

    private static ReportTaskEpoch TaskEpoch(int task, double share, double train, double validation)
    {
        string[] names = task == 2 ? ["MAE", "RMSE", "R²"] : MetricNames;
        return new ReportTaskEpoch(
            train * (1 + task), validation * (1 + task), (1 + 0.3 * Math.Sin(3 * share + task)) / (1 + task),
            [.. names.Select((name, index) => new MetricValue(name, 0.95 - 0.5 * Math.Exp(-(4 + index) * share) - 0.02 * index - 0.05 * task))]);
    }
}
