using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        // Registering components, and finding them by name.
        public partial class Module
        {
            /// <exception cref="ArgumentNullException">The tensor is null or disposed.</exception>
            /// <exception cref="InvalidOperationException">The name is taken.</exception>
            public virtual void register_buffer(string name, Tensor tensor, bool persistent = true)
            {
                if (tensor is null || tensor.IsInvalid)
                    throw new ArgumentNullException(nameof(tensor), $"The buffer '{name}' is null or disposed.");
                if (!_internal_buffers.ContainsKey(name))
                    _internal_buffers.Add(name, (tensor, persistent));
                else
                    throw new InvalidOperationException($"A buffer '{name}' is registered already.");
            }

            /// <exception cref="ArgumentNullException">The parameter is null or disposed.</exception>
            /// <exception cref="InvalidOperationException">The name is taken.</exception>
            public virtual void register_parameter(string name, Parameter param)
            {
                if (param is null || param.IsInvalid)
                    throw new ArgumentNullException(nameof(param), $"The parameter '{name}' is null or disposed.");
                if (!_internal_params.ContainsKey(name))
                    _internal_params.Add(name, param);
                else
                    throw new InvalidOperationException($"A parameter '{name}' is registered already.");
            }

            /// <summary>Registers a module, and what it is made of; null takes the name away.</summary>
            /// <exception cref="ArgumentException">The name is empty or has a dot.</exception>
            /// <exception cref="InvalidOperationException">The name is taken.</exception>
            public virtual void register_module(string name, Module submodule)
            {
                if (submodule is null)
                {
                    _internal_submodules.Remove(name);
                    return;
                }
                if (string.IsNullOrEmpty(name) || name.Contains('.'))
                    throw new ArgumentException($"A module's name is not empty and has no dot, unlike '{name}'.", nameof(name));
                if (_internal_submodules.ContainsKey(name))
                    throw new InvalidOperationException($"A module '{name}' is registered already.");
                submodule.RegisterComponents();
                _internal_submodules.Add(name, submodule);
            }

            public void add_module(string name, Module module) => register_module(name, module);

            public virtual bool has_buffer(string target) => get_buffer(target) is not null;

            public virtual bool has_parameter(string target) => get_parameter(target) is not null;

            /// <summary>The buffer under a name as <c>block.0.mean</c>; null where there is none.</summary>
            public virtual Tensor? get_buffer(string target) =>
                _internal_buffers.TryGetValue(target, out var buffer)
                    ? buffer.Item1
                    : Below(target, (child, rest) => child.get_buffer(rest));

            /// <summary>The parameter under a name as <c>block.0.weight</c>; null where there is none.</summary>
            public virtual Parameter? get_parameter(string target) =>
                _internal_params.TryGetValue(target, out var parameter)
                    ? parameter
                    : Below(target, (child, rest) => child.get_parameter(rest));

            protected void ConditionallyRegisterParameter(string name, Tensor value) =>
                ConditionallyRegisterParameter(name, value as Parameter);

            /// <summary>Registers the parameter, in place of one of this name; null takes the name away.</summary>
            protected void ConditionallyRegisterParameter(string name, Parameter? value)
            {
                if (value is null)
                    _internal_params.Remove(name);
                else
                    _internal_params[name] = value;
            }

            /// <summary>Registers the buffer, in place of one of this name; null takes the name away.</summary>
            protected void ConditionallyRegisterBuffer(string name, Tensor? value, bool persistent = true)
            {
                if (value is null)
                    _internal_buffers.Remove(name);
                else
                    _internal_buffers[name] = (value, persistent);
            }

            /// <summary>Sets a component's field: the old tensor is disposed, the new one leaves its scope and is registered.</summary>
            private protected void ReplaceComponent(ref Parameter? field, Parameter? value, string name)
            {
                if (ReferenceEquals(field, value))
                    return;
                field?.Dispose();
                value?.DetachFromDisposeScope();
                field = value;
                ConditionallyRegisterParameter(name, value);
            }

            /// <summary>Sets a component's field: the old tensor is disposed, the new one leaves its scope and is registered.</summary>
            private protected void ReplaceComponent(ref Tensor? field, Tensor? value, string name)
            {
                if (ReferenceEquals(field, value))
                    return;
                field?.Dispose();
                value?.DetachFromDisposeScope();
                field = value;
                ConditionallyRegisterBuffer(name, value);
            }

            private T? Below<T>(string target, Func<Module, string, T?> find) where T : class
            {
                var dot = target.IndexOf('.');
                if (dot < 0)
                    return null;
                foreach (var (child, module) in named_children())
                {
                    if (child == target[..dot])
                        return find(module, target[(dot + 1)..]);
                }
                return null;
            }
        }
    }
}
