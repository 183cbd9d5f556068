using System.Diagnostics;

namespace MtlDsl;

/// <summary>
/// Writes checkpoints of the whole run into a folder: the newest, from which <see cref="FitOptions.Resume"/> goes on to the last bit, and
/// the best by a metric. Each is a safetensors file that appears whole or not at all, and that <c>Load</c> of the model reads too.
/// </summary>
/// <remarks>
/// Files are <c>step-000001200.safetensors</c> and <c>best-000001200.safetensors</c>. One is also written when training ends or is stopped, by SIGTERM
/// and SIGINT too (<see cref="FitOptions.HandleSignals"/>). A checkpoint that cannot be written, as on a full disk, ends training with an
/// <see cref="IOException"/>; those before are as they were.
/// </remarks>
public sealed class ModelCheckpoint : TrainingCallback, ICheckpointed
{
    private readonly Stopwatch _sinceSave = Stopwatch.StartNew();
    private readonly List<string> _newest = [];
    private readonly List<(string Name, double Value)> _best = [];
    private double? _measured;
    private (int Epoch, long Step, bool IsEpochEnded)? _saved;

    /// <summary>Checkpoints in a folder, which is made where it is not there.</summary>
    /// <param name="folder">The folder; of one run alone.</param>
    public ModelCheckpoint(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        Folder = folder;
    }

    /// <summary>The folder.</summary>
    public string Folder { get; }

    /// <summary>How often one is written.</summary>
    public Interval Every { get; init; } = Interval.Epochs(1);

    /// <summary>How many of the newest are kept. At least 1; with 2, a damaged one does not lose the run.</summary>
    public int KeepNewest { get; init => field = AtLeast(value, 1, nameof(KeepNewest)); } = 2;

    /// <summary>How many of the best are kept. At least 0.</summary>
    public int KeepBest { get; init => field = AtLeast(value, 0, nameof(KeepBest)); } = 1;

    /// <summary>By what they are compared, after each validation, or after each epoch without one.</summary>
    public MonitoredMetric Metric { get; init; } = MonitoredMetric.JointLoss;

    /// <summary>The best checkpoint so far; null before the first.</summary>
    public string? BestPath => _best.Count == 0 ? null : Path.Combine(Folder, _best[0].Name);

    /// <summary>The newest checkpoint; null before the first.</summary>
    public string? NewestPath => _newest.Count == 0 ? null : Path.Combine(Folder, _newest[^1]);

    /// <inheritdoc/>
    public override bool WritesFiles => true;

    /// <inheritdoc/>
    public override void OnTrainingBegin(TrainingRun run)
    {
        _newest.Clear();
        _best.Clear();
        (_measured, _saved) = (null, null);
        Directory.CreateDirectory(Folder);
        if (!run.IsResumed && CheckpointFolder.NewestFirst(Folder) is [string newest, ..])
            throw new InvalidOperationException(
                $"The folder '{Folder}' has checkpoints of an earlier run, the newest {Path.GetFileName(newest)}: " +
                "set FitOptions.Resume to go on with it, or choose another folder.");
    }

    /// <inheritdoc/>
    public override void OnValidationEnd(TrainingRun run, ModelMetrics? metrics)
    {
        if (metrics is not null) _measured = Metric.Value(run);
    }

    /// <inheritdoc/>
    public override void OnStepEnd(TrainingRun run)
    {
        KeepIfBest(run);
        if (Every.IsDueAfterStep(run.Step, _sinceSave.Elapsed)) SaveNewest(run);
    }

    /// <inheritdoc/>
    public override void OnEpochEnd(TrainingRun run)
    {
        if (!run.HasValidation) _measured = Metric.Value(run);
        KeepIfBest(run);
        if (Every.IsDueAfterEpoch(run.Epoch)) SaveNewest(run);
    }

    /// <inheritdoc/>
    public override void OnTrainingEnd(TrainingRun run)
    {
        if (run.Epoch > 0 && _saved != Moment(run)) SaveNewest(run);
    }

    /// <inheritdoc/>
    public void Save(CheckpointWriter writer)
    {
        writer.Add("newest", string.Join('\n', _newest));
        writer.Add("best", string.Join('\n', _best.Select(best => best.Name)));
        writer.Add("best_values", [.. _best.Select(best => best.Value)]);
    }

    /// <inheritdoc/>
    public Action Load(CheckpointReader reader)
    {
        string[] newest = Lines(reader.Text("newest")), best = Lines(reader.Text("best"));
        double[] values = reader.Numbers("best_values");
        if (best.Length != values.Length) throw reader.Refused($"names {best.Length} best checkpoints and has {values.Length} values of them");
        return () =>
        {
            _newest.AddRange(newest);
            _best.AddRange(best.Zip(values));
        };
    }

    private void SaveNewest(TrainingRun run)
    {
        string name = CheckpointFolder.StepFile(run.Step);
        bool isNew = !_newest.Contains(name);
        if (isNew) _newest.Add(name);
        Write(run, name, () =>
        {
            if (isNew) _newest.Remove(name);
        });
        while (_newest.Count > KeepNewest)
        {
            File.Delete(Path.Combine(Folder, _newest[0]));
            _newest.RemoveAt(0);
        }
        _sinceSave.Restart();
        _saved = Moment(run);
    }

    private static (int Epoch, long Step, bool IsEpochEnded) Moment(TrainingRun run) => (run.Epoch, run.Step, run.Position.IsEpochEnded);

    private void KeepIfBest(TrainingRun run)
    {
        if (_measured is not { } value) return;
        _measured = null;
        int rank = _best.FindIndex(best => Metric.IsBetter(value, best.Value));
        if (rank < 0) rank = _best.Count;
        if (rank >= KeepBest || double.IsNaN(value)) return;
        string name = CheckpointFolder.BestFile(run.Step);
        _best.RemoveAll(best => best.Name == name);
        _best.Insert(Math.Min(rank, _best.Count), (name, value));
        Write(run, name, () => _best.RemoveAll(best => best.Name == name));
        while (_best.Count > KeepBest)
        {
            File.Delete(Path.Combine(Folder, _best[^1].Name));
            _best.RemoveAt(_best.Count - 1);
        }
    }

    private void Write(TrainingRun run, string name, Action takeBack)
    {
        try
        {
            run.SaveCheckpoint(Path.Combine(Folder, name));
        }
        catch
        {
            takeBack();
            throw;
        }
    }

    private static string[] Lines(string text) => text.Length == 0 ? [] : text.Split('\n');

    private static int AtLeast(int value, int smallest, string name) => value >= smallest
        ? value
        : throw new ArgumentOutOfRangeException(name, value, FormattableString.Invariant($"{name} is {value}, and has to be at least {smallest}."));
}
