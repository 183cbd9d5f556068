using TorchSharp;
using static TorchSharp.torch;

namespace MtlDsl;

/// <summary>A copy of all weights and buffers of a model, on its device.</summary>
internal sealed class WeightsCopy : ICheckpointed, IDisposable
{
    private readonly (string Name, Tensor Live, Tensor Copy)[] _tensors;

    /// <summary>Copies them.</summary>
    public WeightsCopy(MultiTaskModel model)
    {
        using IDisposable untracked = no_grad();
        _tensors = [.. model.NamedTensors().Select(item => (item.Name, item.Tensor, item.Tensor.clone().DetachFromDisposeScope()))];
    }

    /// <summary>Copies them anew.</summary>
    public void Take() => Each((live, copy) => copy.copy_(live));

    /// <summary>Gives the model the weights and buffers back.</summary>
    public void Restore() => Each((live, copy) => live.copy_(copy));

    public void Save(CheckpointWriter writer)
    {
        foreach ((string name, _, Tensor copy) in _tensors) writer.Add(name, copy);
    }

    public Action Load(CheckpointReader reader)
    {
        Action[] copies = [.. _tensors.Select(item => reader.CopyTo(item.Name, item.Copy))];
        return () =>
        {
            foreach (Action copy in copies) copy();
        };
    }

    public void Dispose()
    {
        foreach ((_, _, Tensor copy) in _tensors) copy.Dispose();
    }

    private void Each(Func<Tensor, Tensor, Tensor> copy)
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable untracked = no_grad();
        foreach ((_, Tensor live, Tensor kept) in _tensors) copy(live, kept);
    }
}
