using System.Diagnostics;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MtlDsl;

/// <summary>
/// Writes an event file that TensorBoard shows: after each epoch the losses, their weights and the validation metrics of each task, the
/// learning rate and the mean norm of the gradients; where asked for, losses of single batches and histograms of weights and gradients.
/// </summary>
/// <remarks>
/// A tag is the task, <c>joint</c> or <c>optimizer</c>, a '/' and the number: <c>Digit/validation_accuracy</c>. Every run begins a file of its
/// own; what earlier files say of steps that a resumed run takes again no longer counts, and nothing that they say where a run begins anew.
/// </remarks>
public sealed class TensorBoardLog : TrainingCallback
{
    private readonly Stopwatch _sinceBatch = Stopwatch.StartNew();
    private readonly Stopwatch _sinceHistograms = Stopwatch.StartNew();
    private EventFileWriter? _events;

    /// <summary>Writes event files into a folder.</summary>
    /// <param name="folder">The folder, made where it is not there. TensorBoard calls it a run.</param>
    public TensorBoardLog(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        Folder = folder;
    }

    /// <summary>The folder.</summary>
    public string Folder { get; }

    /// <summary>How often losses of a single batch are written, with learning rate and norm of the gradients; null: never.</summary>
    public Interval? BatchesEvery { get; init; }

    /// <summary>How often histograms of each parameter and its gradient are written; null: never.</summary>
    public Interval? HistogramsEvery { get; init; }

    /// <inheritdoc/>
    public override bool WritesFiles => true;

    /// <inheritdoc/>
    public override void OnTrainingBegin(TrainingRun run)
    {
        _events?.Dispose();
        _events = null;
    }

    /// <inheritdoc/>
    public override void OnEpochBegin(TrainingRun run) => Begin(run, run.Step + 1);

    /// <inheritdoc/>
    public override void OnStepEnd(TrainingRun run)
    {
        Begin(run, run.Step);
        if (BatchesEvery?.IsDueAfterStep(run.Step, _sinceBatch.Elapsed) == true)
        {
            WriteScalars(run, LoggedNumber.OfStep(run));
            _sinceBatch.Restart();
        }
        if (HistogramsEvery?.IsDueAfterStep(run.Step, _sinceHistograms.Elapsed) == true) WriteHistograms(run);
    }

    /// <inheritdoc/>
    public override void OnEpochEnd(TrainingRun run)
    {
        Begin(run, run.Step + 1);
        WriteScalars(run, LoggedNumber.Of(run.History.Entries[^1]));
        if (BatchesEvery?.IsDueAfterEpoch(run.Epoch) == true) WriteScalars(run, LoggedNumber.OfStep(run));
        if (HistogramsEvery?.IsDueAfterEpoch(run.Epoch) == true) WriteHistograms(run);
    }

    /// <inheritdoc/>
    public override void OnTrainingEnd(TrainingRun run)
    {
        _events?.Dispose();
        _events = null;
    }

    // A resumed run has taken its steps over by the first of these calls, whichever that is.
    private void Begin(TrainingRun run, long nextStep) => _events ??= new EventFileWriter(Folder, run.IsResumed ? nextStep : 0);

    private void WriteScalars(TrainingRun run, IEnumerable<LoggedNumber> numbers)
    {
        foreach (LoggedNumber number in numbers) _events!.Scalar($"{number.Group}/{number.Name}", number.Value, run.Step);
        _events!.Flush();
    }

    private void WriteHistograms(TrainingRun run)
    {
        foreach ((string name, Parameter parameter) in run.Model.named_parameters())
        {
            _events!.Histogram($"weights/{name}", parameter, run.Step);
            using Tensor? gradient = parameter.grad;
            if (gradient is not null) _events.Histogram($"gradients/{name}", gradient, run.Step);
        }
        _events!.Flush();
        _sinceHistograms.Restart();
    }
}
