using MtlDsl.Tests.Models;

namespace MtlDsl.Tests;

/// <summary>Ends a run after a step, as a crash would, and leaves a checkpoint of that moment.</summary>
internal sealed class Interruption(string path, long step, bool atEpochEnd = false) : TrainingCallback
{
    public override void OnStepEnd(TrainingRun run)
    {
        if (!atEpochEnd) Interrupt(run);
    }

    public override void OnEpochEnd(TrainingRun run) => Interrupt(run);

    private void Interrupt(TrainingRun run)
    {
        if (run.Step != step) return;
        run.SaveCheckpoint(path);
        throw new InterruptedException();
    }

    public sealed class InterruptedException : Exception;
}

/// <summary>Runs of QuickStart with callbacks, whole and interrupted: five epochs of four steps.</summary>
internal static class CallbackRuns
{
    public const int Epochs = 5, StepsOfEpoch = 4;

    public static readonly QuickStart.Dataset Train = QuickStartData.Make(64, seed: 1), Validation = QuickStartData.Make(32, seed: 2);

    public static readonly FitOptions Options = new() { Epochs = Epochs, BatchSize = 16, Optimizer = new Adam(0.01) };

    /// <summary>The moments at which tests interrupt runs.</summary>
    public static TheoryData<long, bool> Moments => new() { { 1, false }, { 4, false }, { 4, true }, { 10, false }, { 12, true }, { 16, false } };

    /// <summary>Trains a model of its own, and returns its weights.</summary>
    public static float[] Fit(FitOptions options, bool validates = true, Action<History<QuickStart.LossValues, QuickStart.Metrics>>? look = null)
    {
        using var model = new QuickStart(seed: 1, device: "cpu");
        var history = model.Fit(Train, validates ? Validation : null, options);
        look?.Invoke(history);
        return model.Arena.Values.Floats();
    }

    /// <summary>Trains up to a moment, and on from there in a new model with new callbacks.</summary>
    public static float[] FitInterrupted(Func<TrainingCallback[]> callbacks, long step, bool atEpochEnd, bool validates = true, FitOptions? options = null)
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("interrupted.safetensors");
        options ??= Options;
        FitOptions first = options with { Callbacks = [.. callbacks(), new Interruption(path, step, atEpochEnd)] };
        Should.Throw<Interruption.InterruptedException>(() => Fit(first, validates));
        return Fit(options with { Callbacks = callbacks(), Resume = path }, validates);
    }

    /// <summary>A metric that is the given values, one for each validation.</summary>
    public static MonitoredMetric Scripted(bool isMaximized, params double[] values)
    {
        int next = 0;
        return isMaximized
            ? MonitoredMetric.Maximize((QuickStart.Metrics _) => values[next++])
            : MonitoredMetric.Minimize((QuickStart.Metrics _) => values[next++]);
    }
}

/// <summary>Calls what a test wants called.</summary>
internal sealed class Calls : TrainingCallback
{
    public Action<TrainingRun>? StepEnd { get; init; }

    public Action<TrainingRun>? ValidationBegin { get; init; }

    public Action<TrainingRun>? EpochEnd { get; init; }

    public override void OnStepEnd(TrainingRun run) => StepEnd?.Invoke(run);

    public override void OnValidationBegin(TrainingRun run) => ValidationBegin?.Invoke(run);

    public override void OnEpochEnd(TrainingRun run) => EpochEnd?.Invoke(run);
}
