using static TorchSharp.torch;

namespace MtlDsl;

/// <summary>A step's gradients, checked, with the rows of the tasks that take part and no others.</summary>
public sealed class GradientRows
{
    private GradientRows(TaskGradients step, int[] tasks, int taskCount, Tensor[] batches)
    {
        Tasks = tasks;
        TaskCount = taskCount;
        Batches = batches;
        Losses = Pick(step.Losses, tasks);
        Scores = Pick(step.Scores, tasks);
        Representation = step.Representation;
        Step = step.Step;
        Seed = step.Seed;
    }

    /// <summary>The gradients of each batch: float32 (rows, parameters).</summary>
    public IReadOnlyList<Tensor> Batches { get; }

    /// <summary>Which task each row is of.</summary>
    public IReadOnlyList<int> Tasks { get; }

    /// <summary>The number of all tasks.</summary>
    public int TaskCount { get; }

    /// <summary>The loss of each row's task; empty where the method needs none.</summary>
    public IReadOnlyList<double> Losses { get; }

    /// <summary>How far each row's task is behind its baseline; empty where the method does not ask.</summary>
    public IReadOnlyList<double> Scores { get; }

    /// <summary>See <see cref="TaskGradients.Representation"/>.</summary>
    public Tensor? Representation { get; }

    /// <summary>How many steps were made before this one.</summary>
    public long Step { get; }

    /// <summary>The seed of the run.</summary>
    public long Seed { get; }

    /// <summary>The numbers of the rows' tasks on a device: int64 (rows).</summary>
    internal Tensor TaskIndex(Device device) => tensor(Tasks.Select(task => (long)task).ToArray(), device: device);

    /// <summary>Checks what no product of all batches shows.</summary>
    /// <exception cref="NonFiniteGradientException">A gradient has elements that are not finite.</exception>
    internal void RequireFinite()
    {
        foreach (var batch in Batches)
        {
            using var isFinite = batch.isfinite().all(1);
            using var onMain = isFinite.cpu();
            var row = onMain.data<bool>().ToArray().AsSpan().IndexOf(false);
            if (row >= 0) throw NotFinite(Tasks[row]);
        }
    }

    internal static NonFiniteGradientException NotFinite(int task) =>
        new($"The gradient of task {task} has elements that are not finite: lower the learning rate, clip gradients, or look for a loss that is not finite.");

    internal static GradientRows Of(TaskGradients step, GradientMethod method)
    {
        ArgumentNullException.ThrowIfNull(step);
        Tensor[] batches = [step.Gradients, .. step.FurtherBatches];
        if (batches.Length != method.Batches)
            throw new ArgumentException(
                $"{method.GetType().Name} works on the gradients of {method.Batches} batches a step, and was given those of {batches.Length}: pass {method.Batches - 1} as FurtherBatches.",
                nameof(step));
        foreach (var batch in batches) Check(batch, step.Gradients);
        var taskCount = (int)step.Gradients.shape[0];
        var tasks = CheckTasks(step.Tasks, taskCount);
        if (method.NeedsLosses) CheckNumbers(step.Losses, taskCount, tasks, method, nameof(TaskGradients.Losses));
        if (method.NeedsScores) CheckNumbers(step.Scores, taskCount, tasks, method, nameof(TaskGradients.Scores));
        if (tasks.Length == taskCount || tasks.Length == 0) return new GradientRows(step, tasks, taskCount, batches);
        using var index = tensor(Array.ConvertAll(tasks, task => (long)task), device: step.Gradients.device);
        return new GradientRows(step, tasks, taskCount, Array.ConvertAll(batches, batch => batch.index_select(0, index)));
    }

    private static void Check(Tensor batch, Tensor first)
    {
        if (batch.dtype != ScalarType.Float32 || batch.dim() != 2 || !batch.shape.SequenceEqual(first.shape))
            throw new ArgumentException(
                $"Gradients are {batch.dtype} ({string.Join(", ", batch.shape)}), and have to be Float32 (tasks, parameters), the same for each batch.", "step");
    }

    private static int[] CheckTasks(IReadOnlyList<int>? tasks, int taskCount)
    {
        if (tasks is null) return [.. Enumerable.Range(0, taskCount)];
        for (var i = 0; i < tasks.Count; i++)
        {
            if (tasks[i] < 0 || tasks[i] >= taskCount || (i > 0 && tasks[i] <= tasks[i - 1]))
                throw new ArgumentException(
                    $"Tasks are {string.Join(", ", tasks)}, and have to be different numbers from 0 to {taskCount - 1}, ascending: the rows of Gradients that take part.", "step");
        }

        return [.. tasks];
    }

    private static void CheckNumbers(IReadOnlyList<double>? numbers, int taskCount, int[] tasks, GradientMethod method, string name)
    {
        if (numbers is null || numbers.Count != taskCount)
            throw new ArgumentException(
                $"{method.GetType().Name} needs {name} for {taskCount} tasks, and was given {(numbers is null ? "none" : $"{numbers.Count}")}.", "step");
        foreach (var task in tasks)
            if (!double.IsFinite(numbers[task]))
                throw new ArgumentException(FormattableString.Invariant($"{name} of task {task} is {numbers[task]}, and has to be finite."), "step");
    }

    private static double[] Pick(IReadOnlyList<double>? numbers, int[] tasks) =>
        numbers is null ? [] : Array.ConvertAll(tasks, task => numbers[task]);
}
