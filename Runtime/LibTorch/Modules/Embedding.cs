using TorchSharp.Interop;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace TorchSharp.Modules
{
    /// <summary>A row of weights for each index.</summary>
    public sealed class Embedding : nn.Module<Tensor, Tensor>
    {
        private readonly long paddingIndex;
        private readonly double? maxNorm;
        private readonly double normType;
        private readonly bool scaleGradByFreq;
        private readonly bool sparse;

        [ComponentName(Name = nameof(weight))]
        private Parameter? weightParameter;

        internal Embedding(
            long count, long width, long? paddingIndex, double? maxNorm, double normType, bool scaleGradByFreq, bool sparse,
            Device? device, ScalarType? dtype) : base(nameof(Embedding))
        {
            this.paddingIndex = paddingIndex is < 0 ? count + paddingIndex.Value : paddingIndex ?? -1;
            this.maxNorm = maxNorm;
            this.normType = normType;
            this.scaleGradByFreq = scaleGradByFreq;
            this.sparse = sparse;
            weight = new Parameter(empty(count, width, dtype, device));
            nn.init.normal_(weight);
            if (this.paddingIndex < 0)
                return;
            using var grad = no_grad();
            using var row = weight[this.paddingIndex];
            row.zero_();
        }

        /// <summary>(count, width)</summary>
        public Parameter? weight
        {
            get => weightParameter;
            set => ReplaceComponent(ref weightParameter, value, nameof(weight));
        }

        public override Tensor forward(Tensor input)
        {
            if (maxNorm is { } norm)
            {
                using var grad = no_grad();
                Aten.embedding_renorm_.InPlace([weight, input, norm, normType]);
            }
            return Aten.embedding.Call([weight, input, paddingIndex, scaleGradByFreq, sparse]);
        }
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            public static Modules.Embedding Embedding(
                long num_embeddings, long embedding_dims, long? padding_idx = null, double? max_norm = null, double norm_type = 2,
                bool scale_grad_by_freq = false, bool sparse = false, Device? device = null, ScalarType? dtype = null) =>
                new(num_embeddings, embedding_dims, padding_idx, max_norm, norm_type, scale_grad_by_freq, sparse, device, dtype);
        }
    }
}
