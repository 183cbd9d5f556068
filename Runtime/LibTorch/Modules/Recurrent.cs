using System.Globalization;
using TorchSharp.Interop;
using static TorchSharp.torch;

namespace TorchSharp.Modules
{
    /// <summary>The sizes and weights of a recurrent network, in libtorch's order and under PyTorch's names.</summary>
    internal sealed record RecurrentShape(
        long Inputs, long Hidden, long Layers, bool Bias, bool BatchFirst, double Dropout, bool Bidirectional)
    {
        private int Directions => Bidirectional ? 2 : 1;

        /// <summary>Draws the weights, each from ±1/√hidden, for so many gates.</summary>
        internal IEnumerable<(string name, Parameter parameter)> Weights(int gates, Device? device, ScalarType? dtype)
        {
            var bound = 1 / Math.Sqrt(Hidden);
            Parameter Draw(params long[] size)
            {
                var parameter = new Parameter(empty(size, dtype, device));
                nn.init.uniform_(parameter, -bound, bound);
                parameter.DetachFromDisposeScope();
                return parameter;
            }
            for (var layer = 0; layer < Layers; layer++)
            {
                for (var direction = 0; direction < Directions; direction++)
                {
                    var suffix = string.Create(CultureInfo.InvariantCulture, $"_l{layer}{(direction == 1 ? "_reverse" : "")}");
                    yield return ($"weight_ih{suffix}", Draw(gates * Hidden, layer == 0 ? Inputs : Hidden * Directions));
                    yield return ($"weight_hh{suffix}", Draw(gates * Hidden, Hidden));
                    if (!Bias)
                        continue;
                    yield return ($"bias_ih{suffix}", Draw(gates * Hidden));
                    yield return ($"bias_hh{suffix}", Draw(gates * Hidden));
                }
            }
        }

        internal Tensor InitialState(Tensor input) =>
            zeros([Directions * Layers, input.size(BatchFirst ? 0 : 1), Hidden], input.dtype, input.device);
    }

    /// <summary>Long short-term memory (Hochreiter and Schmidhuber, 1997).</summary>
    public sealed class LSTM : nn.Module<Tensor, (Tensor, Tensor)?, (Tensor, Tensor, Tensor)>
    {
        private readonly RecurrentShape shape;

        internal LSTM(RecurrentShape shape, Device? device, ScalarType? dtype) : base(nameof(LSTM))
        {
            this.shape = shape;
            foreach (var (name, parameter) in shape.Weights(4, device, dtype))
                register_parameter(name, parameter);
        }

        /// <summary>The outputs of the last layer, and its hidden and cell states after the last step.</summary>
        public override (Tensor, Tensor, Tensor) forward(Tensor input, (Tensor, Tensor)? h0_c0 = null)
        {
            var (h0, c0) = h0_c0 ?? (shape.InitialState(input), shape.InitialState(input));
            var results = Aten.lstm_input.CallMany(
                [input, new[] { h0, c0 }, _internal_params.Values.ToArray<Tensor>(), shape.Bias, shape.Layers, shape.Dropout, training,
                    shape.Bidirectional, shape.BatchFirst]);
            return (results[0], results[1], results[2]);
        }

        public new (Tensor, Tensor, Tensor) call(Tensor input, (Tensor, Tensor)? h0_c0 = null) => base.call(input, h0_c0);
    }

    /// <summary>Gated recurrent units (Cho et al., 2014).</summary>
    public sealed class GRU : nn.Module<Tensor, Tensor, (Tensor, Tensor)>
    {
        private readonly RecurrentShape shape;

        internal GRU(RecurrentShape shape, Device? device, ScalarType? dtype) : base(nameof(GRU))
        {
            this.shape = shape;
            foreach (var (name, parameter) in shape.Weights(3, device, dtype))
                register_parameter(name, parameter);
        }

        /// <summary>The outputs of the last layer, and its hidden state after the last step.</summary>
        public override (Tensor, Tensor) forward(Tensor input, Tensor h0 = null!) =>
            Aten.gru_input.CallPair(
                [input, h0 ?? shape.InitialState(input), _internal_params.Values.ToArray<Tensor>(), shape.Bias, shape.Layers,
                    shape.Dropout, training, shape.Bidirectional, shape.BatchFirst]);

        public new (Tensor, Tensor) call(Tensor input, Tensor h0 = null!) => base.call(input, h0);
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            public static Modules.LSTM LSTM(
                long inputSize, long hiddenSize, long numLayers = 1, bool bias = true, bool batchFirst = false, double dropout = 0,
                bool bidirectional = false, Device? device = null, ScalarType? dtype = null) =>
                new(new Modules.RecurrentShape(inputSize, hiddenSize, numLayers, bias, batchFirst, dropout, bidirectional), device, dtype);

            public static Modules.GRU GRU(
                long inputSize, long hiddenSize, long numLayers = 1, bool bias = true, bool batchFirst = false, double dropout = 0,
                bool bidirectional = false, Device device = null!, ScalarType? dtype = null) =>
                new(new Modules.RecurrentShape(inputSize, hiddenSize, numLayers, bias, batchFirst, dropout, bidirectional), device, dtype);
        }
    }
}
