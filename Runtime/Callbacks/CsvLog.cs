using System.Diagnostics;

namespace MtlDsl;

/// <summary>
/// Writes a CSV file with a line for each epoch: learning rate, mean norm of the gradients, losses and their weights, validation metrics. With
/// an <see cref="Every"/> of steps or minutes, a line for the last step: learning rate, norm of the gradients, losses of the batch.
/// </summary>
/// <remarks>
/// An existing file is replaced, except by a resumed run, which goes on after the line that the checkpoint knows of: each epoch and step is
/// there once. Numbers are written so that they are read back to the last bit, in the invariant culture. A column is empty where there is no value.
/// </remarks>
public sealed class CsvLog : TrainingCallback, ICheckpointed
{
    private readonly CsvLogFile _file;
    private readonly Stopwatch _sinceLast = Stopwatch.StartNew();
    private int? _linesToKeep;

    /// <summary>Writes a file.</summary>
    /// <param name="path">The file; its folder is made where it is not there.</param>
    public CsvLog(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        Path = path;
        _file = new CsvLogFile(path);
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>How often a line is written. For lines of epochs and of steps, take two logs.</summary>
    public Interval Every { get; init; } = Interval.Epochs(1);

    /// <inheritdoc/>
    public override bool WritesFiles => true;

    /// <inheritdoc/>
    public override void OnTrainingBegin(TrainingRun run)
    {
        _linesToKeep = null;
        if (!run.IsResumed) _file.Begin();
    }

    /// <inheritdoc/>
    public override void OnStepEnd(TrainingRun run)
    {
        if (Every.IsDueAfterStep(run.Step, _sinceLast.Elapsed)) Write(run, LoggedNumber.OfStep(run));
    }

    /// <inheritdoc/>
    public override void OnEpochEnd(TrainingRun run)
    {
        if (Every.IsDueAfterEpoch(run.Epoch)) Write(run, LoggedNumber.Of(run.History.Entries[^1]));
    }

    /// <inheritdoc/>
    public void Save(CheckpointWriter writer) => writer.Add("lines", _linesToKeep ?? _file.Lines);

    /// <inheritdoc/>
    public Action Load(CheckpointReader reader)
    {
        int lines = (int)reader.Number("lines");
        // The file is cut when the run writes to it for the first time: that can fail, and taking a checkpoint over must not.
        return () => _linesToKeep = lines;
    }

    private void Write(TrainingRun run, IEnumerable<LoggedNumber> numbers)
    {
        if (_linesToKeep is { } lines) _file.Truncate(lines);
        _linesToKeep = null;
        _file.Append([("epoch", run.Epoch), ("step", run.Step), .. numbers.Select(number => (Column(number), number.Value))]);
        _sinceLast.Restart();
    }

    private static string Column(LoggedNumber number) => number.Group == LoggedNumber.Optimizer ? number.Name : $"{number.Group}_{number.Name}";
}
