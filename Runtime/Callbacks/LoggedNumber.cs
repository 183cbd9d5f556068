namespace MtlDsl;

/// <summary>A number that logs write.</summary>
/// <param name="Group">What it belongs to: a task, <see cref="Joint"/> or <see cref="Optimizer"/>.</param>
/// <param name="Name">What it is, without blanks.</param>
/// <param name="Value">The number.</param>
internal readonly record struct LoggedNumber(string Group, string Name, double Value)
{
    public const string Joint = "joint";
    public const string Optimizer = "optimizer";

    /// <summary>What there is to say about an epoch.</summary>
    public static IEnumerable<LoggedNumber> Of(Epoch epoch)
    {
        yield return new(Optimizer, "learning_rate", epoch.LearningRate);
        yield return new(Optimizer, "gradient_norm", epoch.GradientNorm);
        yield return new(Joint, "train_loss", epoch.TrainLosses.Joint);
        foreach (NamedLoss loss in epoch.TrainLosses.Tasks) yield return new(loss.Task, "train_loss", loss.Loss);
        foreach ((NamedLoss loss, double weight) in epoch.TrainLosses.Tasks.Zip(epoch.LossWeights)) yield return new(loss.Task, "loss_weight", weight);
        if (epoch.ValidationMetrics is not { } metrics) yield break;
        foreach (LoggedNumber number in Of(metrics)) yield return number;
    }

    /// <summary>What there is to say about the last step.</summary>
    public static IEnumerable<LoggedNumber> OfStep(TrainingRun run)
    {
        yield return new(Optimizer, "learning_rate", run.Optimizer.LearningRate);
        yield return new(Optimizer, "gradient_norm", run.Optimizer.GradientNorm);
        yield return new(Joint, "batch_loss", run.LastLoss(0));
        for (int i = 0; i < run.Tasks.Count; i++) yield return new(run.Tasks[i], "batch_loss", run.LastLoss(i + 1));
    }

    private static IEnumerable<LoggedNumber> Of(ModelMetrics metrics)
    {
        yield return new(Joint, "validation_loss", metrics.Joint.Loss);
        foreach (TaskResult task in metrics.Tasks)
        {
            yield return new(task.Task, "validation_loss", task.Metrics.Loss);
            foreach (MetricValue metric in task.Metrics.Values)
                yield return new(task.Task, $"validation_{metric.Name.Replace(' ', '_')}", metric.Value);
        }
    }
}
