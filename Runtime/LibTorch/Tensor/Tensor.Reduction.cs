using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    // Reductions over all elements or along dimensions.
    public partial class Tensor
    {
        public Tensor sum(ScalarType? type = null) => Aten.sum.Call([this, type]);
        public Tensor sum(long dim, bool keepdim = false, ScalarType? type = null) => sum([dim], keepdim, type);
        public Tensor sum(long dim0, long dim1, bool keepdim = false, ScalarType? type = null) => sum([dim0, dim1], keepdim, type);
        public Tensor sum(long dim0, long dim1, long dim2, bool keepdim = false, ScalarType? type = null) =>
            sum([dim0, dim1, dim2], keepdim, type);
        public Tensor sum(long[] dim, bool keepdim = false, ScalarType? type = null) =>
            Aten.sum_dim_IntList.Call([this, dim, keepdim, type]);
        public Tensor sum(ReadOnlySpan<long> dim, bool keepdim = false, ScalarType? type = null) => sum(dim.ToArray(), keepdim, type);
        public Tensor nansum() => Aten.nansum.Call([this, Argument.None, false, Argument.None]);
        public Tensor mean() => Aten.mean.Call([this, Argument.None]);
        public Tensor mean(long[] dimensions, bool keepdim = false, ScalarType? type = null) =>
            Aten.mean_dim.Call([this, dimensions, keepdim, type]);
        public Tensor prod(ScalarType? type = null) => Aten.prod.Call([this, type]);
        public Tensor prod(long dim, bool keepdim = false, ScalarType? type = null) => Aten.prod_dim_int.Call([this, dim, keepdim, type]);

        public Tensor std(bool unbiased = true) => Aten.std.Call([this, unbiased]);
        public Tensor std(long dim, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
            std([dim], unbiased, keepdim, type);
        public Tensor std((long, long) dim, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
            std([dim.Item1, dim.Item2], unbiased, keepdim, type);
        public Tensor std(long[] dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
            InType(type).Reduce(Aten.std_dim, dimensions, unbiased, keepdim);
        public Tensor std(ReadOnlySpan<long> dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
            std(dimensions.ToArray(), unbiased, keepdim, type);
        public (Tensor std, Tensor mean) std_mean(bool unbiased = true) => Aten.std_mean.CallPair([this, unbiased]);
        public (Tensor std, Tensor mean) std_mean(long dim, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
            std_mean([dim], unbiased, keepdim, type);
        public (Tensor std, Tensor mean) std_mean(long[] dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
            Aten.std_mean_dim.CallPair([InType(type), dimensions, unbiased, keepdim]);

        public Tensor var(bool unbiased = true) => Aten.var.Call([this, unbiased]);
        public Tensor var(long dim, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
            var([dim], unbiased, keepdim, type);
        public Tensor var((long, long) dim, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
            var([dim.Item1, dim.Item2], unbiased, keepdim, type);
        public Tensor var(long[] dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
            InType(type).Reduce(Aten.var_dim, dimensions, unbiased, keepdim);
        public Tensor var(ReadOnlySpan<long> dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
            var(dimensions.ToArray(), unbiased, keepdim, type);
        public (Tensor std, Tensor mean) var_mean(bool unbiased = true) => Aten.var_mean.CallPair([this, unbiased]);
        public (Tensor std, Tensor mean) var_mean(long dim, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
            var_mean([dim], unbiased, keepdim, type);
        public (Tensor std, Tensor mean) var_mean(long[] dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
            Aten.var_mean_dim.CallPair([InType(type), dimensions, unbiased, keepdim]);

        public Tensor norm(float p = 2f) => Aten.norm_Scalar.Call([this, (double)p]);
        public Tensor norm(int dim, bool keepdim = false, float p = 2f) =>
            Aten.norm_ScalarOpt_dim.Call([this, (double)p, Dims(dim), keepdim]);
        public Tensor max() => Aten.max.Call([this]);
        public (Tensor values, Tensor indexes) max(long dim, bool keepdim = false) => Aten.max_dim.CallPair([this, dim, keepdim]);
        public Tensor min() => Aten.min.Call([this]);
        public (Tensor values, Tensor indexes) min(long dim, bool keepdim = false) => Aten.min_dim.CallPair([this, dim, keepdim]);
        public Tensor amax(long[] dims, bool keepdim = false, Tensor? @out = null) =>
            @out is null ? Aten.amax.Call([this, dims, keepdim]) : Into(@out, amax(dims, keepdim));
        public Tensor amax(params long[] dims) => Aten.amax.Call([this, dims, false]);
        public Tensor amin(long[] dims, bool keepdim = false, Tensor? @out = null) =>
            @out is null ? Aten.amin.Call([this, dims, keepdim]) : Into(@out, amin(dims, keepdim));
        public Tensor amin(params long[] dims) => Aten.amin.Call([this, dims, false]);
        public (Tensor min, Tensor max) aminmax(long? dim = null, bool keepdim = false) => Aten.aminmax.CallPair([this, dim, keepdim]);
        public Tensor median() => Aten.median.Call([this]);
        public Tensor argmax() => Aten.argmax.Call([this, Argument.None, false]);
        public Tensor argmax(long dim, bool keepdim = false) => Aten.argmax.Call([this, dim, keepdim]);
        public Tensor argmin() => Aten.argmin.Call([this, Argument.None, false]);
        public Tensor argmin(long dim, bool keepdim = false) => Aten.argmin.Call([this, dim, keepdim]);
        public Tensor any() => Aten.any.Call([this]);
        public Tensor any(long dim, bool keepdim = false) => Aten.any_dim.Call([this, dim, keepdim]);
        public Tensor all() => Aten.all.Call([this]);
        public Tensor all(long dim, bool keepdim = false) => Aten.all_dim.Call([this, dim, keepdim]);
        public Tensor count_nonzero(long[]? dims = null) => Aten.count_nonzero_dim_IntList.Call([this, dims ?? []]);
        public Tensor logsumexp(long dim, bool keepdim = false) => Aten.logsumexp.Call([this, Dims(dim), keepdim]);
        public Tensor dist(Tensor other, float p = 2f) => Aten.dist.Call([this, other, (double)p]);

        public Tensor cumsum(long dim, ScalarType? type = null) => Aten.cumsum.Call([this, dim, type]);
        public Tensor cumprod(long dim, ScalarType? type = null) => Aten.cumprod.Call([this, dim, type]);
        public (Tensor values, Tensor indices) cummax(long dim) => Aten.cummax.CallPair([this, dim]);
        public (Tensor values, Tensor indices) cummin(long dim) => Aten.cummin.CallPair([this, dim]);
        public Tensor logcumsumexp(long dim) => Aten.logcumsumexp.Call([this, dim]);
        public Tensor diff(long n = 1, long dim = -1, Tensor? prepend = null, Tensor? append = null) =>
            Aten.diff.Call([this, n, dim, prepend, append]);
        public Tensor softmax(long dim, ScalarType? dtype = null) => Aten.softmax_int.Call([this, dim, dtype]);
        public Tensor log_softmax(long dim, ScalarType? dtype = null) => Aten.log_softmax_int.Call([this, dim, dtype]);

        public (Tensor Values, Tensor Indices) sort(long dim = -1, bool descending = false, bool stable = false) =>
            Aten.sort_stable.CallPair([this, stable, dim, descending]);
        public Tensor argsort(long dim = -1, bool descending = false) => Aten.argsort.Call([this, dim, descending]);
        public Tensor msort() => Aten.msort.Call([this]);
        public (Tensor values, Tensor indexes) topk(int k, int dim = -1, bool largest = true, bool sorted = true) =>
            Aten.topk.CallPair([this, k, dim, largest, sorted]);
        public (Tensor values, Tensor indices) kthvalue(long k, long? dim, bool keepdim = false) =>
            Aten.kthvalue.CallPair([this, k, dim ?? -1, keepdim]);
        public (Tensor values, Tensor indices) mode(long dim = -1, bool keepdim = false) => Aten.mode.CallPair([this, dim, keepdim]);
        public Tensor bincount(Tensor? weights, long minlength = 0) => Aten.bincount.Call([this, weights, minlength]);
    }
}
