using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    // Views, copies and other changes of shape.
    public partial class Tensor
    {
        public Tensor view(params long[] shape) => Aten.view.Call([this, shape]);
        public Tensor view_as(Tensor other) => view(other.shape);
        public Tensor reshape(params long[] shape) => Aten.reshape.Call([this, shape]);
        public Tensor flatten(long start_dim = 0, long end_dim = -1) => Aten.flatten_using_ints.Call([this, start_dim, end_dim]);
        public Tensor unflatten(long dim, params long[] sizes) => Aten.unflatten_int.Call([this, dim, sizes]);
        public Tensor ravel() => Aten.ravel.Call([this]);
        public Tensor contiguous() => Aten.contiguous.Call([this, 0L]);
        public Tensor clone() => Aten.clone.Call([this, Argument.None]);
        public Tensor detach() => Aten.detach.Call([this]);
        public Tensor detach_() => Aten.detach_.InPlace([this]);
        public Tensor unsqueeze(long dim) => Aten.unsqueeze.Call([this, dim]);
        public Tensor unsqueeze_(long dim) => Aten.unsqueeze_.InPlace([this, dim]);
        public Tensor squeeze(long? dim = null) => dim is { } d ? Aten.squeeze_dim.Call([this, d]) : Aten.squeeze.Call([this]);
        public Tensor squeeze_(long? dim = null) => dim is { } d ? Aten.squeeze__dim.InPlace([this, d]) : Aten.squeeze_.InPlace([this]);
        public Tensor t() => Aten.t.Call([this]);
        public Tensor transpose(long dim0, long dim1) => Aten.transpose_int.Call([this, dim0, dim1]);
        public Tensor transpose_(long dim0, long dim1) => Aten.transpose_.InPlace([this, dim0, dim1]);
        public Tensor swapaxes(long dim0, long dim1) => Aten.swapaxes.Call([this, dim0, dim1]);
        public Tensor swapdims(long dim0, long dim1) => Aten.swapdims.Call([this, dim0, dim1]);
        public Tensor permute(params long[] permutation) => Aten.permute.Call([this, permutation]);
        public Tensor permute(IEnumerable<long> permutation) => permute(permutation.ToArray());
        public Tensor movedim(long[] source, long[] destination) => Aten.movedim_intlist.Call([this, source, destination]);
        public Tensor moveaxis(long[] source, long[] destination) => movedim(source, destination);
        public Tensor expand(params long[] sizes) => Aten.expand.Call([this, sizes, false]);
        public Tensor expand(long[] sizes, bool isImplicit = false) => Aten.expand.Call([this, sizes, isImplicit]);
        public Tensor expand(ReadOnlySpan<long> sizes, bool isImplicit = false) => expand(sizes.ToArray(), isImplicit);
        public Tensor expand_as(Tensor other) => Aten.expand_as.Call([this, other]);
        public Tensor broadcast_to(params long[] shape) => Aten.broadcast_to.Call([this, shape]);
        public Tensor repeat(params long[] sizes) => Aten.repeat.Call([this, sizes]);
        public Tensor repeat_interleave(long repeats, long? dim = null, long? output_size = null) =>
            Aten.repeat_interleave_self_int.Call([this, repeats, dim, output_size]);
        public Tensor repeat_interleave(Tensor repeats, long? dim = null, long? output_size = null) =>
            Aten.repeat_interleave_self_Tensor.Call([this, repeats, dim, output_size]);
        public Tensor tile(long[] reps) => Aten.tile.Call([this, reps]);
        public Tensor flip(params long[] dims) => Aten.flip.Call([this, dims]);
        public Tensor roll(long shifts, long? dims = null) => Aten.roll.Call([this, Dims(shifts), dims is { } d ? Dims(d) : []]);
        public Tensor roll(long[] shifts, long[] dims) => Aten.roll.Call([this, shifts, dims]);
        public Tensor as_strided(long[] size, long[] strides, long storageOffset = 0) =>
            Aten.as_strided.Call([this, size, strides, storageOffset]);
        public Tensor unfold(long dimension, long size, long step) => Aten.unfold.Call([this, dimension, size, step]);

        public Tensor narrow(long dim, long start, long length) => Aten.narrow.Call([this, dim, start, length]);
        public Tensor slice(long dim, long start, long finish, long step) => Aten.slice_Tensor.Call([this, dim, start, finish, step]);
        public Tensor select(long dim, long index) => Aten.select_int.Call([this, dim, index]);
        public Tensor[] split(long size, int dim = 0) => Aten.split_Tensor.CallMany([this, size, dim]);
        public Tensor[] split(long[] sizes, long dim = 0) => Aten.split_with_sizes.CallMany([this, sizes, dim]);
        public Tensor[] split(params long[] sizes) => Aten.split_with_sizes.CallMany([this, sizes, 0L]);
        public Tensor[] split(ReadOnlySpan<long> sizes, long dim = 0) => split(sizes.ToArray(), dim);
        public Tensor[] chunk(long chunks, long dim = 0) => Aten.chunk.CallMany([this, chunks, dim]);
        public Tensor[] tensor_split(long size, long dim = 0) => Aten.tensor_split_sections.CallMany([this, size, dim]);
        public Tensor[] tensor_split(long[] sizes, long dim = 0) => Aten.tensor_split_indices.CallMany([this, sizes, dim]);
        public Tensor[] unbind(long dimension = 0) => Aten.unbind_int.CallMany([this, dimension]);
    }
}
