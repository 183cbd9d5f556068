using TorchSharp.Utils;
using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>What the optimizers have in common.</summary>
public abstract class OptimizerHelper : optim.Optimizer
{
    protected OptimizerOptions _defaults = new();
    protected OrderedDict<IntPtr, OptimizerState> _state = new();

    public OptimizerHelper() : base(IntPtr.Zero)
    {
    }

    /// <summary>Moves the state to a device.</summary>
    public void to(Device device)
    {
        foreach (var state in _state.Values)
            state.to(device);
    }

    public override IEnumerable<Parameter> parameters() => base.parameters();

    public override void add_param_group(ParamGroup param_group) => base.add_param_group(param_group);

    public override void zero_grad() => base.zero_grad();

    /// <summary>The options and the state as they are, not copies.</summary>
    public virtual StateDictionary state_dict()
    {
        var dictionary = new StateDictionary();
        foreach (var group in _parameter_groups)
        {
            dictionary.Options.Add(group.Options);
            var indices = new List<int>();
            dictionary.StateIndexRef.Add(indices);
            foreach (var parameter in group.Parameters)
            {
                indices.Add(dictionary.State.Count);
                dictionary.State.Add(_state[parameter.Handle]);
            }
        }
        return dictionary;
    }

    /// <summary>Takes over the options and state of an optimizer of the same kind over parameters of the same shapes.</summary>
    public virtual void load_state_dict(StateDictionary state_dict)
    {
        var own = this.state_dict();
        RequireCounts(own, state_dict.Options.Count, state_dict.State.Count);
        for (var i = 0; i < own.Options.Count; i++)
        {
            if (own.Options[i] != state_dict.Options[i])
                own.Options[i].LoadStateDict(state_dict.Options[i]);
        }
        for (var i = 0; i < own.State.Count; i++)
        {
            if (own.State[i] != state_dict.State[i])
                own.State[i].LoadStateDict(state_dict.State[i]);
        }
    }

    public void save_state_dict(string location)
    {
        using var writer = new BinaryWriter(File.Create(location));
        save_state_dict(writer);
    }

    public void load_state_dict(string location)
    {
        using var reader = new BinaryReader(File.OpenRead(location));
        load_state_dict(reader);
    }

    /// <summary>Writes the kind of the optimizer, the options of its groups and the state of its parameters.</summary>
    public void save_state_dict(BinaryWriter writer)
    {
        writer.Write(GetType().Name);
        var dictionary = state_dict();
        writer.Write7BitEncodedInt64(dictionary.Options.Count);
        writer.Write7BitEncodedInt64(dictionary.State.Count);
        foreach (var options in dictionary.Options)
            options.SaveStateDict(writer);
        foreach (var state in dictionary.State)
            state.SaveStateDict(writer);
    }

    public void load_state_dict(BinaryReader reader)
    {
        var kind = reader.ReadString();
        if (kind != GetType().Name)
            throw new InvalidDataException($"The state is one of {kind} and is loaded into {GetType().Name}.");
        var own = state_dict();
        RequireCounts(own, reader.Read7BitEncodedInt64(), reader.Read7BitEncodedInt64());
        foreach (var options in own.Options)
            options.LoadStateDict(reader);
        foreach (var state in own.State)
            state.LoadStateDict(reader);
    }

    private static void RequireCounts(StateDictionary own, long groups, long parameters)
    {
        if (groups != own.Options.Count || parameters != own.State.Count)
            throw new ArgumentException(string.Create(
                System.Globalization.CultureInfo.InvariantCulture,
                $"The state has {groups} groups and {parameters} parameters, and the optimizer {own.Options.Count} and {own.State.Count}."));
    }

    protected Tensor _step<T>(Action<T> body, Func<Tensor> loss_closure = null!) where T : ParamGroup
    {
        Tensor? loss = null;
        if (loss_closure is not null)
        {
            using var recorded = enable_grad();
            loss = loss_closure();
        }
        using var mode = no_grad();
        using var scope = NewDisposeScope();
        foreach (var group in _parameter_groups)
            body((T)group);
        return loss!;
    }

    private protected void DisposeState()
    {
        foreach (var state in _state.Values)
            (state as IDisposable)?.Dispose();
    }

    /// <summary>Adds a group whose options are complete, and makes the state of its parameters.</summary>
    private protected void Add(ParamGroup group, Func<Parameter, OptimizerState> makeState)
    {
        var options = group.Options;
        options.LearningRate ??= _defaults.LearningRate;
        options.InitialLearningRate = options.LearningRate!.Value;
        _parameter_groups.Add(group);
        foreach (var parameter in group.Parameters)
        {
            var state = makeState(parameter);
            _state[parameter.Handle] = state;
            state.Initialize(options);
        }
    }

    /// <summary>The parameters of a group that have a gradient, with that and their state.</summary>
    private protected IEnumerable<(Parameter parameter, Tensor grad, TState state)> WithGradient<TState>(
        ParamGroup group, bool maximize) where TState : OptimizerState
    {
        foreach (var parameter in group.Parameters)
        {
            if (parameter.grad is { } grad)
                yield return (parameter, maximize ? -grad : grad, (TState)_state[parameter.Handle]);
        }
    }
}

/// <summary>The settings of a group of parameters.</summary>
public class OptimizerOptions
{
    public double? LearningRate { get; set; }

    public double InitialLearningRate { get; set; }

    public virtual void SaveStateDict(BinaryWriter writer)
    {
        writer.Write(InitialLearningRate);
        writer.Write(LearningRate!.Value);
    }

    public virtual void LoadStateDict(BinaryReader reader)
    {
        InitialLearningRate = reader.ReadDouble();
        LearningRate = reader.ReadDouble();
    }

    public virtual void LoadStateDict(OptimizerOptions source)
    {
        InitialLearningRate = source.InitialLearningRate;
        LearningRate = source.LearningRate;
    }
}

/// <summary>What an optimizer keeps about one parameter. As in TorchSharp, what is loaded or moved belongs to the scope of whoever does so.</summary>
public abstract class OptimizerState
{
    protected Parameter _parameter;

    protected OptimizerState(Parameter parameter) => _parameter = parameter;

    public abstract void Initialize(OptimizerOptions options);

    public abstract void SaveStateDict(BinaryWriter writer);

    public abstract void LoadStateDict(BinaryReader reader);

    public abstract void LoadStateDict(OptimizerState source);

    public virtual bool ApproximatelyEquals(OptimizerState other) => false;

    public virtual void to(Device device)
    {
    }

    protected static void SaveConditionalStateTensor(BinaryWriter writer, Tensor tensor)
    {
        writer.Write(tensor is not null);
        tensor?.Save(writer);
    }

    protected static void LoadConditionalStateTensor(BinaryReader reader, ref Tensor result, Device device)
    {
        if (reader.ReadBoolean())
        {
            TensorExtensionMethods.Load(ref result, reader);
            result = result.to(device, disposeAfter: true);
        }
        else
        {
            result?.Dispose();
            result = null!;
        }
    }

    private protected void Copy(ref Tensor? target, Tensor? source)
    {
        target?.Dispose();
        target = source?.to(_parameter.device, copy: true);
    }

    private protected static bool AreClose(Tensor? tensor, Tensor? other) =>
        tensor is null ? other is null : other is not null && tensor.allclose(other);

    private protected Tensor Zeros() => zeros_like(_parameter).DetachFromDisposeScope();

    private protected static void Move(ref Tensor? tensor, Device device)
    {
        if (tensor is not null && tensor.toWillCopy(tensor.dtype, device))
            tensor = tensor.to(device, disposeAfter: true);
    }
}

/// <summary>Parameters with settings of their own.</summary>
public class ParamGroup : optim.ILearningRateController
{
    public IEnumerable<Parameter> Parameters { get; set; } = [];

    public OptimizerOptions Options { get; set; } = null!;

    public double LearningRate
    {
        get => Options.LearningRate!.Value;
        set => Options.LearningRate = value;
    }

    public double InitialLearningRate
    {
        get => Options.InitialLearningRate;
        set => Options.InitialLearningRate = value;
    }
}

/// <summary>Parameters with settings of their own.</summary>
public class ParamGroup<TOptions> : ParamGroup where TOptions : OptimizerOptions
{
    public ParamGroup()
    {
    }

    public ParamGroup(IEnumerable<Parameter> parameters, TOptions options = null!)
    {
        Parameters = parameters;
        base.Options = options;
    }

    public new TOptions Options
    {
        get => (TOptions)base.Options;
        set => base.Options = value;
    }
}
