using TorchSharp;
using static TorchSharp.torch;

namespace MtlDsl;

/// <summary>
/// The forward pass of a batch, recorded so that one backward pass gives every task's gradient of what the tasks share. Each task reads a copy of
/// what they share (<see cref="Read"/>): the losses are derived down to these copies at once, since no two tasks read the same one. From there on
/// the gradients of all tasks go back together, as one tensor with a row for each.
/// </summary>
/// <remarks>
/// Operations that are recorded (<see cref="Linear"/>, <see cref="Elementwise"/>, <see cref="Concat"/>, <see cref="Add"/>) go back in a few products over
/// all tasks. What autograd recorded goes back task by task, through what is shared alone. Generated code uses it where a model has a method
/// on gradients.
/// </remarks>
public sealed class TaskTape
{
    private readonly ParameterArena _arena;
    private readonly int _tasks;
    private readonly List<TapeOperation> _operations = [];
    private readonly List<TapeHeads> _heads = [];
    private readonly List<(TapeValue Value, int Task, Tensor Copy)> _copies = [];
    private readonly Dictionary<Tensor, TapeValue> _values = new(ReferenceEqualityComparer.Instance);

    internal TaskTape(ParameterArena arena, int tasks) => (_arena, _tasks) = (arena, tasks);

    /// <summary>Whether a task reads something that is shared: only then does the tape know all gradients.</summary>
    internal bool IsRead => _copies.Count + _heads.Count > 0;

    /// <summary>Whether a task reads something that is shared.</summary>
    internal bool IsReadBy(int task) => _copies.Exists(copy => copy.Task == task) || _heads.Exists(heads => heads.IsOf(task));

    /// <summary>x · weightᵀ + bias of what is shared.</summary>
    /// <param name="x">float32 (batch, inputs).</param>
    /// <param name="weight">A parameter of the arena: (outputs, inputs).</param>
    /// <param name="bias">A parameter of the arena: (outputs); null for none.</param>
    /// <returns>float32 (batch, outputs), without a gradient of autograd's.</returns>
    public Tensor Linear(Tensor x, Tensor weight, Tensor? bias)
    {
        using IDisposable untracked = no_grad();
        return Record(output => new TapeLinear(Value(x), x, weight, bias, output), nn.functional.linear(x, weight, bias));
    }

    /// <summary>A function of each element of what is shared: an activation, or dropout.</summary>
    /// <param name="x">Any shape, the batch first.</param>
    /// <param name="function">What to compute: of x's shape, each element from the one at its place.</param>
    public Tensor Elementwise(Tensor x, Func<Tensor, Tensor> function)
    {
        ArgumentNullException.ThrowIfNull(function);
        if (Value(x) is not { } input) return function(x);
        Tensor from = x.detach().requires_grad_();
        Tensor to = function(from);
        return Record(output => new TapeElementwise(input, from, to, output), to.detach());
    }

    /// <summary>What is shared, side by side.</summary>
    /// <param name="tensors">(batch, width) each.</param>
    public Tensor Concat(params Tensor[] tensors)
    {
        ArgumentNullException.ThrowIfNull(tensors);
        using IDisposable untracked = no_grad();
        long[] widths = Array.ConvertAll(tensors, tensor => tensor.shape[^1]);
        return Record(output => new TapeConcat(Array.ConvertAll(tensors, Value), widths, output), cat(tensors, dim: -1));
    }

    /// <summary>The sum of what is shared.</summary>
    /// <param name="tensors">Of one shape.</param>
    public Tensor Add(params Tensor[] tensors)
    {
        ArgumentNullException.ThrowIfNull(tensors);
        using IDisposable untracked = no_grad();
        return Record(output => new TapeAdd(Array.ConvertAll(tensors, Value), output), tensors.Aggregate((sum, tensor) => sum + tensor));
    }

    /// <summary>A task's own copy of what is shared: whatever it does with it is in its row alone.</summary>
    /// <param name="shared">Any shape, the batch first.</param>
    /// <param name="task">The number of the task, in the order of the model.</param>
    public Tensor Read(Tensor shared, int task)
    {
        ArgumentNullException.ThrowIfNull(shared);
        if (Value(shared) is not { } value) return shared;
        Tensor copy = shared.detach().requires_grad_();
        _copies.Add((value, task, copy));
        return copy;
    }

    /// <summary>The first Linear layers of several tasks, which read the same: one product over their weights, which lie side by side.</summary>
    /// <param name="shared">float32 (batch, inputs).</param>
    /// <param name="weight">Parameters of the arena: (outputs of all, inputs).</param>
    /// <param name="bias">(outputs of all); null for none.</param>
    /// <param name="widths">The outputs of each.</param>
    /// <param name="tasks">The number of the task that each belongs to.</param>
    /// <returns>(batch, outputs) of each.</returns>
    public Tensor[] Heads(Tensor shared, Tensor weight, Tensor? bias, long[] widths, int[] tasks)
    {
        ArgumentNullException.ThrowIfNull(shared);
        if (Value(shared) is not { } value) return nn.functional.linear(shared, weight, bias).split(widths, dim: -1);
        Tensor all;
        using (no_grad()) all = nn.functional.linear(shared, weight, bias);
        all.requires_grad_();
        _heads.Add(new TapeHeads(value, shared, weight, bias, all, widths, tasks));
        return all.split(widths, dim: -1);
    }

    /// <summary>Derives the losses: the tasks' own parameters have their gradients in the arena afterwards, the shared ones in the rows.</summary>
    /// <param name="losses">The tasks'.</param>
    /// <param name="rows">A row for each task, or one for what <paramref name="combine"/> makes of them.</param>
    /// <param name="combine">
    /// Makes one gradient, (batch · features), of those of what the tasks read, (tasks, batch · features), before it goes on; and is told what they read,
    /// (batch, features). Null: all go on.
    /// </param>
    internal void Backward(IReadOnlyList<Tensor> losses, GradientMatrix rows, Func<Tensor, Func<Tensor>, Tensor>? combine = null)
    {
        autograd.backward([.. losses.Where(loss => loss.requires_grad)]);
        using DisposeScope scope = NewDisposeScope();
        using IDisposable untracked = no_grad();
        foreach (TapeHeads heads in _heads) heads.Backward(_arena, _tasks);
        foreach ((TapeValue value, int task, Tensor copy) in _copies)
            if (copy.grad is { } gradient) value.GradientsOf(_tasks).select(1, task).add_(gradient);
        if (combine is not null) Combine(combine);
        for (int i = _operations.Count - 1; i >= 0; i--) _operations[i].Backward(rows);
        TapeValue[] tracked = [.. _values.Values.Where(value => value is { IsTracked: true, Gradients: not null })];
        for (int row = 0; row < (tracked.Length == 0 ? 0 : rows.Count); row++)
        {
            autograd.backward(
                [.. tracked.Select(value => value.Tensor)], [.. tracked.Select(value => value.Gradients!.select(1, row))], retain_graph: row < rows.Count - 1);
            rows.TakeFromArena(row);
        }
    }

    private void Combine(Func<Tensor, Func<Tensor>, Tensor> combine)
    {
        TapeValue[] read = [.. _values.Values.Where(value => value.Gradients is not null)];
        long batch = read[0].Tensor.shape[0];
        Tensor gradients = cat([.. read.Select(value => value.Gradients!.view(batch, _tasks, -1))], dim: 2);
        Tensor combined = combine(
            gradients.transpose(0, 1).reshape(_tasks, -1), () => cat([.. read.Select(value => value.Tensor.reshape(batch, -1))], dim: 1)).view(batch, -1);
        Tensor[] parts = combined.split(Array.ConvertAll(read, value => value.Tensor.numel() / batch), dim: 1);
        for (int i = 0; i < read.Length; i++) read[i].Gradients = parts[i].reshape(read[i].Tensor.shape).unsqueeze(1);
    }

    // What no parameter has to do with is no value: there is nothing to go back to.
    private TapeValue? Value(Tensor tensor)
    {
        if (_values.TryGetValue(tensor, out TapeValue? known)) return known;
        return tensor.requires_grad ? _values[tensor] = new TapeValue(tensor, isTracked: true) : null;
    }

    private Tensor Record(Func<TapeValue, TapeOperation> operation, Tensor result)
    {
        var value = new TapeValue(result, isTracked: false);
        _values.Add(result, value);
        _operations.Add(operation(value));
        return result;
    }
}
