using TorchSharp;
using static TorchSharp.torch;

namespace MtlDsl;

/// <summary>What every model is: a TorchSharp module whose parameters lie in one arena on one device.</summary>
public abstract class MultiTaskModel : nn.Module
{
    private ParameterArena? _arena;

    /// <summary>Resolves the device; the constructor of the derived class makes the modules, registers them and sets <see cref="Arena"/>.</summary>
    /// <param name="name">The model's name.</param>
    /// <param name="seed">Of the first weights, the order of examples and dropout.</param>
    /// <param name="device"><c>"auto"</c> (CUDA where there is one, else the CPU), <c>"cpu"</c>, <c>"cuda"</c> or <c>"cuda:N"</c>.</param>
    protected MultiTaskModel(string name, long seed, string device) : base(name)
    {
        Seed = seed;
        StepSeed = seed;
        Device = Devices.Resolve(device);
        StepRandom = new Generator((ulong)seed, Device);
    }

    /// <summary>Where the model's parameters are, for as long as it lives.</summary>
    public Device Device { get; }

    /// <summary>The seed of the first weights, and of training where <see cref="FitOptions.Seed"/> names no other.</summary>
    public long Seed { get; }

    /// <summary>All trainable parameters and their gradients.</summary>
    /// <exception cref="InvalidOperationException">The constructor has not set it yet.</exception>
    public ParameterArena Arena
    {
        get => _arena ?? throw new InvalidOperationException(
            $"{GetType().Name} has no parameters yet: its constructor has to set Arena to a new ParameterArena.");
        protected init => _arena = value;
    }

    /// <summary>
    /// The random numbers of a step, on the model's device: dropout draws from them, so that it depends on the seed and the step alone.
    /// </summary>
    public Generator StepRandom { get; }

    /// <summary>The seed of <see cref="StepRandom"/>.</summary>
    internal long StepSeed { get; set; }

    /// <summary>Whether the class has <see cref="MixedPrecisionAttribute"/>.</summary>
    protected virtual bool HasMixedPrecision => false;

    /// <summary>Makes what <see cref="WeightingAttribute{T}"/> says of the class; null without one.</summary>
    protected virtual Weighting? CreateWeighting() => null;

    internal Weighting? NewWeighting() => CreateWeighting();

    internal bool CanMixPrecision => HasMixedPrecision;

    /// <summary>Whether products are computed in bfloat16 now.</summary>
    internal bool IsMixedPrecision { get; set; }

    /// <summary>What the model is made of, node by node.</summary>
    public abstract ModelSummary Summary();

    /// <summary>Seeds <see cref="StepRandom"/> for a step, as a pure function of the seed and the step.</summary>
    /// <param name="step">The number of steps taken before: <see cref="ArenaOptimizer.Steps"/>.</param>
    public void SeedStep(long step) => StepRandom.manual_seed(SeedOf(step));

    /// <summary>
    /// Seeds torch's default generators for a step besides, until the result is disposed: for a model with code of its own, which may draw from
    /// them. Models on other threads take turns with it, those that are made included.
    /// </summary>
    /// <param name="step">As for <see cref="SeedStep"/>.</param>
    public SeededRandom SeedEverything(long step)
    {
        SeedStep(step);
        if (Device.type == DeviceType.CUDA) cuda.manual_seed_all(SeedOf(step));
        return SeededRandom.Begin(SeedOf(step));
    }

    /// <summary>Writes all weights and buffers to a safetensors file, which appears whole or not at all.</summary>
    /// <param name="path">The file. An existing one is replaced.</param>
    public void Save(string path) => ModelFile.Save(path, NamedTensors(), Metadata);

    /// <summary>Reads all weights and buffers from a file that <see cref="Save"/> or a <see cref="ModelCheckpoint"/> wrote. A file that does not fit changes nothing.</summary>
    /// <param name="path">The file.</param>
    public void Load(string path) => ModelFile.Load(path, NamedTensors(), Metadata);

    /// <summary>
    /// Sets all gradients to 0. They stay where they are: <paramref name="set_to_none"/> is ignored, since a gradient made anew would lie
    /// outside the arena, where no optimizer looks.
    /// </summary>
    public override void zero_grad(bool set_to_none = true)
    {
        if (_arena is null)
        {
            base.zero_grad(set_to_none);
            return;
        }
        _arena.Rebind();
        _arena.ZeroGradients();
    }

    internal IReadOnlyDictionary<string, string> FileMetadata => Metadata;

    /// <summary>What a saved file says about itself, and has to say in order to be loaded.</summary>
    protected virtual IReadOnlyDictionary<string, string> Metadata => new Dictionary<string, string> { ["model"] = GetName() };

    /// <summary>
    /// x · weightᵀ + bias; in mixed precision on values rounded to bfloat16, with a result rounded to bfloat16, as PyTorch's autocast does. The
    /// gradients of the parameters are float32.
    /// </summary>
    /// <param name="x">float32 (..., inputs).</param>
    /// <param name="weight">float32 (outputs, inputs).</param>
    /// <param name="bias">float32 (outputs); null for none.</param>
    /// <returns>float32 (..., outputs).</returns>
    protected Tensor MixedLinear(Tensor x, Tensor weight, Tensor? bias) => IsMixedPrecision
        ? nn.functional.linear(x.to(ScalarType.BFloat16), weight.to(ScalarType.BFloat16), bias?.to(ScalarType.BFloat16)).to(ScalarType.Float32)
        : nn.functional.linear(x, weight, bias);

    /// <summary>
    /// Takes what the constructor has made and registered out of the dispose scope that may be open around it, and to <see cref="Device"/>,
    /// before the arena is made over it.
    /// </summary>
    protected void AdoptComponents()
    {
        foreach (Tensor parameter in parameters()) parameter.DetachFromDisposeScope();
        foreach (Tensor buffer in buffers()) buffer.DetachFromDisposeScope();
        if (Device.type != DeviceType.CPU) base._to(Device.type, Device.index, non_blocking: false);
    }

    /// <inheritdoc/>
    protected override nn.Module _to(Device device, ScalarType dtype, bool non_blocking)
    {
        RefuseMove($"{device}, {dtype}");
        return base._to(device, dtype, non_blocking);
    }

    /// <inheritdoc/>
    protected override nn.Module _to(DeviceType deviceType, int deviceIndex, bool non_blocking)
    {
        RefuseMove(new Device(deviceType, deviceIndex).ToString());
        return base._to(deviceType, deviceIndex, non_blocking);
    }

    /// <inheritdoc/>
    protected override nn.Module _to(ScalarType dtype, bool non_blocking)
    {
        RefuseMove($"{dtype}");
        return base._to(dtype, non_blocking);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _arena?.Dispose();
            StepRandom.Dispose();
        }
        base.Dispose(disposing);
    }

    // Until there is an arena, the constructor moves the modules that it has made; afterwards a move would replace the parameters under it.
    private void RefuseMove(string target)
    {
        if (_arena is null) return;
        throw new InvalidOperationException(
            $"{GetType().Name} cannot be moved to {target}: its parameters lie in one arena on {Device}, from which moving would tear them. " +
            $"Pass the device to the constructor, as in new {GetType().Name}(device: \"cuda\"); Save and Load carry the weights over.");
    }

    internal (string Name, Tensor Tensor)[] NamedTensors() => [.. state_dict().Select(entry => (entry.Key, entry.Value))];

    private long SeedOf(long step) => (long)Mix((ulong)StepSeed, (ulong)step);

    // SplitMix64 (Steele, Lea and Flood, 2014), of a stream for each seed: neighbouring steps and seeds share nothing.
    private static ulong Mix(ulong seed, ulong step)
    {
        ulong z = Finish(seed + 0x9E3779B97F4A7C15) + step * 0x9E3779B97F4A7C15;
        return Finish(z + 0x9E3779B97F4A7C15);
    }

    private static ulong Finish(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
