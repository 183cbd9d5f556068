using TorchSharp;
using static TorchSharp.torch;

namespace MtlDsl;

/// <summary>
/// A method on the gradients of losses that a strategy has weighed before: with <see cref="ScaleInvariant"/> on those of the losses' logarithms (LOG-MGDA, LOG-CAGrad, LOG-IMTL-G;
/// Liu et al., "FAMO", 2023), with <see cref="ImpartialLossWeighting"/> around <see cref="IMTLG"/> the whole of impartial multi-task learning, which LibMTL calls IMTL.
/// </summary>
/// <remarks>The gradients that it is given are those of the losses themselves, and the losses that the method sees too.</remarks>
public sealed class WeightedLosses : GramMethod
{
    private bool _hasBegun;

    /// <summary>A method on weighed losses.</summary>
    /// <param name="losses">The strategy that weighs the losses. It is told of steps, not of epochs.</param>
    /// <param name="method">The method that combines the gradients; it is disposed together with this one.</param>
    /// <exception cref="ArgumentException">The strategy goes by epochs or by the losses after a step, or the method's gradients are not those of one batch.</exception>
    public WeightedLosses(LossWeighting losses, GramMethod method)
    {
        ArgumentNullException.ThrowIfNull(losses);
        ArgumentNullException.ThrowIfNull(method);
        if (losses.NeedsLossesAfterStep || losses is DynamicWeightAverage or NormalizedSmoothTchebycheff or DynamicTaskPrioritization or ScheduledWeighting)
            throw new ArgumentException(
                $"{losses.GetType().Name} goes by what comes after a step, which a gradient method is not told: use a strategy that goes by the losses of a step.", nameof(losses));
        if (method.Batches > 1 || method is MoCo or DBMTL)
            throw new ArgumentException($"{method.GetType().Name} keeps gradients or takes those of {method.Batches} batches, and weights are of one step: use another method.", nameof(method));
        (Losses, Method) = (losses, method);
    }

    /// <summary>The strategy that weighs the losses.</summary>
    public LossWeighting Losses { get; }

    /// <summary>The method that combines the gradients.</summary>
    public GramMethod Method { get; }

    /// <inheritdoc/>
    public override bool AllowsRepresentation => Method.AllowsRepresentation;

    /// <inheritdoc/>
    public override bool NeedsLosses => true;

    /// <inheritdoc/>
    public override bool NeedsScores => Method.NeedsScores;

    /// <inheritdoc/>
    protected internal override double[] Weigh(GradientGram gram)
    {
        ArgumentNullException.ThrowIfNull(gram);
        var factors = Factors(gram.Rows);
        var weights = Method.Weigh(gram.Scaled(factors));
        for (var i = 0; i < weights.Length; i++) weights[i] *= factors[i];
        return weights;
    }

    /// <inheritdoc/>
    protected override void OnBegin()
    {
        Losses.Begin(Tasks, Seed);
        Method.Begin(Tasks, Seed);
        _hasBegun = true;
    }

    /// <inheritdoc/>
    public override void Save(CheckpointWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Add("tasks", _hasBegun ? Losses.Tasks.Count : 0.0);
        if (_hasBegun) Losses.Save(writer.Part("losses"));
        Method.Save(writer.Part("method"));
    }

    /// <inheritdoc/>
    public override Action Load(CheckpointReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        var tasks = (int)reader.Number("tasks");
        var load = Method.Load(reader.Part("method"));
        if (tasks == 0) return load + (() => _hasBegun = false);
        if (Losses.Tasks.Count != tasks) BeginLosses(tasks, 0);
        return load + Losses.Load(reader.Part("losses")) + (() => _hasBegun = true);
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        Method.Dispose();
        base.Dispose();
    }

    private double[] Factors(GradientRows rows)
    {
        if (!_hasBegun || Losses.Tasks.Count != rows.TaskCount) BeginLosses(rows.TaskCount, rows.Seed);
        var (all, takesPart) = (new double[rows.TaskCount], new bool[rows.TaskCount]);
        for (var i = 0; i < rows.Tasks.Count; i++) (all[rows.Tasks[i]], takesPart[rows.Tasks[i]]) = (rows.Losses[i], true);
        using (var scope = NewDisposeScope()) Losses.Combine(tensor(all), takesPart);
        Losses.StepTaken();
        return [.. rows.Tasks.Select(task => Losses.Weights[task])];
    }

    // Outside of a run the tasks have no names.
    private void BeginLosses(int tasks, long seed)
    {
        Losses.Begin([.. Enumerable.Range(0, tasks).Select(task => $"{task}")], seed);
        _hasBegun = true;
    }
}
