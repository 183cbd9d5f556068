namespace MtlDsl;

/// <summary>A step whose learning rate is another than that of the step before.</summary>
/// <param name="Epoch">The epoch, from 1.</param>
/// <param name="Step">The step, from 1, since training began.</param>
/// <param name="LearningRate">Its learning rate.</param>
public readonly record struct LearningRateChange(int Epoch, long Step, double LearningRate);

/// <summary>Notes how the learning rate changes in training, whoever changes it.</summary>
public sealed class LearningRateMonitor : TrainingCallback, ICheckpointed
{
    private readonly List<LearningRateChange> _changes = [];

    /// <summary>The first step, and each whose learning rate is another than that of the step before.</summary>
    public IReadOnlyList<LearningRateChange> Changes => _changes;

    /// <inheritdoc/>
    public override void OnTrainingBegin(TrainingRun run) => _changes.Clear();

    /// <inheritdoc/>
    public override void OnStepEnd(TrainingRun run)
    {
        double learningRate = run.Optimizer.LearningRate;
        if (_changes.Count == 0 || _changes[^1].LearningRate != learningRate)
            _changes.Add(new LearningRateChange(run.Epoch, run.Step, learningRate));
    }

    /// <inheritdoc/>
    public void Save(CheckpointWriter writer) =>
        writer.Add("changes", [.. _changes.SelectMany(change => (double[])[change.Epoch, change.Step, change.LearningRate])]);

    /// <inheritdoc/>
    public Action Load(CheckpointReader reader)
    {
        double[] numbers = reader.Numbers("changes");
        if (numbers.Length % 3 != 0)
            throw reader.Refused(FormattableString.Invariant($"has {numbers.Length} numbers about learning rates, and three are needed for each"));
        return () => _changes.AddRange(numbers.Chunk(3).Select(change => new LearningRateChange((int)change[0], (long)change[1], change[2])));
    }
}
