using System.Globalization;

namespace TorchSharp;

/// <summary>The kinds of device, numbered as in libtorch.</summary>
public enum DeviceType
{
    CPU = 0,
    CUDA = 1,
    MKLDNN = 2,
    OPENGL = 3,
    OPENCL = 4,
    IDEEP = 5,
    HIP = 6,
    FPGA = 7,
    MSNPU = 8,
    XLA = 9,
    MPS = 13,
    META = 14,
}

public static partial class torch
{
    /// <summary>Where a tensor lives.</summary>
    public class Device
    {
        /// <summary>A device of the given kind; -1 is its current one.</summary>
        public Device(DeviceType deviceType, int index = -1)
        {
            type = deviceType;
            this.index = index;
        }

        /// <summary>A CUDA device.</summary>
        public Device(int index) : this(DeviceType.CUDA, index)
        {
        }

        /// <summary>A device by its name, as <c>cpu</c> or <c>cuda:1</c>.</summary>
        /// <exception cref="ArgumentException">There is no such device name.</exception>
        public Device(string description)
        {
            var colon = description.IndexOf(':');
            var device = new Device(
                colon < 0 ? description : description[..colon],
                colon < 0 ? -1 : int.Parse(description.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture));
            type = device.type;
            index = device.index;
        }

        /// <summary>A device by the name of its kind.</summary>
        /// <exception cref="ArgumentException">There is no such device name.</exception>
        public Device(string deviceType, int index = -1) : this(Parse(deviceType), index)
        {
        }

        public DeviceType type { get; }

        public int index { get; }

        // As the native side unpacks it: 16 bits for the kind, the rest for the index.
        internal long Packed => (long)type | (long)index << 16;

        internal static Device Unpack(long packed) => new((DeviceType)(packed & 0xFFFF), (int)(packed >> 16));

        public override string ToString()
        {
            var kind = type.ToString().ToLowerInvariant();
            return index < 0 || type == DeviceType.CPU ? kind : string.Create(CultureInfo.InvariantCulture, $"{kind}:{index}");
        }

        public static implicit operator Device(string description) => new(description);

        private static DeviceType Parse(string kind) =>
            Enum.TryParse<DeviceType>(kind, ignoreCase: true, out var type) && !char.IsDigit(kind[0])
                ? type
                : throw new ArgumentException(
                    $"There is no device '{kind}': the names are cpu, cuda, mps and meta, with an index as in 'cuda:0'.");
    }

    public static readonly Device CPU = new(DeviceType.CPU);

    public static readonly Device META = new(DeviceType.META);

    /// <exception cref="InvalidOperationException">There is no CUDA device.</exception>
    public static Device CUDA => cuda_device ??= InitializeDevice(new Device(DeviceType.CUDA));

    public static Device device(string description) => new(description);

    public static Device device(string deviceType, int index = -1) => new(deviceType, index);

    public static Device device(DeviceType deviceType, int index = -1) => new(deviceType, index);

    public static Device device(int index) => new(index);

    /// <summary>The device itself, once it is known to be there; CPU for null.</summary>
    /// <exception cref="InvalidOperationException">CUDA is asked for, and there is none.</exception>
    public static Device InitializeDevice(Device? device)
    {
        device ??= default_device;
        InitializeDeviceType(device.type);
        return device;
    }

    /// <exception cref="InvalidOperationException">CUDA is asked for, and there is none.</exception>
    public static void InitializeDeviceType(DeviceType deviceType)
    {
        if (!TryInitializeDeviceType(deviceType))
            throw new InvalidOperationException($"No {deviceType} device is available to this process.");
    }

    public static bool TryInitializeDeviceType(DeviceType deviceType) =>
        deviceType != DeviceType.CUDA || cuda.is_available();

    public static Device get_default_device() => default_device;

    public static void set_default_device(Device device) => default_device = InitializeDevice(device);

    public static void set_default_device(string device) => set_default_device(new Device(device));

    private static Device default_device = CPU;

    private static Device? cuda_device;
}
