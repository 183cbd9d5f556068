using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    // Activations.
    public partial class Tensor
    {
        public Tensor relu() => Aten.relu.Call([this]);
        public Tensor relu_() => Aten.relu_.InPlace([this]);
        public Tensor relu6() => Aten.relu6.Call([this]);
        public Tensor relu6_() => Aten.relu6_.InPlace([this]);
        public Tensor selu() => Aten.selu.Call([this]);
        public Tensor selu_() => Aten.selu_.InPlace([this]);
        public Tensor silu() => Aten.silu.Call([this]);
        public Tensor silu_() => Aten.silu_.InPlace([this]);
        public Tensor gelu() => Aten.gelu.Call([this, "none"]);
        public Tensor leaky_relu(Scalar negative_slope) => Aten.leaky_relu.Call([this, negative_slope]);
        public Tensor leaky_relu_(Scalar negative_slope) => Aten.leaky_relu_.InPlace([this, negative_slope]);
        public Tensor elu(double alpha = 1) => Aten.elu.Call([this, alpha, 1.0, 1.0]);
        public Tensor elu_(double alpha = 1) => Aten.elu_.InPlace([this, alpha, 1.0, 1.0]);
        public Tensor hardsigmoid() => Aten.hardsigmoid.Call([this]);
        public Tensor hardswish() => Aten.hardswish.Call([this]);
        public Tensor hardtanh(Scalar min, Scalar max) => Aten.hardtanh.Call([this, min, max]);
        public Tensor softplus(double beta = 1, double threshold = 20) => Aten.softplus.Call([this, beta, threshold]);
        public Tensor log_sigmoid() => Aten.log_sigmoid.Call([this]);
        public Tensor glu(long dim = -1) => Aten.glu.Call([this, dim]);
        public Tensor prelu(Tensor target) => Aten.prelu.Call([this, target]);
        public Tensor threshold(Scalar threshold, Scalar value) => Aten.threshold.Call([this, threshold, value]);
    }
}
