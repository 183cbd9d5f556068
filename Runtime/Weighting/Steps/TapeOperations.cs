using static TorchSharp.torch;

namespace MtlDsl;

/// <summary>A tensor that tasks share, with the gradients of the tasks' losses with respect to it.</summary>
internal sealed class TapeValue(Tensor tensor, bool isTracked)
{
    public Tensor Tensor => tensor;

    /// <summary>Whether autograd knows where it came from.</summary>
    public bool IsTracked => isTracked;

    /// <summary>
    /// (batch, tasks, ...); null as long as there are none. The batch stands first since then a product over it sees the tasks as further columns,
    /// without a copy.
    /// </summary>
    public Tensor? Gradients { get; set; }

    /// <summary>The gradients, 0 at first.</summary>
    public Tensor GradientsOf(int tasks) => Gradients ??= zeros([tensor.shape[0], tasks, .. tensor.shape[1..]], device: tensor.device);

    public void Add(Tensor gradients)
    {
        if (Gradients is null) Gradients = gradients;
        else Gradients.add_(gradients);
    }
}

/// <summary>An operation on what tasks share, and how the gradients of all tasks go back through it.</summary>
internal abstract class TapeOperation(TapeValue output)
{
    public void Backward(GradientMatrix rows)
    {
        if (output.Gradients is { } gradients) Backward(gradients, rows);
    }

    /// <param name="gradients">Of its result: (batch, rows, ...). Its own from here on.</param>
    /// <param name="rows">Of the parameters.</param>
    protected abstract void Backward(Tensor gradients, GradientMatrix rows);
}

internal sealed class TapeLinear(TapeValue? input, Tensor x, Tensor weight, Tensor? bias, TapeValue output) : TapeOperation(output)
{
    protected override void Backward(Tensor gradients, GradientMatrix rows)
    {
        long batch = gradients.shape[0], tasks = gradients.shape[1], width = gradients.shape[2];
        if (weight.requires_grad) rows.Add(weight.storage_offset(), gradients.view(batch, tasks * width).t().mm(x).view(tasks, -1));
        if (bias is { requires_grad: true }) rows.Add(bias.storage_offset(), gradients.sum(dim: 0));
        input?.Add(gradients.view(batch * tasks, width).mm(weight).view(batch, tasks, -1));
    }
}

internal sealed class TapeElementwise(TapeValue input, Tensor from, Tensor to, TapeValue output) : TapeOperation(output)
{
    protected override void Backward(Tensor gradients, GradientMatrix rows)
    {
        Tensor derivative = autograd.grad([to], [from], [ones_like(to)])[0];
        input.Add(gradients.mul_(derivative.unsqueeze(1)));
    }
}

internal sealed class TapeConcat(TapeValue?[] inputs, long[] widths, TapeValue output) : TapeOperation(output)
{
    protected override void Backward(Tensor gradients, GradientMatrix rows)
    {
        Tensor[] parts = gradients.split(widths, dim: -1);
        for (int i = 0; i < inputs.Length; i++) inputs[i]?.Add(parts[i].contiguous());
    }
}

internal sealed class TapeAdd(TapeValue?[] inputs, TapeValue output) : TapeOperation(output)
{
    protected override void Backward(Tensor gradients, GradientMatrix rows)
    {
        foreach (TapeValue? input in inputs) input?.Add(gradients.clone());
    }
}

/// <summary>The first layers of several tasks: each task has its gradient of what all read.</summary>
internal sealed class TapeHeads(TapeValue input, Tensor x, Tensor weight, Tensor? bias, Tensor all, long[] widths, int[] ofTask)
{
    public bool IsOf(int task) => Array.IndexOf(ofTask, task) >= 0;

    /// <summary>Adds the gradients of the weights to those in the arena, and gives each task's of what is read.</summary>
    public void Backward(ParameterArena arena, int tasks)
    {
        if (all.grad is not { } gradients) return;
        arena.Gradients.narrow(0, weight.storage_offset(), weight.numel()).view(weight.shape).addmm_(gradients.t(), x);
        if (bias is not null) arena.Gradients.narrow(0, bias.storage_offset(), bias.numel()).add_(gradients.sum(dim: 0));
        Tensor ofInput = input.GradientsOf(tasks);
        long start = 0;
        for (int i = 0; i < widths.Length; start += widths[i++])
            ofInput.select(1, ofTask[i]).addmm_(gradients.narrow(1, start, widths[i]), weight.narrow(0, start, widths[i]));
    }
}
