using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    // A tensor and a number. The operators for a scalar turn it into a tensor of double precision at each call, and
    // convert that; one of the tensor's own type is there already, and the result is the same to the last bit.
    public partial class Tensor
    {
        private static Tensor Add(Tensor tensor, Argument number) => tensor.HoldsNumbers(out var type)
            ? Aten.add_Tensor.Call([tensor, number.AsTensor(type), 1L])
            : Aten.add_Scalar.Call([tensor, number, 1L]);

        private static Tensor Subtract(Tensor tensor, Argument number) => tensor.HoldsNumbers(out var type)
            ? Aten.sub_Tensor.Call([tensor, number.AsTensor(type), 1L])
            : Aten.sub_Scalar.Call([tensor, number, 1L]);

        private static Tensor SubtractFrom(Argument number, Tensor tensor) => tensor.HoldsNumbers(out var type)
            ? Aten.sub_Tensor.Call([number.AsTensor(type), tensor, 1L])
            : Aten.rsub_Scalar.Call([tensor, number, 1L]);

        private static Tensor Multiply(Tensor tensor, Argument number) => tensor.HoldsNumbers(out var type)
            ? Aten.mul_Tensor.Call([tensor, number.AsTensor(type)])
            : Aten.mul_Scalar.Call([tensor, number]);

        private static Tensor Divide(Tensor tensor, Argument number) => tensor.HoldsNumbers(out var type)
            ? Aten.div_Tensor.Call([tensor, number.AsTensor(type)])
            : Aten.div_Scalar.Call([tensor, number]);

        // As PyTorch: the reciprocal, multiplied.
        private static Tensor DivideInto(Argument number, Tensor tensor)
        {
            using var reciprocal = tensor.reciprocal();
            return Multiply(reciprocal, number);
        }

        private Tensor MultiplyInPlace(Argument number) => HoldsNumbers(out var type)
            ? Aten.mul__Tensor.InPlace([this, number.AsTensor(type)])
            : Aten.mul__Scalar.InPlace([this, number]);

        private Tensor AddInPlace(Argument number) => HoldsNumbers(out var type)
            ? Aten.add__Tensor.InPlace([this, number.AsTensor(type), 1L])
            : Aten.add__Scalar.InPlace([this, number, 1L]);

        private Tensor Compare(Operator withTensor, Operator withScalar, Argument number) => HoldsNumbers(out var type)
            ? withTensor.Call([this, number.AsTensor(type)])
            : withScalar.Call([this, number]);

        private bool HoldsNumbers(out ScalarType type)
        {
            type = dtype;
            return type is ScalarType.Float32 or ScalarType.Float64;
        }
    }
}
