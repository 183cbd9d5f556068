using TorchSharp;
using static TorchSharp.torch;

namespace MtlDsl;

/// <summary>Running means or sums of the tasks' gradients, 0 at first: float32 (tasks, parameters).</summary>
internal sealed class TrackedGradients : IDisposable
{
    private Tensor? _means;

    /// <summary>mean = keep · mean + (1 - keep) · gradient, for the tasks that take part.</summary>
    /// <returns>Their means: (rows, parameters).</returns>
    public Tensor Update(GradientRows rows, Tensor gradients, double keep) => Update(rows, gradients, keep, 1 - keep);

    /// <summary>mean = keep · mean + add · gradient, for the tasks that take part.</summary>
    /// <returns>Their means: (rows, parameters).</returns>
    public Tensor Update(GradientRows rows, Tensor gradients, double keep, double add)
    {
        // A step that is refused is not remembered.
        rows.RequireFinite();
        var shape = new[] { rows.TaskCount, gradients.shape[1] };
        _means ??= zeros(shape, device: gradients.device).DetachFromDisposeScope();
        if (!_means.shape.SequenceEqual(shape))
            throw new InvalidOperationException(
                $"The method remembers gradients ({string.Join(", ", _means.shape)}), and this step has ({string.Join(", ", shape)}): use a method for one model.");
        if (_means.device.ToString() != gradients.device.ToString())
        {
            var moved = _means.to(gradients.device).DetachFromDisposeScope();
            _means.Dispose();
            _means = moved;
        }

        if (rows.Tasks.Count == rows.TaskCount) return _means.mul_(keep).add_(gradients, alpha: add);
        var index = rows.TaskIndex(gradients.device);
        var part = _means.index_select(0, index).mul_(keep).add_(gradients, alpha: add);
        _means.index_copy_(0, index, part);
        return part;
    }

    /// <summary>Forgets them.</summary>
    public void Clear()
    {
        _means?.Dispose();
        _means = null;
    }

    public void Save(CheckpointWriter writer)
    {
        writer.Add("has means", _means is null ? 0.0 : 1.0);
        if (_means is not null) writer.Add("means", _means);
    }

    public Action Load(CheckpointReader reader)
    {
        var means = reader.Number("has means") == 0 ? null : reader.Tensor("means");
        return () =>
        {
            _means?.Dispose();
            _means = means?.clone().DetachFromDisposeScope();
        };
    }

    public void Dispose() => _means?.Dispose();
}
