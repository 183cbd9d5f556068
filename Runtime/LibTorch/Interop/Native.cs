using System.Runtime.InteropServices;

namespace TorchSharp.Interop;

/// <summary>The C interface of Native/mtldsl_torch.cpp, which says what each function does.</summary>
/// <remarks>
/// Functions that only read a field run without a switch of the collector's mode; whatever can allocate, wait or
/// throw must not.
/// </remarks>
internal static unsafe class Native
{
    private const string Library = "MtlDslTorch";

    [DllImport(Library)] internal static extern byte* mtl_last_error();
    [DllImport(Library)] internal static extern byte* mtl_version();

    [DllImport(Library)]
    internal static extern IntPtr mtl_find_operator(
        [MarshalAs(UnmanagedType.LPUTF8Str)] string name, [MarshalAs(UnmanagedType.LPUTF8Str)] string overload);

    [DllImport(Library)] internal static extern IntPtr mtl_call(IntPtr op, NativeArgument* arguments, int count);
    [DllImport(Library)] internal static extern int mtl_call_void(IntPtr op, NativeArgument* arguments, int count);
    [DllImport(Library)] internal static extern long mtl_call_many(IntPtr op, NativeArgument* arguments, int count, IntPtr** handles);
    [DllImport(Library)]
    internal static extern int mtl_call_scalar(IntPtr op, NativeArgument* arguments, int count, NativeArgument* result);


    [DllImport(Library)] internal static extern void mtl_tensor_release(IntPtr handle);
    [DllImport(Library)] internal static extern void mtl_tensor_release_all(IntPtr* handles, long count);
    [DllImport(Library), SuppressGCTransition] internal static extern IntPtr mtl_tensor_alias(IntPtr handle);
    [DllImport(Library), SuppressGCTransition] internal static extern long mtl_tensor_dim(IntPtr handle);
    [DllImport(Library), SuppressGCTransition] internal static extern long mtl_tensor_numel(IntPtr handle);
    [DllImport(Library), SuppressGCTransition] internal static extern int mtl_tensor_sizes(IntPtr handle, long* sizes);
    [DllImport(Library), SuppressGCTransition] internal static extern int mtl_tensor_strides(IntPtr handle, long* strides);
    [DllImport(Library), SuppressGCTransition] internal static extern long mtl_tensor_storage_offset(IntPtr handle);
    [DllImport(Library), SuppressGCTransition] internal static extern int mtl_tensor_dtype(IntPtr handle);
    [DllImport(Library), SuppressGCTransition] internal static extern long mtl_tensor_element_size(IntPtr handle);
    [DllImport(Library), SuppressGCTransition] internal static extern long mtl_tensor_device(IntPtr handle);
    [DllImport(Library), SuppressGCTransition] internal static extern int mtl_tensor_is_contiguous(IntPtr handle);
    [DllImport(Library)] internal static extern IntPtr mtl_tensor_data(IntPtr handle);
    [DllImport(Library), SuppressGCTransition] internal static extern int mtl_tensor_requires_grad(IntPtr handle);
    [DllImport(Library)] internal static extern int mtl_tensor_set_requires_grad(IntPtr handle, int requiresGrad);
    [DllImport(Library)] internal static extern int mtl_tensor_is_leaf(IntPtr handle);
    [DllImport(Library)] internal static extern int mtl_tensor_retain_grad(IntPtr handle);
    [DllImport(Library)] internal static extern IntPtr mtl_tensor_grad(IntPtr handle);
    [DllImport(Library)] internal static extern int mtl_tensor_set_grad(IntPtr handle, IntPtr grad);

    [DllImport(Library)]
    internal static extern int mtl_backward(
        IntPtr* tensors, IntPtr* grads, long count, int retainGraph, int createGraph, IntPtr* inputs, long inputCount);

    [DllImport(Library)]
    internal static extern long mtl_grad(
        IntPtr* outputs, IntPtr* gradOutputs, long count, IntPtr* inputs, long inputCount,
        int retainGraph, int createGraph, int allowUnused, IntPtr** handles);

    [DllImport(Library), SuppressGCTransition] internal static extern int mtl_grad_mode();
    [DllImport(Library), SuppressGCTransition] internal static extern void mtl_set_grad_mode(int enabled);
    [DllImport(Library), SuppressGCTransition] internal static extern int mtl_inference_mode();
    [DllImport(Library)] internal static extern IntPtr mtl_inference_mode_enter(int enabled);
    [DllImport(Library)] internal static extern void mtl_inference_mode_leave(IntPtr guard);

    [DllImport(Library)] internal static extern IntPtr mtl_generator_default(long device);
    [DllImport(Library)] internal static extern IntPtr mtl_generator_new(ulong seed, long device);
    [DllImport(Library)] internal static extern void mtl_generator_release(IntPtr handle);
    [DllImport(Library)] internal static extern int mtl_generator_set_seed(IntPtr handle, ulong seed);
    [DllImport(Library)] internal static extern ulong mtl_generator_seed(IntPtr handle);
    [DllImport(Library)] internal static extern ulong mtl_generator_initial_seed(IntPtr handle);
    [DllImport(Library)] internal static extern long mtl_generator_device(IntPtr handle);
    [DllImport(Library)] internal static extern IntPtr mtl_generator_get_state(IntPtr handle);
    [DllImport(Library)] internal static extern int mtl_generator_set_state(IntPtr handle, IntPtr state);

    [DllImport(Library)] internal static extern int mtl_cuda_is_available();
    [DllImport(Library)] internal static extern int mtl_cuda_device_count();
    [DllImport(Library)] internal static extern int mtl_cuda_cudnn_is_available();
    [DllImport(Library)] internal static extern int mtl_cuda_manual_seed(ulong seed, int all);
    [DllImport(Library)] internal static extern int mtl_cuda_synchronize(long index);

    [DllImport(Library)]
    internal static extern IntPtr mtl_lbfgs_new(
        IntPtr* parameters, long count, double lr, long maxIter, long maxEval, double toleranceGrad, double toleranceChange, long historySize);

    [DllImport(Library)] internal static extern void mtl_lbfgs_release(IntPtr optimizer);
    [DllImport(Library)] internal static extern int mtl_lbfgs_set_lr(IntPtr optimizer, double lr);
    [DllImport(Library)] internal static extern IntPtr mtl_lbfgs_step(IntPtr optimizer, IntPtr closure);

    [DllImport(Library)] internal static extern int mtl_get_num_threads();
    [DllImport(Library)] internal static extern int mtl_set_num_threads(int count);
    [DllImport(Library)] internal static extern int mtl_get_num_interop_threads();
    [DllImport(Library)] internal static extern int mtl_set_num_interop_threads(int count);

    internal static ExternalException LastError() =>
        new(Marshal.PtrToStringUTF8((IntPtr)mtl_last_error()));

    internal static void Check(long status)
    {
        if (status < 0)
            throw LastError();
    }

    internal static IntPtr CheckHandle(IntPtr handle) =>
        handle != IntPtr.Zero ? handle : throw LastError();
}
