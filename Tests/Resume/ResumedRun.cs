using System.Globalization;
using System.Text;
using MtlDsl.Tests.Models;

namespace MtlDsl.Tests.Resume;

/// <summary>A run with everything that a resumed one has to go on with: dropout, batch normalisation, missing labels, a schedule, moments, a callback's memory.</summary>
internal static class ResumedRun
{
    public const int Rows = 150;
    public const int BatchSize = 16;
    public const int Epochs = 3;

    // 150 rows are 9 batches of 16 and one of 6: with 3 batches a step, 3 full steps and one of what is left.
    public const int StepsOfEpoch = 4;

    public static Branches.Dataset Data(int rows = Rows)
    {
        var random = new Random(3);
        return Branches.Dataset.From(Enumerable.Range(0, rows).Select(row => new Branches.Example(
            RandomNumbers.Normal(random, 16),
            RandomNumbers.Normal(random, 3),
            Size: row % 7 == 0 ? null : (Kind)(row % 3),
            Place: [row % 5, 1, -row % 4],
            Tags: row % 4 == 1 ? null : [row % 2 == 0, true, false, row % 3 == 0],
            Ignored: row % 2 == 0)).ToList());
    }

    public static FitOptions Options(params TrainingCallback[] callbacks) => new()
    {
        Epochs = Epochs,
        BatchSize = BatchSize,
        AccumulateGradients = 3,
        ClipNorm = 1,
        Optimizer = new AdamW(3e-3),
        Schedule = new CosineDecay(),
        ValidateEvery = Interval.Epochs(2),
        Callbacks = callbacks,
    };

    /// <summary>All that has to be the same to the last bit: weights and buffers, and the history without its durations.</summary>
    public static string Fingerprint(Branches model, History<Branches.LossValues, Branches.Metrics> history)
    {
        var text = new StringBuilder();
        foreach ((string name, TorchSharp.torch.Tensor tensor) in model.NamedTensors())
            text.Append(name).Append(' ').AppendLine(Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(tensor.bytes)));
        foreach (Epoch<Branches.LossValues, Branches.Metrics> epoch in history.Epochs)
        {
            text.Append(CultureInfo.InvariantCulture, $"{epoch.Number} {epoch.Steps} {epoch.LearningRate:R} {epoch.GradientNorm:R} ");
            text.AppendJoin(' ', epoch.Train.Tasks.Select(loss => loss.Loss).Prepend(epoch.Train.Joint).Select(Number));
            if (epoch.Validation is { } metrics)
                text.Append(" | ").AppendJoin(' ', metrics.Tasks.SelectMany(task => task.Metrics.Values).Select(value => Number(value.Value)));
            text.AppendLine();
        }
        return text.ToString();
    }

    private static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}

/// <summary>A callback whose memory depends on every step: a resumed run that forgot one would end with another number.</summary>
internal sealed class RunningSum : TrainingCallback, ICheckpointed
{
    public double Sum { get; private set; }

    public override void OnTrainingBegin(TrainingRun run) => Sum = 0;

    public override void OnStepEnd(TrainingRun run) => Sum = Sum * 0.9 + run.LastLoss(0) + run.Step;

    public override void OnEpochEnd(TrainingRun run) => Sum += run.MeanLoss(0);

    public void Save(CheckpointWriter writer) => writer.Add("sum", Sum);

    public Action Load(CheckpointReader reader)
    {
        double sum = reader.Number("sum");
        return () => Sum = sum;
    }
}
