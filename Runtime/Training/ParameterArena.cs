using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MtlDsl;

/// <summary>A part of an arena: <c>arena.Gradients.narrow(0, range.Offset, range.Length)</c>.</summary>
/// <param name="Offset">The first element.</param>
/// <param name="Length">The number of elements.</param>
public readonly record struct ArenaRange(long Offset, long Length);

/// <summary>
/// All trainable parameters of a model in one flat float32 tensor, and all their gradients in another, so that an optimizer step, a norm or
/// a projection of gradients is a few operations whatever the number of layers.
/// </summary>
/// <remarks>
/// The parameters stay the objects that they were, with the values that they had; their storage becomes a view of <see cref="Values"/> and
/// their <c>grad</c> a view of <see cref="Gradients"/>, to which the backward pass adds. They lie in the given order without gaps: first
/// those that are shared, then those that single tasks own. A parameter that does not require a gradient is left where it is.
/// </remarks>
public sealed class ParameterArena : IDisposable
{
    private readonly ArenaMemory _values;
    private readonly ArenaMemory _gradients;
    private readonly List<Leaf> _leaves = [];
    private readonly HashSet<long> _grouped = [];
    private int _nextToVerify;

    /// <summary>Moves the parameters into an arena.</summary>
    /// <param name="device">Where the parameters are.</param>
    /// <param name="shared">The parameters that more than one task reaches.</param>
    /// <param name="own">The parameters that a single task reaches, or none.</param>
    /// <exception cref="ArgumentException">A parameter is not float32, is on another device or is given twice, or there is none.</exception>
    public ParameterArena(Device device, IReadOnlyList<Parameter> shared, IReadOnlyList<Parameter> own)
    {
        Parameters = [.. Trainable(shared), .. Trainable(own)];
        Validate(Parameters, device);

        Length = Parameters.Sum(parameter => parameter.numel());
        _values = new ArenaMemory(Length, device);
        _gradients = new ArenaMemory(Length, device);
        long offset = 0;
        foreach (Parameter parameter in Parameters) offset += Adopt(parameter, offset);

        long sharedLength = Trainable(shared).Sum(parameter => parameter.numel());
        Shared = new ArenaRange(0, sharedLength);
        Own = new ArenaRange(sharedLength, Length - sharedLength);
    }

    /// <summary>Every parameter's values: (length), float32.</summary>
    public Tensor Values => _values.Tensor;

    /// <summary>Every parameter's gradient: (length), float32. The backward pass adds to it; <see cref="ZeroGradients"/> empties it.</summary>
    public Tensor Gradients => _gradients.Tensor;

    /// <summary>The number of elements.</summary>
    public long Length { get; }

    /// <summary>The parameters in the order in which they lie.</summary>
    public IReadOnlyList<Parameter> Parameters { get; }

    /// <summary>Where the parameters lie that more than one task reaches.</summary>
    public ArenaRange Shared { get; }

    /// <summary>Where the parameters lie that a single task reaches.</summary>
    public ArenaRange Own { get; }

    internal ArenaMemory ValueMemory => _values;

    internal ArenaMemory GradientMemory => _gradients;

    /// <summary>Parts with learning rates and penalties of their own; null where there are none, which then costs nothing.</summary>
    internal ArenaGroups? Groups { get; private set; }

    /// <summary>Sets every gradient to 0.</summary>
    public void ZeroGradients() => _gradients.Clear();

    /// <summary>
    /// One leaf tensor over neighbours that agree in all but the first dimension, concatenated along it: same values, same gradients, one
    /// matrix product for many.
    /// </summary>
    /// <param name="parameters">Parameters of this arena, in the order in which they lie.</param>
    /// <exception cref="ArgumentException">The parameters are not neighbours, or their trailing dimensions differ.</exception>
    public Parameter Fuse(params Parameter[] parameters)
    {
        (long offset, _) = Neighbours(parameters);
        long[] row = parameters[0].shape[1..];
        foreach (Parameter parameter in parameters)
        {
            if (parameter.dim() == 0 || !parameter.shape[1..].SequenceEqual(row))
                throw new ArgumentException(
                    $"Parameters of shapes {Shape(parameters[0])} and {Shape(parameter)} cannot be fused: " +
                    "all dimensions but the first have to agree.", nameof(parameters));
        }
        return NewLeaf(offset, [parameters.Sum(parameter => parameter.shape[0]), .. row]);
    }

    /// <summary>One leaf tensor of one dimension over neighbours of any shape: same values, same gradients.</summary>
    /// <param name="parameters">Parameters of this arena, in the order in which they lie.</param>
    /// <exception cref="ArgumentException">The parameters are not neighbours.</exception>
    public Parameter Flatten(params Parameter[] parameters)
    {
        (long offset, long length) = Neighbours(parameters);
        return NewLeaf(offset, [length]);
    }

    /// <summary>
    /// Gives parameters a learning rate and a penalty of their own, with whatever optimizer. Those that require no gradient are left out.
    /// </summary>
    /// <param name="group">What they have of their own.</param>
    /// <param name="parameters">Parameters of this arena, none of which is in a group yet.</param>
    /// <exception cref="ArgumentException">A parameter is not in this arena, or already in a group.</exception>
    public void Group(ParameterGroup group, IReadOnlyList<Parameter> parameters)
    {
        Groups ??= new ArenaGroups(_values, _gradients);
        foreach ((Leaf leaf, Parameter parameter) in Trainable(parameters).Select(parameter => (Find(parameter), parameter)).OrderBy(item => item.Item1.Offset))
        {
            if (!_grouped.Add(leaf.Offset))
                throw new ArgumentException($"A parameter of shape {Shape(parameter)} is in a group already: give it to one.", nameof(parameters));
            Groups.Add(group, new ArenaRange(leaf.Offset, parameter.numel()), isPenalised: group.IncludeBiases || parameter.dim() > 1);
        }
    }

    /// <summary>
    /// Makes every parameter's <c>grad</c> a view of <see cref="Gradients"/> again, after code that replaced it (a submodule's
    /// <c>zero_grad()</c>, a <c>torch.optim</c> optimizer's).
    /// </summary>
    public void Rebind()
    {
        foreach (Leaf leaf in _leaves) leaf.Tensor.grad = leaf.Gradient;
    }

    /// <summary>
    /// Throws where a parameter's <c>grad</c> is no longer in the arena, so that no training silently learns nothing. A call looks at one
    /// parameter and the next call at the next one, which costs a step nothing to speak of.
    /// </summary>
    internal void VerifyNext()
    {
        int index = _nextToVerify;
        _nextToVerify = (index + 1) % _leaves.Count;
        if (IsBound(_leaves[index])) return;
        throw new InvalidOperationException(
            $"The gradient of parameter {index + 1} of {_leaves.Count}, of shape {Shape(_leaves[index].Tensor)}, is no longer in " +
            "the arena: something set its grad to null or to another tensor, such as zero_grad() of a submodule or of a torch.optim " +
            "optimizer, and what the backward pass computed for it was not used. Call zero_grad() of the model, which keeps gradients in " +
            "place, or ParameterArena.Rebind() after such code.");
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (Leaf leaf in _leaves)
        {
            leaf.Gradient.Dispose();
            if (leaf.IsOwned) leaf.Tensor.Dispose();
        }
        Groups?.Dispose();
        _values.Dispose();
        _gradients.Dispose();
    }

    private static string Shape(Tensor tensor) => $"({string.Join(", ", tensor.shape)})";

    private static IEnumerable<Parameter> Trainable(IReadOnlyList<Parameter> parameters) =>
        parameters.Where(parameter => parameter.requires_grad);

    private static void Validate(IReadOnlyList<Parameter> parameters, Device device)
    {
        if (parameters.Count == 0)
            throw new ArgumentException("An arena needs at least one parameter that requires a gradient, and none was given.");
        var seen = new HashSet<IntPtr>();
        foreach (Parameter parameter in parameters)
        {
            if (parameter.dtype != ScalarType.Float32)
                throw new ArgumentException(
                    $"A parameter of shape {Shape(parameter)} is {parameter.dtype}, and an arena holds Float32: make the module with dtype Float32.");
            if (parameter.device_type != device.type)
                throw new ArgumentException(
                    $"A parameter of shape {Shape(parameter)} is on {parameter.device} and the arena on {device}: move the module there first.");
            if (!seen.Add(parameter.Handle))
                throw new ArgumentException(
                    $"A parameter of shape {Shape(parameter)} was given twice: name it once, as shared or as one task's.");
        }
    }

    private long Adopt(Parameter parameter, long offset)
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable untracked = no_grad();
        long length = parameter.numel();
        Tensor value = Values.narrow(0, offset, length).view(parameter.shape);
        value.copy_(parameter);
        parameter.set_(value);
        parameter.DetachFromDisposeScope();
        Bind(parameter, offset, isOwned: false);
        return length;
    }

    private Parameter NewLeaf(long offset, long[] shape)
    {
        using DisposeScope scope = NewDisposeScope();
        long length = shape.Aggregate(1L, (product, size) => product * size);
        var leaf = new Parameter(Values.narrow(0, offset, length).view(shape).detach());
        leaf.DetachFromDisposeScope();
        Bind(leaf, offset, isOwned: true);
        return leaf;
    }

    private void Bind(Parameter leaf, long offset, bool isOwned)
    {
        Tensor gradient = Gradients.narrow(0, offset, leaf.numel()).view(leaf.shape).DetachFromDisposeScope();
        leaf.grad = gradient;
        _leaves.Add(new Leaf(leaf, gradient, offset, isOwned));
    }

    private (long Offset, long Length) Neighbours(Parameter[] parameters)
    {
        if (parameters.Length == 0) throw new ArgumentException("At least one parameter is needed, and none was given.", nameof(parameters));
        long start = -1, end = -1;
        foreach (Parameter parameter in parameters)
        {
            Leaf leaf = Find(parameter);
            if (start < 0) start = end = leaf.Offset;
            if (leaf.Offset != end)
                throw new ArgumentException(
                    $"The parameters are not neighbours: one of shape {Shape(parameter)} begins at element {leaf.Offset}, and the " +
                    $"one before it ends at {end}. Give the arena the parameters in this order, with none between them.", nameof(parameters));
            end += parameter.numel();
        }
        return (start, end - start);
    }

    private Leaf Find(Parameter parameter) => _leaves.Find(candidate => IsSame(candidate, parameter)) ??
        throw new ArgumentException($"A parameter of shape {Shape(parameter)} is not in this arena.", "parameters");

    // Modules implemented natively hand out a new handle whenever they are asked for a parameter; where it lies tells which one it is.
    private bool IsSame(Leaf leaf, Parameter parameter) => leaf.Tensor.Handle == parameter.Handle ||
        (!leaf.IsOwned && parameter.shape.SequenceEqual(leaf.Tensor.shape) && LiesAt(parameter, _values, leaf.Offset));

    private bool IsBound(Leaf leaf)
    {
        using Tensor? gradient = leaf.Tensor.grad;
        return gradient is not null && gradient.numel() == leaf.Gradient.numel() && LiesAt(gradient, _gradients, leaf.Offset);
    }

    // Memory elsewhere than on the CPU has no address here, and the offset has to do.
    private static unsafe bool LiesAt(Tensor tensor, ArenaMemory memory, long offset) => tensor.storage_offset() == offset &&
        (!memory.IsOnCpu || (tensor.is_contiguous() && ArenaMemory.AddressOf(tensor) == memory.Pointer + offset));

    private sealed record Leaf(Parameter Tensor, Tensor Gradient, long Offset, bool IsOwned);
}
