using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace TorchSharp.Interop;

/// <summary>Names the kernels that OpenBLAS, which multiplies matrices for Debian's libtorch, is to use.</summary>
/// <remarks>
/// OpenBLAS looks for the processor's model in a table of its own time, and takes the kernels of 2004 for one that is
/// newer: products are then two to four times slower. The instruction sets are what matters, and those are known here.
/// </remarks>
internal static class OpenBlas
{
    private const int KeepWhatIsSet = 0;

    // OpenBLAS reads the variable as it is loaded, so this runs before anything of this assembly does.
    [ModuleInitializer]
    [SuppressMessage("Usage", "CA2255", Justification = "Nothing else runs before the first native call for certain.")]
    internal static void ChooseKernels()
    {
        if (!OperatingSystem.IsLinux() || !Avx2.IsSupported || !Fma.IsSupported)
            return;
        var kernels = Avx512F.VL.IsSupported && Avx512BW.IsSupported && Avx512DQ.IsSupported ? "SKYLAKEX" : "HASWELL";
        // Not Environment.SetEnvironmentVariable, which native code does not see.
        setenv("OPENBLAS_CORETYPE", kernels, KeepWhatIsSet);
    }

    [DllImport("libc")]
    private static extern int setenv(
        [MarshalAs(UnmanagedType.LPUTF8Str)] string name, [MarshalAs(UnmanagedType.LPUTF8Str)] string value, int overwrite);
}
