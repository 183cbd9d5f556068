namespace MtlDsl;

/// <summary>What a report shows. A number that was not measured is null, one that is not finite leaves a gap.</summary>
/// <param name="Title">The heading.</param>
/// <param name="Model">The model.</param>
/// <param name="Tasks">Its tasks.</param>
/// <param name="Epochs">The epochs of the training, the first one first.</param>
/// <param name="Ending">Why training ended, in words.</param>
internal sealed record TrainingReport(
    string Title, ModelSummary Model, IReadOnlyList<ReportTask> Tasks, IReadOnlyList<ReportEpoch> Epochs, string Ending)
{
    /// <summary>How related the tasks are, measure by measure.</summary>
    public IReadOnlyList<ReportRelatedness> Relatedness { get; init; } = [];

    /// <summary>Whether any epoch was followed by a validation.</summary>
    public bool IsValidated => Epochs.Any(epoch => epoch.Validation is not null);

    /// <summary>
    /// The epoch of the lowest joint loss: of the validation data, or where there is none, of the training data. Null with no finite loss.
    /// </summary>
    public ReportEpoch? Best
    {
        get
        {
            bool isValidated = IsValidated;
            return Epochs.Where(epoch => Loss(epoch) is { } loss && double.IsFinite(loss)).MinBy(Loss);

            double? Loss(ReportEpoch epoch) => isValidated ? epoch.Validation : epoch.Train;
        }
    }

    /// <summary>How long the epochs took together.</summary>
    public TimeSpan Duration => Epochs.Aggregate(TimeSpan.Zero, (sum, epoch) => sum + epoch.Duration);
}

/// <summary>An epoch of a report.</summary>
/// <param name="Number">The epoch, from 1.</param>
/// <param name="Steps">The number of its steps.</param>
/// <param name="Duration">How long it took.</param>
/// <param name="Train">The joint loss of the training data.</param>
/// <param name="Validation">The joint loss of the validation data.</param>
/// <param name="LearningRate">The learning rate.</param>
/// <param name="GradientNorm">The Euclidean norm of the gradients.</param>
/// <param name="Tasks">What concerns each task, in the order of the report's tasks.</param>
internal sealed record ReportEpoch(
    int Number, int Steps, TimeSpan Duration, double? Train, double? Validation, double? LearningRate, double? GradientNorm,
    IReadOnlyList<ReportTaskEpoch> Tasks)
{
    /// <summary>How the validation metrics compare with a single-task baseline; null where there is none.</summary>
    public DeltaM? DeltaM { get; init; }
}

/// <summary>What concerns a task in an epoch.</summary>
/// <param name="Train">Its loss on the training data.</param>
/// <param name="Validation">Its loss on the validation data.</param>
/// <param name="Weight">The weight of its loss in the joint loss.</param>
/// <param name="Metrics">Its metrics on the validation data; none where it was not validated.</param>
internal sealed record ReportTaskEpoch(double? Train, double? Validation, double? Weight, IReadOnlyList<MetricValue> Metrics)
{
    /// <summary>A metric by its name; null where it was not measured.</summary>
    public double? Metric(string name)
    {
        foreach (MetricValue metric in Metrics)
            if (metric.Name == name) return metric.Value;
        return null;
    }
}

/// <summary>A task of a report.</summary>
/// <param name="Name">Its name.</param>
internal sealed record ReportTask(string Name)
{
    /// <summary>How often each class was taken for each, at the best epoch; null where there are no classes.</summary>
    public ConfusionMatrix? Confusion { get; init; }

    /// <summary>The names of the classes; where there are none, they are numbered.</summary>
    public IReadOnlyList<string> Classes { get; init; } = [];

    /// <summary>How far probabilities can be trusted, at the best epoch.</summary>
    public Calibration? Calibration { get; init; }

    /// <summary>Whether these are probabilities of yes, and not of the class that is predicted.</summary>
    public bool HasProbabilityOfYes { get; init; }
}
