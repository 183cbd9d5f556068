using static TorchSharp.torch;

namespace MtlDsl;

/// <summary>A tensor that tasks share, with the gradients of the tasks' losses with respect to it.</summary>
internal sealed class TapeValue(Tensor tensor, bool isTracked)
{
    private Tensor? _gradients;

    public Tensor Tensor => tensor;

    /// <summary>Whether autograd knows where it came from.</summary>
    public bool IsTracked => isTracked;

    public bool HasGradients => _gradients is not null;

    /// <summary>
    /// (batch, tasks, ...), 0 at first. The batch stands first since then a product over it sees the tasks as further columns, without a copy.
    /// </summary>
    public Tensor Gradients(int tasks) => _gradients ??= zeros([tensor.shape[0], tasks, .. tensor.shape[1..]], device: tensor.device);

    public void Add(Tensor gradients)
    {
        if (_gradients is null) _gradients = gradients;
        else _gradients.add_(gradients);
    }
}

/// <summary>An operation on what tasks share, and how the gradients of all tasks go back through it.</summary>
internal abstract class TapeOperation
{
    public abstract void Backward(GradientMatrix rows, ParameterArena arena, int tasks);
}

internal sealed class TapeLinear(TapeValue? input, Tensor x, Tensor weight, Tensor? bias, TapeValue output) : TapeOperation
{
    public override void Backward(GradientMatrix rows, ParameterArena arena, int tasks)
    {
        if (!output.HasGradients) return;
        Tensor gradients = output.Gradients(tasks);
        long batch = gradients.shape[0], width = gradients.shape[2];
        if (weight.requires_grad) rows.Add(weight.storage_offset(), gradients.view(batch, tasks * width).t().mm(x).view(tasks, -1));
        if (bias is { requires_grad: true }) rows.Add(bias.storage_offset(), gradients.sum(dim: 0));
        input?.Add(gradients.view(batch * tasks, width).mm(weight).view(batch, tasks, -1));
    }
}

internal sealed class TapeElementwise(TapeValue input, Tensor from, Tensor to, TapeValue output) : TapeOperation
{
    public override void Backward(GradientMatrix rows, ParameterArena arena, int tasks)
    {
        if (!output.HasGradients) return;
        Tensor derivative = autograd.grad([to], [from], [ones_like(to)])[0];
        input.Add(output.Gradients(tasks).mul_(derivative.unsqueeze(1)));
    }
}

internal sealed class TapeConcat(TapeValue?[] inputs, long[] widths, TapeValue output) : TapeOperation
{
    public override void Backward(GradientMatrix rows, ParameterArena arena, int tasks)
    {
        if (!output.HasGradients) return;
        Tensor[] parts = output.Gradients(tasks).split(widths, dim: -1);
        for (int i = 0; i < inputs.Length; i++) inputs[i]?.Add(parts[i].contiguous());
    }
}

internal sealed class TapeAdd(TapeValue?[] inputs, TapeValue output) : TapeOperation
{
    public override void Backward(GradientMatrix rows, ParameterArena arena, int tasks)
    {
        if (!output.HasGradients) return;
        foreach (TapeValue? input in inputs) input?.Add(output.Gradients(tasks).clone());
    }
}

internal sealed class TapeHeads(TapeValue input, Tensor x, Tensor weight, Tensor? bias, Tensor all, long[] widths, int[] ofTask) : TapeOperation
{
    public override void Backward(GradientMatrix rows, ParameterArena arena, int tasks)
    {
        if (all.grad is not { } gradients) return;
        arena.Gradients.narrow(0, weight.storage_offset(), weight.numel()).view(weight.shape).addmm_(gradients.t(), x);
        if (bias is not null) arena.Gradients.narrow(0, bias.storage_offset(), bias.numel()).add_(gradients.sum(dim: 0));
        Tensor ofInput = input.Gradients(tasks);
        long start = 0;
        for (int i = 0; i < widths.Length; start += widths[i++])
            ofInput.select(1, ofTask[i]).addmm_(gradients.narrow(1, start, widths[i]), weight.narrow(0, start, widths[i]));
    }
}
