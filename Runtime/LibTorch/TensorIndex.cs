using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>One index of <c>tensor[...]</c>: a number, a slice, a mask, a tensor, an ellipsis or a new dimension.</summary>
    public struct TensorIndex
    {
        internal enum IndexKind
        {
            None,
            Ellipsis,
            Single,
            Bool,
            Slice,
            Tensor,
        }

        internal IndexKind Kind;
        internal long? Start;
        internal long? Stop;
        internal long? Step;
        internal Tensor? Indices;

        /// <summary>As many whole dimensions as the others leave.</summary>
        public static TensorIndex Ellipsis = new() { Kind = IndexKind.Ellipsis };

        /// <summary>A new dimension of size 1.</summary>
        public static TensorIndex Null = new() { Kind = IndexKind.None };

        /// <summary>A new dimension of size 1.</summary>
        public static TensorIndex None = new() { Kind = IndexKind.None };

        /// <summary>A whole dimension.</summary>
        public static TensorIndex Colon = new() { Kind = IndexKind.Slice };

        public static TensorIndex Bool(bool value) => new() { Kind = IndexKind.Bool, Start = value ? 1 : 0 };

        public static TensorIndex Single(long? index) => new() { Kind = IndexKind.Single, Start = index };

        public static TensorIndex Tensor(Tensor tensor) => new() { Kind = IndexKind.Tensor, Indices = tensor };

        public static TensorIndex Slice(long? start = null, long? stop = null, long? step = null) =>
            new() { Kind = IndexKind.Slice, Start = start, Stop = stop, Step = step };

        public static TensorIndex Slice((int?, int?) range) => Slice(range.Item1, range.Item2);

        public static TensorIndex Slice(Range range) => Slice(Place(range.Start), Place(range.End));

        /// <summary>Makes the indexer with a TensorIndex the better one for a number; never to be called.</summary>
        public static implicit operator Tensor(TensorIndex value) => throw new InvalidOperationException("Should not be called.");

        public static implicit operator TensorIndex(long value) => Single(value);

        public static implicit operator TensorIndex(Index index) => Single(index.IsFromEnd ? -index.Value : index.Value);

        public static implicit operator TensorIndex(Range range) => Slice(range);

        public static implicit operator TensorIndex((int?, int?) range) => Slice(range);

        // ^0 is the end itself, which no negative number names.
        private static long? Place(Index index) =>
            !index.IsFromEnd ? index.Value : index.Value == 0 ? null : -index.Value;
    }

    public partial class Tensor
    {
        [System.Runtime.CompilerServices.IndexerName("TensorItems")]
        public Tensor this[params TensorIndex[] indices]
        {
            get => index(indices);
            set => index_put_(value, indices);
        }

        [System.Runtime.CompilerServices.IndexerName("TensorItems")]
        public Tensor this[params Tensor[] indices]
        {
            get => index(indices);
            set => index_put_(value, indices);
        }

        [System.Runtime.CompilerServices.IndexerName("TensorItems")]
        public Tensor this[long i1]
        {
            get => select(0, i1);
            set => select(0, i1).copy_(value);
        }

        [System.Runtime.CompilerServices.IndexerName("TensorItems")]
        public Tensor this[long i1, long i2]
        {
            get => select(0, i1).select(0, i2);
            set => this[i1, i2].copy_(value);
        }

        [System.Runtime.CompilerServices.IndexerName("TensorItems")]
        public Tensor this[long i1, long i2, long i3]
        {
            get => this[i1, i2].select(0, i3);
            set => this[i1, i2, i3].copy_(value);
        }

        [System.Runtime.CompilerServices.IndexerName("TensorItems")]
        public Tensor this[long i1, long i2, long i3, long i4]
        {
            get => this[i1, i2, i3].select(0, i4);
            set => this[i1, i2, i3, i4].copy_(value);
        }

        public Tensor index(params TensorIndex[] indices)
        {
            var (view, tensors) = View(indices);
            return tensors is null ? view : view.index(tensors);
        }

        public Tensor index(params Tensor[] indices) => Aten.index_Tensor.Call([this, Argument.Optional(indices)]);

        public Tensor index_put_(Tensor value, params TensorIndex[] indices) => index_put_(value, indices, false);

        public Tensor index_put_(Tensor value, params Tensor[] indices) => index_put_(value, indices, false);

        public Tensor index_put_(Tensor value, TensorIndex[] indices, bool accumulate = false)
        {
            var (view, tensors) = View(indices);
            if (tensors is not null)
                view.index_put_(value, tensors, accumulate);
            else if (accumulate)
                view.add_(value);
            else
                view.copy_(value);
            return this;
        }

        public Tensor index_put_(Tensor value, Tensor[] indices, bool accumulate = false) =>
            Aten.index_put_.InPlace([this, Argument.Optional(indices), value, accumulate]);

        public Tensor index_put_(Scalar value, params TensorIndex[] indices) => index_put_(AsTensor(value), indices, false);

        public Tensor index_put_(Scalar value, params Tensor[] indices) => index_put_(AsTensor(value), indices, false);

        private Tensor AsTensor(Scalar value) => full([], value, dtype, device);

        // What numbers, slices and new dimensions do is a view; tensors are left for the operator, each at its dimension.
        private (Tensor view, Tensor[]? tensors) View(TensorIndex[] indices)
        {
            var view = this;
            Tensor?[]? tensors = null;
            var dim = 0;
            foreach (var index in indices)
            {
                switch (index.Kind)
                {
                    case TensorIndex.IndexKind.None:
                        view = view.unsqueeze(dim++);
                        break;
                    case TensorIndex.IndexKind.Ellipsis:
                        dim += (int)view.Dimensions - dim - Consumed(indices, index);
                        break;
                    case TensorIndex.IndexKind.Single:
                        view = view.select(dim, index.Start ?? 0);
                        break;
                    case TensorIndex.IndexKind.Slice:
                        view = Aten.slice_Tensor.Call([view, dim++, index.Start, index.Stop, index.Step ?? 1L]);
                        break;
                    case TensorIndex.IndexKind.Bool:
                        view = view.unsqueeze(dim);
                        Put(ref tensors, dim++, tensor(index.Start != 0, device: device).unsqueeze(0));
                        break;
                    default:
                        Put(ref tensors, dim, index.Indices);
                        dim += index.Indices!.dtype == ScalarType.Bool ? (int)index.Indices.Dimensions : 1;
                        break;
                }
            }
            return (ReferenceEquals(view, this) && tensors is null ? alias() : view, (Tensor[]?)tensors!);
        }

        private static int Consumed(TensorIndex[] indices, TensorIndex ellipsis)
        {
            var after = indices.SkipWhile(index => index.Kind != ellipsis.Kind).Skip(1);
            return after.Sum(index => index.Kind switch
            {
                TensorIndex.IndexKind.None or TensorIndex.IndexKind.Bool => 0,
                TensorIndex.IndexKind.Tensor when index.Indices!.dtype == ScalarType.Bool => (int)index.Indices.Dimensions,
                _ => 1,
            });
        }

        private static void Put(ref Tensor?[]? tensors, int dim, Tensor? index)
        {
            Array.Resize(ref tensors, dim + 1);
            tensors[dim] = index;
        }
    }
}
