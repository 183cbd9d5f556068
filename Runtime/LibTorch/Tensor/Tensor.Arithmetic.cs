using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    // Arithmetic between tensors, and between a tensor and a number.
    public partial class Tensor
    {
        public Tensor add(Tensor target) => Aten.add_Tensor.Call([this, target, 1L]);
        public Tensor add(Tensor target, Scalar alpha) => Aten.add_Tensor.Call([this, target, alpha]);
        public Tensor add(Scalar scalar) => Add(this, scalar);
        public Tensor add(Scalar scalar, Scalar alpha) => Aten.add_Scalar.Call([this, scalar, alpha]);
        public Tensor add_(Tensor target) => Aten.add__Tensor.InPlace([this, target, 1L]);
        public Tensor add_(Tensor target, Scalar alpha) => Aten.add__Tensor.InPlace([this, target, alpha]);
        public Tensor add_(Scalar scalar) => AddInPlace(scalar);
        public Tensor add_(Scalar scalar, Scalar alpha) => Aten.add__Scalar.InPlace([this, scalar, alpha]);

        public Tensor sub(Tensor target) => Aten.sub_Tensor.Call([this, target, 1L]);
        public Tensor sub(Scalar target) => Subtract(this, target);
        public Tensor sub_(Tensor target) => Aten.sub__Tensor.InPlace([this, target, 1L]);
        public Tensor sub_(Scalar target) => Aten.sub__Scalar.InPlace([this, target, 1L]);
        public Tensor subtract(Tensor target) => sub(target);
        public Tensor subtract(Scalar target) => sub(target);
        public Tensor subtract_(Tensor target) => sub_(target);
        public Tensor subtract_(Scalar target) => sub_(target);

        public Tensor mul(Tensor target) => Aten.mul_Tensor.Call([this, target]);
        public Tensor mul(Scalar target) => Multiply(this, target);
        public Tensor mul_(Tensor target) => Aten.mul__Tensor.InPlace([this, target]);
        public Tensor mul_(Scalar target) => MultiplyInPlace(target);
        public Tensor multiply(Tensor target) => mul(target);
        public Tensor multiply(Scalar target) => mul(target);

        public Tensor div(Tensor target, RoundingMode rounding_mode = RoundingMode.None) =>
            rounding_mode == RoundingMode.None
                ? Aten.div_Tensor.Call([this, target])
                : Aten.div_Tensor_mode.Call([this, target, Text(rounding_mode)]);
        public Tensor div(Scalar target, RoundingMode rounding_mode = RoundingMode.None) =>
            rounding_mode == RoundingMode.None
                ? Divide(this, target)
                : Aten.div_Scalar_mode.Call([this, target, Text(rounding_mode)]);
        public Tensor div_(Tensor target, RoundingMode rounding_mode = RoundingMode.None) =>
            Aten.div__Tensor_mode.InPlace([this, target, Text(rounding_mode)]);
        public Tensor div_(Scalar target, RoundingMode rounding_mode = RoundingMode.None) =>
            Aten.div__Scalar_mode.InPlace([this, target, Text(rounding_mode)]);
        public Tensor divide(Tensor target, RoundingMode rounding_mode = RoundingMode.None) => div(target, rounding_mode);
        public Tensor divide(Scalar target, RoundingMode rounding_mode = RoundingMode.None) => div(target, rounding_mode);
        public Tensor divide_(Tensor target, RoundingMode rounding_mode = RoundingMode.None) => div_(target, rounding_mode);
        public Tensor divide_(Scalar target, RoundingMode rounding_mode = RoundingMode.None) => div_(target, rounding_mode);
        public Tensor true_divide(Tensor other) => div(other);
        public Tensor true_divide(Scalar other) => div(other);
        public Tensor floor_divide(Tensor other) => Aten.floor_divide.Call([this, other]);
        public Tensor floor_divide(Scalar other) => Aten.floor_divide_Scalar.Call([this, other]);
        public Tensor remainder(Tensor target) => Aten.remainder_Tensor.Call([this, target]);
        public Tensor remainder(Scalar scalar) => Aten.remainder_Scalar.Call([this, scalar]);
        public Tensor remainder_(Tensor target) => Aten.remainder__Tensor.InPlace([this, target]);
        public Tensor remainder_(Scalar scalar) => Aten.remainder__Scalar.InPlace([this, scalar]);
        public Tensor fmod(Tensor target) => Aten.fmod_Tensor.Call([this, target]);
        public Tensor fmod(Scalar scalar) => Aten.fmod_Scalar.Call([this, scalar]);

        public Tensor pow(Tensor exponent) => Aten.pow_Tensor_Tensor.Call([this, exponent]);
        public Tensor pow(Scalar exponent) => Aten.pow_Tensor_Scalar.Call([this, exponent]);
        public Tensor pow_(Tensor exponent) => Aten.pow__Tensor.InPlace([this, exponent]);
        public Tensor pow_(Scalar exponent) => Aten.pow__Scalar.InPlace([this, exponent]);
        public Tensor atan2(Tensor other) => Aten.atan2.Call([this, other]);
        public Tensor hypot(Tensor other) => Aten.hypot.Call([this, other]);
        public Tensor logaddexp(Tensor other) => Aten.logaddexp.Call([this, other]);
        public Tensor xlogy(Tensor y) => Aten.xlogy_Tensor.Call([this, y]);
        public Tensor xlogy(Scalar y) => Aten.xlogy_Scalar_Other.Call([this, y]);

        public Tensor addcmul(Tensor tensor1, Tensor tensor2, Scalar value) => Aten.addcmul.Call([this, tensor1, tensor2, value]);
        public Tensor addcmul_(Tensor tensor1, Tensor tensor2, Scalar value) => Aten.addcmul_.InPlace([this, tensor1, tensor2, value]);
        public Tensor addcdiv(Tensor tensor1, Tensor tensor2) => Aten.addcdiv.Call([this, tensor1, tensor2, 1L]);
        public Tensor addcdiv(Tensor tensor1, Tensor tensor2, Scalar value) => Aten.addcdiv.Call([this, tensor1, tensor2, value]);
        public Tensor addcdiv_(Tensor tensor1, Tensor tensor2) => Aten.addcdiv_.InPlace([this, tensor1, tensor2, 1L]);
        public Tensor addcdiv_(Tensor tensor1, Tensor tensor2, Scalar value) => Aten.addcdiv_.InPlace([this, tensor1, tensor2, value]);
        public Tensor lerp(Tensor end, Tensor weight) => Aten.lerp_Tensor.Call([this, end, weight]);
        public Tensor lerp_(Tensor end, Tensor weight) => Aten.lerp__Tensor.InPlace([this, end, weight]);

        public Tensor maximum(Tensor other) => Aten.maximum.Call([this, other]);
        public Tensor minimum(Tensor other) => Aten.minimum.Call([this, other]);
        public Tensor fmax(Tensor other) => Aten.fmax.Call([this, other]);
        public Tensor fmin(Tensor other) => Aten.fmin.Call([this, other]);
        public Tensor max(Tensor other) => maximum(other);
        public Tensor min(Tensor other) => minimum(other);
        public Tensor clamp(Scalar? min = null, Scalar? max = null) => Aten.clamp.Call([this, min, max]);
        public Tensor clamp(Tensor? min = null, Tensor? max = null) => Aten.clamp_Tensor.Call([this, min, max]);
        public Tensor clamp_(Scalar? min = null, Scalar? max = null) => Aten.clamp_.InPlace([this, min, max]);
        public Tensor clamp_(Tensor? min = null, Tensor? max = null) => Aten.clamp__Tensor.InPlace([this, min, max]);
        public Tensor clamp_max(Scalar max) => Aten.clamp_max.Call([this, max]);
        public Tensor clamp_max_(Scalar max) => Aten.clamp_max_.InPlace([this, max]);
        public Tensor clamp_min(Scalar min) => Aten.clamp_min.Call([this, min]);
        public Tensor clamp_min_(Scalar min) => Aten.clamp_min_.InPlace([this, min]);
        public Tensor clip(Scalar? min = null, Scalar? max = null) => clamp(min, max);
        public Tensor fill_(Scalar value) => Aten.fill__Scalar.InPlace([this, value]);
    }
}
