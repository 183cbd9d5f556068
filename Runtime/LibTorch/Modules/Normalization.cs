using TorchSharp.Utils;
using static TorchSharp.torch;

namespace TorchSharp.Modules
{
    /// <summary>Layer normalisation (Ba et al., 2016).</summary>
    public sealed class LayerNorm : nn.Module<Tensor, Tensor>
    {
        [ComponentName(Name = nameof(weight))]
        private Parameter? weightParameter;

        [ComponentName(Name = nameof(bias))]
        private Parameter? biasParameter;

        internal LayerNorm(long[] normalizedShape, double eps, bool elementwiseAffine, bool bias, Device? device, ScalarType? dtype)
            : base(nameof(LayerNorm))
        {
            normalized_shape = normalizedShape;
            this.eps = eps;
            elementwise_affine = elementwiseAffine;
            if (!elementwiseAffine)
                return;
            weight = new Parameter(empty(normalizedShape, dtype, device));
            if (bias)
                this.bias = new Parameter(empty(normalizedShape, dtype, device));
            reset_parameters();
        }

        public long[] normalized_shape { get; set; }

        public double eps { get; set; }

        public bool elementwise_affine { get; set; }

        public Parameter weight
        {
            get => weightParameter!;
            set => ReplaceComponent(ref weightParameter, value, nameof(weight));
        }

        public Parameter? bias
        {
            get => biasParameter;
            set => ReplaceComponent(ref biasParameter, value, nameof(bias));
        }

        public void reset_parameters()
        {
            if (weightParameter is not null)
                nn.init.ones_(weightParameter);
            if (biasParameter is not null)
                nn.init.zeros_(biasParameter);
        }

        public override Tensor forward(Tensor tensor) =>
            nn.functional.layer_norm(tensor, normalized_shape, weightParameter, biasParameter, eps);
    }

    /// <summary>Group normalisation (Wu and He, 2018).</summary>
    public sealed class GroupNorm : nn.Module<Tensor, Tensor>
    {
        [ComponentName(Name = nameof(weight))]
        private Parameter? weightParameter;

        [ComponentName(Name = nameof(bias))]
        private Parameter? biasParameter;

        internal GroupNorm(long groups, long channels, double eps, bool affine, Device? device, ScalarType? dtype)
            : base(nameof(GroupNorm))
        {
            num_groups = groups;
            this.eps = eps;
            this.affine = affine;
            if (!affine)
                return;
            weight = new Parameter(ones(channels, dtype, device));
            bias = new Parameter(zeros(channels, dtype, device));
        }

        public long num_groups { get; set; }

        public double eps { get; set; }

        public bool affine { get; set; }

        public Parameter weight
        {
            get => weightParameter!;
            set => ReplaceComponent(ref weightParameter, value, nameof(weight));
        }

        public Parameter? bias
        {
            get => biasParameter;
            set => ReplaceComponent(ref biasParameter, value, nameof(bias));
        }

        public override Tensor forward(Tensor tensor) =>
            nn.functional.group_norm(tensor, num_groups, weightParameter, biasParameter, eps);
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            public static Modules.LayerNorm LayerNorm(
                long normalized_shape, double eps = 1e-05, bool elementwise_affine = true, bool bias = true, Device? device = null,
                ScalarType? dtype = null) =>
                new([normalized_shape], eps, elementwise_affine, bias, device, dtype);

            public static Modules.LayerNorm LayerNorm(
                long[] normalized_shape, double eps = 1e-05, bool elementwise_affine = true, bool bias = true, Device? device = null,
                ScalarType? dtype = null) =>
                new(normalized_shape, eps, elementwise_affine, bias, device, dtype);

            public static Modules.GroupNorm GroupNorm(
                long num_groups, long num_channels, double eps = 1e-05, bool affine = true, Device? device = null,
                ScalarType? dtype = null) =>
                new(num_groups, num_channels, eps, affine, device, dtype);
        }
    }
}
