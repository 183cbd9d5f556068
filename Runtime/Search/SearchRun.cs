using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace MtlDsl;

/// <summary>Goes through the trainings of a search: round by round, trial by trial, fold by fold.</summary>
internal sealed class SearchRun<TData, TModel> where TModel : MultiTaskModel
{
    private readonly IEnumerable<(TData Train, TData Validation)> _folds;
    private readonly TrialTraining<TData, TModel> _training;
    private readonly WeightSearchOptions _options;
    private readonly IProgress<WeightSearchProgress>? _progress;
    private readonly CancellationToken _cancellationToken;
    private readonly ILogger _logger;
    private readonly SearchPlan _plan;
    private readonly SearchFolder? _folder;
    private readonly Stopwatch _watch = Stopwatch.StartNew();
    private int _done;
    private long _epochs, _epochsTrained;

    public SearchRun(IEnumerable<(TData Train, TData Validation)> folds, TrialTraining<TData, TModel> training, WeightSearchOptions options,
        IProgress<WeightSearchProgress>? progress, CancellationToken cancellationToken)
    {
        (_folds, _training, _options, _progress, _cancellationToken) = (folds, training, options, progress, cancellationToken);
        _logger = options.Logger ?? NullLogger.Instance;
        int count = folds.Count();
        if (count == 0) throw new ArgumentException("There is no fold to train on: give at least one pair of training and validation data.", nameof(folds));
        (TData train, TData validation) = folds.First();
        _plan = SearchPlan.Of(options, training.Probe(train, validation, options.Seed), count);
        _folder = options.Folder is null ? null : SearchFolder.Open(options.Folder, _plan);
    }

    /// <summary>Trains what was not trained before.</summary>
    public WeightSearchResult Run()
    {
        var results = new IReadOnlyList<FoldResult>[_plan.Weights.Count];
        int[] trials = [.. Enumerable.Range(0, results.Length)];
        SearchLog.Started(_logger, _plan.Model, _plan.Method, results.Length, _plan.Trainings);
        for (int rung = 0; rung < _plan.Rungs.Count; rung++)
        {
            if (rung > 0) trials = Survivors(trials, results, _plan.Rungs[rung].Trials);
            foreach (int trial in trials) results[trial] = Train(trial, rung);
        }
        var result = new WeightSearchResult(_plan, _options.Score, results);
        SearchLog.Ended(_logger, result.Best.Number, SearchPlan.Text(result.Best.Weights), _options.Score.Name, result.Best.Score);
        return result;
    }

    private int[] Survivors(int[] trials, IReadOnlyList<FoldResult>[] results, int count)
    {
        double[] scores = _options.Score.Of([.. trials.Select(trial => results[trial])]);
        return [.. _options.Score.BestFirst(scores).Take(count).Select(index => trials[index]).Order()];
    }

    private List<FoldResult> Train(int trial, int rung)
    {
        var results = new List<FoldResult>();
        int fold = 0;
        foreach ((TData train, TData validation) in _folds)
        {
            FoldResult? before = _folder?.Read(trial, rung, fold);
            FoldResult result = before ?? Train(train, validation, trial, rung, fold);
            if (before is null) _folder?.Write(result);
            results.Add(result);
            Report(result, isNew: before is null);
            fold++;
        }
        return results;
    }

    private FoldResult Train(TData train, TData validation, int trial, int rung, int fold)
    {
        IReadOnlyList<double> weights = _plan.Weights[trial];
        int epochs = _plan.Rungs[rung].Epochs;
        var watch = Stopwatch.StartNew();
        try
        {
            ModelMetrics metrics = _training.Train(train, validation, _options.Seed, weights, epochs, _cancellationToken);
            double score = _options.Score.Of(metrics);
            SearchLog.Trained(_logger, trial + 1, fold + 1, epochs, SearchPlan.Text(weights), _options.Score.Name, score, watch.Elapsed.TotalSeconds);
            return new FoldResult(trial, rung, fold, epochs, weights, score, MetricsData.Of(metrics), null, watch.Elapsed.Ticks);
        }
        catch (TrainingDivergedException exception)
        {
            // That weights make training diverge is a result too, and no reason to lose the other trials.
            SearchLog.Diverged(_logger, trial + 1, fold + 1, SearchPlan.Text(weights), exception.Message);
            return new FoldResult(trial, rung, fold, epochs, weights, double.NaN, null, exception.Message, watch.Elapsed.Ticks);
        }
    }

    private void Report(FoldResult result, bool isNew)
    {
        _done++;
        _epochs += result.Epochs;
        if (isNew) _epochsTrained += result.Epochs;
        long all = _plan.Rungs.Sum(rung => (long)rung.Trials * rung.Epochs) * _plan.Folds;
        TimeSpan elapsed = _watch.Elapsed;
        TimeSpan? remaining = _epochsTrained == 0 ? null : elapsed / _epochsTrained * (all - _epochs);
        _progress?.Report(new WeightSearchProgress(
            result.Rung + 1, _plan.Rungs.Count, result.Trial + 1, result.Fold + 1, _plan.Folds, result.Weights, result.Score, _done, _plan.Trainings,
            elapsed, remaining));
    }
}
