using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>A module that has nothing to train or to move.</summary>
public interface IParameterLessModule
{
}

/// <summary>A module that has nothing to train or to move.</summary>
public abstract class ParameterLessModule<T1, TResult> : nn.Module<T1, TResult>, IParameterLessModule
{
    protected ParameterLessModule(string name) : base(name)
    {
    }

    /// <exception cref="InvalidOperationException">Always.</exception>
    public override void register_buffer(string name, Tensor tensor, bool persistent = true) => throw Nothing("buffer", name);

    /// <exception cref="InvalidOperationException">Always.</exception>
    public override void register_module(string name, nn.Module submodule) => throw Nothing("module", name);

    /// <exception cref="InvalidOperationException">Always.</exception>
    public override void register_parameter(string name, Parameter param) => throw Nothing("parameter", name);

    protected internal override nn.Module _to(Device device, ScalarType dtype, bool non_blocking) => this;

    protected internal override nn.Module _to(DeviceType deviceType, int deviceIndex, bool non_blocking) => this;

    protected internal override nn.Module _to(ScalarType dtype, bool non_blocking) => this;

    private InvalidOperationException Nothing(string kind, string component) =>
        new($"{GetName()} has no parameters, so the {kind} '{component}' cannot be registered with it.");
}
