using System.Text.Json;

namespace MtlDsl;

/// <summary>A history as checkpoints keep it.</summary>
internal sealed record HistoryData(
    IReadOnlyList<EpochData> Epochs, IReadOnlyList<ValidationData> Validations, MetricsData? LastValidation,
    IReadOnlyList<RelatednessData>? Relatedness = null);

/// <summary>An epoch as checkpoints keep it; of the losses the joint one comes first.</summary>
internal sealed record EpochData(int Number, IReadOnlyList<double> Losses, MetricsData? Validation, int Steps, long DurationTicks,
    double LearningRate, double GradientNorm, IReadOnlyList<double> LossWeights);

/// <summary>A validation within an epoch as checkpoints keep it.</summary>
internal sealed record ValidationData(int Epoch, long Step, MetricsData Metrics);

/// <summary>Metrics as checkpoints keep them.</summary>
internal sealed record MetricsData(JointMetrics Joint, IReadOnlyList<TaskMetrics> Tasks)
{
    public static MetricsData? Of(ModelMetrics? metrics) =>
        metrics is null ? null : new MetricsData(metrics.Joint, [.. metrics.Tasks.Select(task => task.Metrics)]);
}

/// <summary>Writes a history into checkpoints and reads it from them.</summary>
internal sealed class HistoryState<TLosses, TMetrics>(
    ModelRecords<TLosses, TMetrics> records, History<TLosses, TMetrics> history, Func<ModelMetrics?> lastValidation, Action<TMetrics?> setLastValidation)
    : ICheckpointed
    where TLosses : EpochLosses
    where TMetrics : ModelMetrics
{
    private const string Name = "entries";

    public void Save(CheckpointWriter writer)
    {
        var data = new HistoryData(
            [.. history.Epochs.Select(Data)],
            [.. history.Validations.Select(entry => new ValidationData(entry.Epoch, entry.Step, MetricsData.Of(entry.Metrics)!))],
            MetricsData.Of(lastValidation()),
            [.. history.Relatedness.Select(RelatednessData.Of)]);
        writer.Add(Name, JsonSerializer.Serialize(data, CheckpointJson.Default.HistoryData));
    }

    public Action Load(CheckpointReader reader)
    {
        HistoryData data = reader.Parse(Name, CheckpointJson.Default.HistoryData);
        try
        {
            Epoch<TLosses, TMetrics>[] epochs = [.. data.Epochs.Select(Record)];
            StepValidation<TMetrics>[] validations =
                [.. data.Validations.Select(entry => new StepValidation<TMetrics>(entry.Epoch, entry.Step, Metrics(entry.Metrics)!))];
            TMetrics? last = Metrics(data.LastValidation);
            MeasuredRelatedness[] relatedness = [.. (data.Relatedness ?? []).Select(measured => measured.Record())];
            return () =>
            {
                history.Replace(epochs, validations, relatedness);
                setLastValidation(last);
            };
        }
        catch (Exception exception) when (exception is InvalidCastException or ArgumentException or IndexOutOfRangeException)
        {
            throw reader.Refused($"has a history of other tasks than {string.Join(", ", records.Tasks)}");
        }
    }

    private static EpochData Data(Epoch<TLosses, TMetrics> epoch) => new(
        epoch.Number, [epoch.Train.Joint, .. epoch.Train.Tasks.Select(loss => loss.Loss)], MetricsData.Of(epoch.Validation),
        epoch.Steps, epoch.Duration.Ticks, epoch.LearningRate, epoch.GradientNorm, epoch.LossWeights);

    private Epoch<TLosses, TMetrics> Record(EpochData data) => new(
        data.Number, records.Losses(data.Losses), Metrics(data.Validation), data.Steps, TimeSpan.FromTicks(data.DurationTicks),
        data.LearningRate, data.GradientNorm, data.LossWeights);

    private TMetrics? Metrics(MetricsData? data) => data is null ? null : records.Metrics(data.Joint, data.Tasks);
}
