namespace MtlDsl;

public sealed partial class SingleTaskBaseline
{
    /// <summary>
    /// Trains the same model once for each task with the loss of that task alone, and measures the task: whatever the tasks share is then that
    /// task's own. It takes as many trainings as there are tasks, times the seeds.
    /// </summary>
    /// <param name="train">What to learn from.</param>
    /// <param name="validation">What to measure on: the same data on which models are compared with the baseline.</param>
    /// <param name="create">Makes the model of a seed, as <c>seed => new QuickStart(seed)</c>; it is disposed of after its training.</param>
    /// <param name="fit">Trains it with the options that it is given, as <c>(model, train, validation, options) => model.Fit(train, validation, options)</c>.</param>
    /// <param name="options">How to train: as the models that are compared with the baseline. Null: the defaults.</param>
    /// <param name="seeds">The seeds, each of which is trained by itself; null: 0.</param>
    /// <param name="progress">Hears of each training that has ended.</param>
    /// <param name="cancellationToken">Stops training after the step at hand.</param>
    /// <exception cref="ArgumentException">A seed comes twice, or the options have weights or a checkpoint of their own.</exception>
    /// <exception cref="TrainingDivergedException">A loss or a gradient was not finite.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static SingleTaskBaseline Train<TData, TModel>(
        TData train, TData validation, Func<long, TModel> create, Func<TModel, TData, TData, FitOptions, TrainingHistory> fit,
        FitOptions? options = null, IReadOnlyList<long>? seeds = null, IProgress<BaselineProgress>? progress = null,
        CancellationToken cancellationToken = default)
        where TModel : MultiTaskModel
    {
        seeds ??= [0];
        if (seeds.Count == 0 || seeds.Distinct().Count() < seeds.Count)
            throw new ArgumentException(FormattableString.Invariant(
                $"The seeds are ({string.Join(", ", seeds)}): give at least one, and none twice."), nameof(seeds));
        var training = new TrialTraining<TData, TModel>(create, fit, options ?? new FitOptions());
        TrainedModel model = training.Probe(train, validation, seeds[0]);
        var runs = model.Tasks.Select(_ => new List<BaselineRun>()).ToArray();
        foreach (long seed in seeds)
        {
            for (int task = 0; task < runs.Length; task++)
            {
                var weights = new double[runs.Length];
                weights[task] = 1;
                ModelMetrics metrics = training.Train(train, validation, seed, weights, epochs: null, cancellationToken);
                runs[task].Add(new BaselineRun(seed, metrics.Tasks[task].Metrics));
                progress?.Report(new BaselineProgress(model.Tasks[task], seed, runs.Sum(done => done.Count), runs.Length * seeds.Count));
            }
        }
        return new SingleTaskBaseline(model.Model, [.. model.Tasks.Zip(runs, (task, done) => new BaselineTask(task, done))]);
    }
}

/// <summary>A training of a <see cref="SingleTaskBaseline"/> has ended.</summary>
/// <param name="Task">The task that it was of.</param>
/// <param name="Seed">Its seed.</param>
/// <param name="Done">How many trainings have ended.</param>
/// <param name="Total">How many there are.</param>
public sealed record BaselineProgress(string Task, long Seed, int Done, int Total);
