using TorchSharp;
using static TorchSharp.torch;

namespace MtlDsl;

/// <summary>Buffers that are learnt from data once, before training, and whether they are: buffer <c>learned</c> (), 0 or 1.</summary>
internal static class LearnedBuffer
{
    public static void Register(nn.Module module) =>
        module.register_buffer("learned", zeros(Array.Empty<long>(), ScalarType.Int64).DetachFromDisposeScope());

    public static bool IsSet(nn.Module module)
    {
        using DisposeScope scope = NewDisposeScope();
        return module.get_buffer("learned")!.cpu().item<long>() != 0;
    }

    public static void Set(nn.Module module)
    {
        using DisposeScope scope = NewDisposeScope();
        module.get_buffer("learned")!.fill_(1);
    }

    /// <summary>Writes numbers, in row-major order, into a buffer.</summary>
    public static void Copy(nn.Module module, string name, float[] values)
    {
        Tensor buffer = module.get_buffer(name)!;
        if (values.Length != buffer.numel())
            throw new ArgumentException($"The {name} of {module.GetName()} has {buffer.numel()} numbers, and {values.Length} were given.");
        using DisposeScope scope = NewDisposeScope();
        buffer.copy_(tensor(values).reshape(buffer.shape));
    }
}
