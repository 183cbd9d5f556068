using System.Reflection;
using TorchSharp.Modules;
using TorchSharp.Utils;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        // Moving a module to another device or floating point type, which replaces its parameters.
        public partial class Module
        {
            protected internal virtual Module _to(Device device, ScalarType dtype, bool non_blocking)
            {
                RequireFloating(dtype);
                InitializeDeviceType(device.type);
                _toEpilog(device, dtype, non_blocking);
                return this;
            }

            protected internal virtual Module _to(DeviceType deviceType, int deviceIndex, bool non_blocking)
            {
                if (deviceType != DeviceType.CUDA)
                    deviceIndex = -1;
                if (deviceType == _deviceType && deviceIndex == _deviceIndex)
                    return this;
                InitializeDeviceType(deviceType);
                _toEpilog(deviceType, deviceIndex, non_blocking);
                return this;
            }

            protected internal virtual Module _to(ScalarType dtype, bool non_blocking)
            {
                RequireFloating(dtype);
                _toEpilog(dtype, non_blocking);
                return this;
            }

            public Module _to(Tensor other, bool non_blocking)
            {
                _to(other.dtype, non_blocking);
                return _to(other.device_type, other.device_index, non_blocking);
            }

            protected void _toEpilog(Device device, ScalarType dtype, bool non_blocking) =>
                _toEpilog((ScalarType?)dtype, device, non_blocking);

            protected void _toEpilog(DeviceType deviceType, int deviceIndex, bool non_blocking) =>
                _toEpilog(null, new Device(deviceType, deviceIndex), non_blocking);

            protected void _toEpilog(ScalarType dtype, bool non_blocking) => _toEpilog(dtype, null, non_blocking);

            /// <summary>Moves the modules below, then replaces what this one has registered itself.</summary>
            protected virtual void _toEpilog(ScalarType? dtype, Device? device, bool non_blocking)
            {
                foreach (var (_, child) in named_children())
                {
                    if (device is null)
                        child._to(dtype!.Value, non_blocking);
                    else if (dtype is { } type)
                        child._to(device, type, non_blocking);
                    else
                        child._to(device.type, device.index, non_blocking);
                }
                ReplaceTensors(dtype, device);
                if (device is not null)
                {
                    _deviceType = device.type;
                    _deviceIndex = device.index;
                }
            }

            private void ReplaceTensors(ScalarType? dtype, Device? device)
            {
                var fields = Fields(GetType()).ToLookup(field => field.ComponentName());
                foreach (var (key, parameter) in named_parameters(false).ToList())
                {
                    if (ReplaceParameter(dtype, device, parameter, out var moved) && !SetProperty(key, moved))
                    {
                        parameter.Dispose();
                        ConditionallyRegisterParameter(key, moved);
                        fields[key].FirstOrDefault()?.SetValue(this, moved);
                    }
                }
                foreach (var (key, (buffer, persistent)) in _internal_buffers.Keys.Select(key => (key, _internal_buffers[key])).ToList())
                {
                    if (ReplaceBuffer(dtype, device, buffer, out var moved) && !SetProperty(key, moved))
                    {
                        ConditionallyRegisterBuffer(key, moved, persistent);
                        fields[key].FirstOrDefault()?.SetValue(this, moved);
                    }
                }
            }

            // A property's setter registers the tensor that it is given, and disposes the one before.
            private bool SetProperty(string key, Tensor value)
            {
                var property = GetType().GetProperty(key, BindingFlags.Public | BindingFlags.Instance);
                if (property?.SetMethod is null)
                    return false;
                property.SetValue(this, value);
                return true;
            }

            /// <summary>A copy of the buffer with the type, if it has a floating point type, and on the device.</summary>
            /// <returns>Whether it needed one; the buffer is disposed then.</returns>
            protected static bool ReplaceBuffer(ScalarType? dtype, Device? device, Tensor buffer, out Tensor result)
            {
                result = null!;
                var type = dtype is { } wanted && (buffer.is_floating_point() || buffer.is_complex()) ? wanted : buffer.dtype;
                var place = device ?? buffer.device;
                if (!buffer.toWillCopy(type, place))
                    return false;
                result = buffer.to(type, place, disposeAfter: true).DetachFromDisposeScope();
                return true;
            }

            /// <summary>A copy of the parameter and its gradient with the type and on the device.</summary>
            /// <returns>Whether it needed one.</returns>
            protected static bool ReplaceParameter(ScalarType? dtype, Device? device, Parameter param, out Parameter p)
            {
                p = null!;
                var type = dtype is { } wanted && (param.is_floating_point() || param.is_complex()) ? wanted : param.dtype;
                var place = device ?? param.device;
                if (!param.toWillCopy(type, place))
                    return false;
                using var mode = no_grad();
                using var grad = param.grad;
                p = new Parameter(param.to(type, place), param.requires_grad);
                p.DetachFromDisposeScope();
                if (grad is not null)
                {
                    using var moved = grad.to(type, place);
                    p.grad = moved;
                }
                return true;
            }

            protected static (Device, ScalarType) GetDefaultDeviceAndType(Device? device = null, ScalarType? dtype = null) =>
                (device ?? get_default_device(), dtype ?? get_default_dtype());

            private static void RequireFloating(ScalarType dtype)
            {
                if (!is_floating_point(dtype) && !is_complex(dtype))
                    throw new ArgumentException(
                        $"A module's parameters cannot be of type {dtype}: name a floating point type.", nameof(dtype));
            }
        }
    }
}
