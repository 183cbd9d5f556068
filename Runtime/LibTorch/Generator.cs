using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>A source of random numbers.</summary>
    public class Generator : IDisposable
    {
        /// <summary>A generator of its own, seeded.</summary>
        public Generator(ulong seed = 0, Device? device = null)
            : this(Native.CheckHandle(Native.mtl_generator_new(seed, InitializeDevice(device).Packed)))
        {
        }

        private Generator(IntPtr handle)
        {
            Handle = handle;
            device = Device.Unpack(Native.mtl_generator_device(handle));
        }

        ~Generator() => Dispose(false);

        /// <summary>The generator of the CPU that operators draw from when they are given none.</summary>
        public static Generator Default => new(Native.CheckHandle(Native.mtl_generator_default(CPU.Packed)));

        public IntPtr Handle { get; private set; }

        public Device device { get; }

        public Generator manual_seed(long seed)
        {
            Native.Check(Native.mtl_generator_set_seed(Handle, (ulong)seed));
            return this;
        }

        /// <summary>Seeds the generator with a random number, and returns that.</summary>
        public long seed() => (long)Native.mtl_generator_seed(Handle);

        public long initial_seed() => (long)Native.mtl_generator_initial_seed(Handle);

        public Tensor get_state() => new(Native.CheckHandle(Native.mtl_generator_get_state(Handle)));

        public void set_state(Tensor value)
        {
            Native.Check(Native.mtl_generator_set_state(Handle, value.Handle));
            GC.KeepAlive(value);
        }

        public void Dispose()
        {
            Dispose(true);
            GC.SuppressFinalize(this);
        }

        protected virtual void Dispose(bool disposing)
        {
            if (Handle == IntPtr.Zero)
                return;
            Native.mtl_generator_release(Handle);
            Handle = IntPtr.Zero;
        }
    }

    /// <summary>Seeds the CPU's generator and, where there is CUDA, those of its devices.</summary>
    public static Generator manual_seed(long seed)
    {
        if (cuda.is_available())
            cuda.manual_seed_all(seed);
        return Generator.Default.manual_seed(seed);
    }

    public static long seed() => random.seed();

    public static long initial_seed() => random.initial_seed();

    public static Tensor get_rng_state() => random.get_rng_state();

    public static void set_rng_state(Tensor new_state) => random.set_rng_state(new_state);

    /// <summary>The CPU's default generator.</summary>
    public static partial class random
    {
        public static Generator manual_seed(long seed) => torch.manual_seed(seed);

        public static long seed()
        {
            using var generator = Generator.Default;
            return generator.seed();
        }

        public static long initial_seed()
        {
            using var generator = Generator.Default;
            return generator.initial_seed();
        }

        public static Tensor get_rng_state()
        {
            using var generator = Generator.Default;
            return generator.get_state();
        }

        public static void set_rng_state(Tensor new_state)
        {
            using var generator = Generator.Default;
            generator.set_state(new_state);
        }
    }
}
