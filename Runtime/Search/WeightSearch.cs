namespace MtlDsl;

/// <summary>
/// Finds weights of the losses by training with many: a grid, weights drawn by chance, or successive halving of either, each measured on
/// validation data or over folds. Weights that were chosen so are what adaptive strategies should be compared with (Kurin et al., 2022; Xin et
/// al., 2022; Royer et al., 2023).
/// </summary>
/// <remarks>The same data, options and seed give the same trials and the same metrics.</remarks>
/// <example><code>
/// WeightSearchResult result = WeightSearch.Run(data, seed => new QuickStart(seed),
///     (model, train, validation, options) => model.Fit(train, validation, options));
/// Console.WriteLine(result);
/// var options = new FitOptions { Weighting = new FixedWeighting(result.Best.Weights) };
/// </code></example>
public static class WeightSearch
{
    /// <summary>Searches, each trial being trained and measured once for each of <see cref="WeightSearchOptions.Folds"/> random folds.</summary>
    /// <param name="data">What to learn from and to measure on.</param>
    /// <param name="create">Makes the model of a seed, as <c>seed => new QuickStart(seed)</c>; it is disposed of after its training.</param>
    /// <param name="fit">Trains it with the options that it is given, as <c>(model, train, validation, options) => model.Fit(train, validation, options)</c>.</param>
    /// <param name="options">How to search; null: the defaults.</param>
    /// <param name="progress">Hears of each training that has ended.</param>
    /// <param name="cancellationToken">Stops training after the step at hand.</param>
    /// <exception cref="ArgumentException">There are fewer rows than folds, the model has one task, or the options of the training have weights of their own.</exception>
    /// <exception cref="CheckpointException">The folder is of another search, or damaged.</exception>
    /// <exception cref="OperationCanceledException">It was stopped; where there is a folder, another run goes on.</exception>
    public static WeightSearchResult Run<TExample, TData, TModel>(
        Dataset<TExample, TData> data, Func<long, TModel> create, Func<TModel, TData, TData, FitOptions, TrainingHistory> fit,
        WeightSearchOptions? options = null, IProgress<WeightSearchProgress>? progress = null, CancellationToken cancellationToken = default)
        where TData : Dataset<TExample, TData>, new()
        where TModel : MultiTaskModel
    {
        ArgumentNullException.ThrowIfNull(data);
        options ??= new WeightSearchOptions();
        return Run(data.Folds(options.Folds, options.Seed), create, fit, options, progress, cancellationToken);
    }

    /// <summary>Searches, each trial being trained once and measured on validation data.</summary>
    /// <param name="train">What to learn from.</param>
    /// <param name="validation">What to measure on.</param>
    /// <param name="create">Makes the model of a seed; it is disposed of after its training.</param>
    /// <param name="fit">Trains it with the options that it is given.</param>
    /// <param name="options">How to search; null: the defaults. Its number of folds has no part in it.</param>
    /// <param name="progress">Hears of each training that has ended.</param>
    /// <param name="cancellationToken">Stops training after the step at hand.</param>
    /// <exception cref="ArgumentException">The model has one task, or the options of the training have weights of their own.</exception>
    /// <exception cref="CheckpointException">The folder is of another search, or damaged.</exception>
    /// <exception cref="OperationCanceledException">It was stopped; where there is a folder, another run goes on.</exception>
    public static WeightSearchResult Run<TData, TModel>(
        TData train, TData validation, Func<long, TModel> create, Func<TModel, TData, TData, FitOptions, TrainingHistory> fit,
        WeightSearchOptions? options = null, IProgress<WeightSearchProgress>? progress = null, CancellationToken cancellationToken = default)
        where TModel : MultiTaskModel =>
        Run([(train, validation)], create, fit, options, progress, cancellationToken);

    /// <summary>Searches, each trial being trained and measured once for each of some folds: stratified ones, or of groups.</summary>
    /// <param name="folds">What to learn from and to measure on, as <c>data.Folds(5, stratifyBy: data => data.Digit)</c>; gone through for each trial.</param>
    /// <param name="create">Makes the model of a seed; it is disposed of after its training.</param>
    /// <param name="fit">Trains it with the options that it is given.</param>
    /// <param name="options">How to search; null: the defaults. Its number of folds has no part in it.</param>
    /// <param name="progress">Hears of each training that has ended.</param>
    /// <param name="cancellationToken">Stops training after the step at hand.</param>
    /// <exception cref="ArgumentException">There is no fold, the model has one task, or the options of the training have weights of their own.</exception>
    /// <exception cref="CheckpointException">The folder is of another search, or damaged.</exception>
    /// <exception cref="OperationCanceledException">It was stopped; where there is a folder, another run goes on.</exception>
    public static WeightSearchResult Run<TData, TModel>(
        IEnumerable<(TData Train, TData Validation)> folds, Func<long, TModel> create, Func<TModel, TData, TData, FitOptions, TrainingHistory> fit,
        WeightSearchOptions? options = null, IProgress<WeightSearchProgress>? progress = null, CancellationToken cancellationToken = default)
        where TModel : MultiTaskModel
    {
        ArgumentNullException.ThrowIfNull(folds);
        options ??= new WeightSearchOptions();
        var training = new TrialTraining<TData, TModel>(create, fit, options.Training);
        return new SearchRun<TData, TModel>(folds, training, options, progress, cancellationToken).Run();
    }
}
