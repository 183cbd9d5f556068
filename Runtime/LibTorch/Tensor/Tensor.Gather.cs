using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    // Picking and setting elements by index or mask.
    public partial class Tensor
    {
        public Tensor index_select(long dim, Tensor index) => Aten.index_select.Call([this, dim, index]);
        public Tensor index_add(long dim, Tensor index, Tensor source, Scalar alpha) =>
            Aten.index_add.Call([this, dim, index, source, alpha]);
        public Tensor index_add_(long dim, Tensor index, Tensor source, Scalar alpha) =>
            Aten.index_add_.InPlace([this, dim, index, source, alpha]);
        public Tensor index_copy(long dim, Tensor index, Tensor source) => Aten.index_copy.Call([this, dim, index, source]);
        public Tensor index_copy_(long dim, Tensor index, Tensor source) => Aten.index_copy_.InPlace([this, dim, index, source]);
        public Tensor index_fill(long dim, Tensor index, Scalar value) => Aten.index_fill_int_Scalar.Call([this, dim, index, value]);
        public Tensor index_fill_(long dim, Tensor index, Scalar value) => Aten.index_fill__int_Scalar.InPlace([this, dim, index, value]);
        public Tensor gather(long dim, Tensor index) => Aten.gather.Call([this, dim, index]);
        public Tensor take(Tensor index) => Aten.take.Call([this, index]);
        public Tensor take_along_dim(Tensor indices, long dim) => Aten.take_along_dim.Call([this, indices, dim]);
        public Tensor scatter(long dim, Tensor index, Tensor src) => Aten.scatter_src.Call([this, dim, index, src]);
        public Tensor scatter_(long dim, Tensor index, Tensor src) => Aten.scatter__src.InPlace([this, dim, index, src]);
        public Tensor scatter_add(long dim, Tensor index, Tensor src) => Aten.scatter_add.Call([this, dim, index, src]);
        public Tensor scatter_add_(long dim, Tensor index, Tensor src) => Aten.scatter_add_.InPlace([this, dim, index, src]);
        public Tensor masked_fill(Tensor mask, Scalar value) => Aten.masked_fill_Scalar.Call([this, mask, value]);
        public Tensor masked_fill_(Tensor mask, Scalar value) => Aten.masked_fill__Scalar.InPlace([this, mask, value]);
        public Tensor masked_select(Tensor mask) => Aten.masked_select.Call([this, mask]);
        public Tensor masked_scatter(Tensor mask, Tensor value) => Aten.masked_scatter.Call([this, mask, value]);
        public Tensor masked_scatter_(Tensor mask, Tensor value) => Aten.masked_scatter_.InPlace([this, mask, value]);
        public Tensor nonzero() => Aten.nonzero.Call([this]);
        public Tensor argwhere() => Aten.argwhere.Call([this]);
        public Tensor bucketize(Tensor boundaries, bool outInt32 = false, bool right = false) =>
            Aten.bucketize_Tensor.Call([this, boundaries, outInt32, right]);
        public Tensor select_scatter(Tensor src, long dim, long index) => Aten.select_scatter.Call([this, src, dim, index]);
        public Tensor slice_scatter(Tensor src, long dim = 0, long? start = null, long? end = null, long step = 1) =>
            Aten.slice_scatter.Call([this, src, dim, start, end, step]);
        public Tensor diagonal_scatter(Tensor src, long offset = 0, long dim1 = 0, long dim2 = 1) =>
            Aten.diagonal_scatter.Call([this, src, offset, dim1, dim2]);
    }
}
