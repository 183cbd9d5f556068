namespace MtlDsl;

/// <summary>
/// How several tasks are learnt at once: a strategy on their losses (<see cref="LossWeighting"/>), a method on their gradients
/// (<see cref="GradientMethod"/>), or one that learns weights on held-out batches (<see cref="BilevelMethod"/>). <see cref="WeightingAttribute{T}"/> gives a model one, <see cref="FitOptions.Weighting"/> a run.
/// </summary>
/// <remarks>An instance serves one run at a time; what it learns in a run is part of a checkpoint.</remarks>
public abstract class Weighting : ICheckpointed
{
    private protected Weighting()
    {
    }

    /// <summary>The names of the run's tasks, in the order of the model; empty before <see cref="Begin"/>.</summary>
    public IReadOnlyList<string> Tasks { get; private set; } = [];

    /// <summary>
    /// What the last step multiplied each task's gradient by. It changes with each step: copy it to keep it. Null before the first step where it is
    /// not known by then, and for a method that has no such numbers.
    /// </summary>
    public abstract IReadOnlyList<double>? Weights { get; }

    /// <summary>Its type, as it is written: <c>CRMOGM&lt;MGDA&gt;</c>.</summary>
    internal string TypeName => Name(GetType());

    /// <summary>The seed of the run, for what is drawn by chance.</summary>
    protected internal long Seed { get; private set; }

    /// <summary>Begins a run: whatever was learnt in another is forgotten.</summary>
    /// <param name="tasks">The names of the tasks, in the order of the model. At least one.</param>
    /// <param name="seed">The seed of what is drawn by chance.</param>
    /// <exception cref="ArgumentException">There is no task, or the options are for another number of tasks.</exception>
    public void Begin(IReadOnlyList<string> tasks, long seed = 0)
    {
        ArgumentNullException.ThrowIfNull(tasks);
        if (tasks.Count == 0) throw new ArgumentException($"{TypeName} weighs tasks, and none was given.", nameof(tasks));
        (Tasks, Seed) = ([.. tasks], seed);
        Reset();
        OnBegin();
    }

    /// <summary>After a validation.</summary>
    /// <param name="scores">How well each task does, from 0 to 1 (accuracy, AUC, R²); NaN where it is not known.</param>
    /// <exception cref="ArgumentException">They are not as many as the tasks.</exception>
    public void Validated(ReadOnlySpan<double> scores)
    {
        RequireOnePerTask(scores.Length, nameof(scores));
        OnValidated(scores);
    }

    /// <inheritdoc/>
    public abstract void Save(CheckpointWriter writer);

    /// <inheritdoc/>
    public abstract Action Load(CheckpointReader reader);

    /// <summary>At the begin of a run: forgets what was learnt in another, and checks options against <see cref="Tasks"/>.</summary>
    protected virtual void OnBegin()
    {
    }

    /// <summary>After a validation.</summary>
    /// <param name="scores">How well each task does, from 0 to 1; NaN where it is not known.</param>
    protected virtual void OnValidated(ReadOnlySpan<double> scores)
    {
    }

    /// <summary>What the kind of strategy itself forgets before <see cref="OnBegin"/>.</summary>
    private protected abstract void Reset();

    /// <summary>What it does in the steps of an optimizer.</summary>
    internal abstract JointStep CreateStep(ArenaOptimizer optimizer);

    private protected void RequireOnePerTask(int count, string name)
    {
        if (count != Tasks.Count)
            throw new ArgumentException($"{count} values were given, and {TypeName} weighs {Tasks.Count} tasks: {string.Join(", ", Tasks)}.", name);
    }

    private static string Name(Type type) =>
        type.IsGenericType ? $"{type.Name[..type.Name.IndexOf('`')]}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>" : type.Name;
}
