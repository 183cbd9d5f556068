using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    // The tensor's part in autograd.
    public partial class Tensor
    {
        public bool requires_grad
        {
            get => Native.mtl_tensor_requires_grad(Handle) != 0;
            set => Native.Check(Native.mtl_tensor_set_requires_grad(Handle, value ? 1 : 0));
        }

        /// <summary>The gradient, as a new object at each call; null where there is none.</summary>
        public Tensor? grad
        {
            get
            {
                var gradient = Native.mtl_tensor_grad(Handle);
                GC.KeepAlive(this);
                return gradient == IntPtr.Zero ? null : new Tensor(gradient);
            }
            set
            {
                Native.Check(Native.mtl_tensor_set_grad(Handle, value?.Handle ?? IntPtr.Zero));
                GC.KeepAlive(value);
            }
        }

        public bool is_leaf => Native.mtl_tensor_is_leaf(Handle) != 0;

        public Tensor requires_grad_(bool requires_grad = true)
        {
            this.requires_grad = requires_grad;
            return this;
        }

        public Tensor with_requires_grad(bool requires_grad = true) => requires_grad_(requires_grad);

        public void retain_grad() => Native.Check(Native.mtl_tensor_retain_grad(Handle));

        public unsafe void backward()
        {
            var root = Handle;
            Native.Check(Native.mtl_backward(&root, null, 1, 0, 0, null, 0));
            GC.KeepAlive(this);
        }

        public void backward(
            IList<Tensor>? grad_tensors = null, bool retain_graph = false, bool create_graph = false, IList<Tensor>? inputs = null) =>
            autograd.backward([this], grad_tensors!, retain_graph, create_graph, inputs!);
    }

    public static partial class autograd
    {
        public static void backward(
            Tensor tensor, IList<Tensor> grad_tensors = null!, bool? retain_graph = null, bool create_graph = false,
            IList<Tensor> inputs = null!) =>
            backward([tensor], grad_tensors, retain_graph, create_graph, inputs);

        public static void backward(
            Tensor tensor, Tensor grad_tensor, bool? retain_graph = null, bool create_graph = false, IList<Tensor> inputs = null!) =>
            backward([tensor], [grad_tensor], retain_graph, create_graph, inputs);

        /// <summary>Adds the gradients of the tensors to the leaves that they were computed from, or to the inputs only.</summary>
        public static unsafe void backward(
            IList<Tensor> tensors, IList<Tensor> grad_tensors = null!, bool? retain_graph = null, bool create_graph = false,
            IList<Tensor> inputs = null!)
        {
            fixed (IntPtr* roots = Handles(tensors), seeds = Handles(grad_tensors), leaves = Handles(inputs))
            {
                Native.Check(Native.mtl_backward(
                    roots, seeds, tensors.Count, retain_graph ?? create_graph ? 1 : 0, create_graph ? 1 : 0, leaves, inputs?.Count ?? 0));
            }
            GC.KeepAlive(tensors);
            GC.KeepAlive(grad_tensors);
            GC.KeepAlive(inputs);
        }

        /// <summary>The gradients of the sum of the outputs by each input; null where it has none and that is allowed.</summary>
        public static unsafe IList<Tensor> grad(
            IList<Tensor> outputs, IList<Tensor> inputs, IList<Tensor> grad_outputs = null!, bool retain_graph = false,
            bool create_graph = false, bool allow_unused = false)
        {
            IntPtr* gradients;
            long count;
            fixed (IntPtr* roots = Handles(outputs), seeds = Handles(grad_outputs), leaves = Handles(inputs))
            {
                count = Native.mtl_grad(
                    roots, seeds, outputs.Count, leaves, inputs.Count,
                    retain_graph || create_graph ? 1 : 0, create_graph ? 1 : 0, allow_unused ? 1 : 0, &gradients);
            }
            GC.KeepAlive(outputs);
            GC.KeepAlive(inputs);
            GC.KeepAlive(grad_outputs);
            Native.Check(count);
            return Tensor.Adopt(gradients, count);
        }

        private static IntPtr[]? Handles(IList<Tensor>? tensors) =>
            tensors is null || tensors.Count == 0 ? null : tensors.Select(tensor => tensor?.Handle ?? IntPtr.Zero).ToArray();
    }
}
