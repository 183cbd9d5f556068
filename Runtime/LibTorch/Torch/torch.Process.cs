using System.Runtime.InteropServices;
using TorchSharp.Interop;

namespace TorchSharp;

// Modes of the thread, threads of the process, CUDA.
public static partial class torch
{
    public static unsafe string __version__ => Marshal.PtrToStringUTF8((IntPtr)Native.mtl_version())!;

    public static IDisposable no_grad() => new GradMode(false);

    public static IDisposable enable_grad(bool enabled = true) => new GradMode(enabled);

    public static IDisposable set_grad_enabled(bool mode = true) => new GradMode(mode);

    public static bool is_grad_enabled() => Native.mtl_grad_mode() != 0;

    public static IDisposable inference_mode(bool mode = true) => new InferenceMode(mode);

    public static bool is_inference_mode_enabled() => Native.mtl_inference_mode() != 0;

    public static int get_num_threads() => Native.mtl_get_num_threads();

    public static void set_num_threads(int num) => Native.Check(Native.mtl_set_num_threads(num));

    public static int get_num_interop_threads() => Native.mtl_get_num_interop_threads();

    public static void set_num_interop_threads(int num) => Native.Check(Native.mtl_set_num_interop_threads(num));

    public static bool cuda_is_available() => cuda.is_available();

    public static partial class cuda
    {
        private static readonly Lazy<bool> available = new(() => Native.mtl_cuda_is_available() != 0);

        public static bool is_available() => available.Value;

        public static bool is_cudnn_available() => Native.mtl_cuda_cudnn_is_available() != 0;

        public static int device_count() => Native.mtl_cuda_device_count();

        public static void manual_seed(long seed) => Native.Check(Native.mtl_cuda_manual_seed((ulong)seed, 0));

        public static void manual_seed_all(long seed) => Native.Check(Native.mtl_cuda_manual_seed((ulong)seed, 1));

        /// <summary>Waits until the device has done all its work; without one, until all have.</summary>
        public static void synchronize(Device? device = null) => Native.Check(Native.mtl_cuda_synchronize(device?.index ?? -1));
    }

    private sealed class GradMode : IDisposable
    {
        private readonly bool before = is_grad_enabled();

        internal GradMode(bool enabled) => Native.mtl_set_grad_mode(enabled ? 1 : 0);

        public void Dispose() => Native.mtl_set_grad_mode(before ? 1 : 0);
    }

    private sealed class InferenceMode(bool enabled) : IDisposable
    {
        private IntPtr guard = Native.mtl_inference_mode_enter(enabled ? 1 : 0);

        public void Dispose()
        {
            if (guard == IntPtr.Zero)
                return;
            Native.mtl_inference_mode_leave(guard);
            guard = IntPtr.Zero;
        }
    }
}
