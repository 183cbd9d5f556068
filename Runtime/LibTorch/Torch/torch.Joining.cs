using TorchSharp.Interop;

namespace TorchSharp;

// Functions of several tensors: joining them, products, choice between them.
public static partial class torch
{
    public static Tensor cat(Tensor[] tensors, long dim = 0) => Aten.cat.Call([tensors, dim]);

    public static Tensor cat(IList<Tensor> tensors, long dim = 0) => cat(tensors.ToArray(), dim);

    public static Tensor cat(ReadOnlySpan<Tensor> tensors, long dim = 0) => cat(tensors.ToArray(), dim);

    public static Tensor concat(Tensor[] tensors, long dim = 0) => cat(tensors, dim);

    public static Tensor concat(IList<Tensor> tensors, long dim = 0) => cat(tensors, dim);

    public static Tensor concat(ReadOnlySpan<Tensor> tensors, long dim = 0) => cat(tensors, dim);

    public static Tensor stack(IEnumerable<Tensor> tensors, long dim = 0) =>
        Aten.stack.Call([tensors as Tensor[] ?? tensors.ToArray(), dim]);

    public static Tensor vstack(Tensor[] tensors) => Aten.vstack.Call([tensors]);

    public static Tensor vstack(IList<Tensor> tensors) => vstack(tensors.ToArray());

    public static Tensor hstack(params Tensor[] tensors) => Aten.hstack.Call([tensors]);

    public static Tensor hstack(IList<Tensor> tensors) => hstack(tensors.ToArray());

    public static Tensor block_diag(params Tensor[] tensors) => Aten.block_diag.Call([tensors]);

    public static IList<Tensor> broadcast_tensors(params Tensor[] tensors) => Aten.broadcast_tensors.CallMany([tensors]);

    public static Tensor[] meshgrid(IEnumerable<Tensor> tensors, string indexing = "ij") =>
        Aten.meshgrid_indexing.CallMany([tensors.ToArray(), indexing]);

    public static Tensor einsum(string equation, params Tensor[] tensors) => Aten.einsum.Call([equation, tensors]);

    public static Tensor where(Tensor condition, Tensor x, Tensor y) => Aten.where_self.Call([condition, x, y]);

    public static Tensor[] where(Tensor condition) => Aten.where.CallMany([condition]);

    public static Tensor softmax(Tensor input, int dim, ScalarType? dtype = null) => input.softmax(dim, dtype);

    public static Tensor searchsorted(
        Tensor sorted_sequence, Tensor values, bool out_int32 = false, bool right = false, Tensor sorter = null!) =>
        Aten.searchsorted_Tensor.Call([sorted_sequence, values, out_int32, right, Argument.None, sorter]);
}
