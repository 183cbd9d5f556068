namespace MtlDsl;

/// <summary>
/// Measures how related tasks are while they are trained, on the batch of every so many steps before it is learnt from, and puts the mean of
/// each epoch into <see cref="TrainingHistory.Relatedness"/>. The run is the same as without it, to the last bit.
/// </summary>
/// <remarks>
/// A measurement uses the dropout of its step and leaves parameters, buffers, the optimizer and torch's random numbers as they were; what code of
/// a user's own keeps elsewhere it can't. Of accumulated batches it looks at the first. A task without a label in the batch is left out of it.
/// </remarks>
public abstract class RelatednessCallback : TrainingCallback, ICheckpointed
{
    private readonly string _name;
    private readonly MatrixRange _range;
    private PairMeans? _means;
    private bool _hasSeenStep;

    private protected RelatednessCallback(string name, MatrixRange range, int everySteps)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(everySteps, 1);
        (_name, _range, EverySteps) = (name, range, everySteps);
    }

    /// <summary>Every how many steps it measures, beginning with the first.</summary>
    public int EverySteps { get; }

    /// <summary>The mean over the epochs; null before one was measured.</summary>
    public TaskMatrix? Mean { get; private set; }

    /// <inheritdoc/>
    public override void OnTrainingBegin(TrainingRun run)
    {
        if (run.Model.Arena.Shared.Length == 0)
            throw new InvalidOperationException(
                $"{GetType().Name} compares what tasks do to the parameters that they share, and {string.Join(", ", run.Tasks)} share none: leave it out.");
        (_means, _hasSeenStep, Mean) = (new PairMeans(run.Tasks.Count), false, null);
        run.Optimizer.BeforeStep += closure => Observe(run, closure);
    }

    /// <inheritdoc/>
    public override void OnEpochEnd(TrainingRun run)
    {
        if (!_hasSeenStep)
            throw new InvalidOperationException(
                $"{GetType().Name} measures before steps, and saw none: the training step has to call Step of the optimizer with a closure, as the generated TrainStep does.");
        AddMean(run);
    }

    /// <summary>Adds what was measured of an epoch that was stopped within.</summary>
    public override void OnTrainingEnd(TrainingRun run) => AddMean(run);

    /// <inheritdoc/>
    public void Save(CheckpointWriter writer) => _means!.Save(writer);

    /// <inheritdoc/>
    public Action Load(CheckpointReader reader)
    {
        Action load = _means!.Load(reader);
        return () =>
        {
            load();
            _hasSeenStep = true;
        };
    }

    /// <summary>Measures a batch: (tasks, tasks), NaN where it tells nothing.</summary>
    private protected abstract double[,] Measure(TrainingRun run, TaskProbe probe);

    private void Observe(TrainingRun run, Func<object> closure)
    {
        _hasSeenStep = true;
        if (run.Step % EverySteps != 0) return;
        using var probe = new TaskProbe(run, closure);
        // What is not finite the run itself deals with.
        if (probe.IsFinite) _means!.Add(Measure(run, probe));
    }

    private void AddMean(TrainingRun run)
    {
        if (!_means!.IsEmpty) run.History.AddRelatedness(new MeasuredRelatedness(new TaskMatrix(_name, run.Tasks, _means.Take(), _range), run.Epoch, run.Step));
        TaskMatrix[] measured = [.. run.History.Relatedness.Select(entry => entry.Matrix).Where(matrix => matrix.Name == _name)];
        if (measured.Length > 0) Mean = TaskMatrix.Mean(measured);
    }
}
