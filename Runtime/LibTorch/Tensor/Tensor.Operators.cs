using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    // Operators work element by element, the comparisons too.
    public partial class Tensor
    {
        public static Tensor operator +(Tensor left, Tensor right) => left.add(right);
        public static Tensor operator +(Tensor left, Scalar right) => Add(left, right);
        public static Tensor operator +(Tensor left, int right) => Add(left, right);
        public static Tensor operator +(Tensor left, long right) => Add(left, right);
        public static Tensor operator +(Tensor left, float right) => Add(left, (double)right);
        public static Tensor operator +(Tensor left, double right) => Add(left, right);
        public static Tensor operator +(Scalar left, Tensor right) => Add(right, left);
        public static Tensor operator +(int left, Tensor right) => Add(right, left);
        public static Tensor operator +(long left, Tensor right) => Add(right, left);
        public static Tensor operator +(float left, Tensor right) => Add(right, (double)left);
        public static Tensor operator +(double left, Tensor right) => Add(right, left);

        public static Tensor operator -(Tensor left, Tensor right) => left.sub(right);
        public static Tensor operator -(Tensor left, Scalar right) => Subtract(left, right);
        public static Tensor operator -(Tensor left, int right) => Subtract(left, right);
        public static Tensor operator -(Tensor left, long right) => Subtract(left, right);
        public static Tensor operator -(Tensor left, float right) => Subtract(left, (double)right);
        public static Tensor operator -(Tensor left, double right) => Subtract(left, right);
        public static Tensor operator -(Scalar left, Tensor right) => SubtractFrom(left, right);
        public static Tensor operator -(int left, Tensor right) => SubtractFrom(left, right);
        public static Tensor operator -(long left, Tensor right) => SubtractFrom(left, right);
        public static Tensor operator -(float left, Tensor right) => SubtractFrom((double)left, right);
        public static Tensor operator -(double left, Tensor right) => SubtractFrom(left, right);

        public static Tensor operator *(Tensor left, Tensor right) => left.mul(right);
        public static Tensor operator *(Tensor left, Scalar right) => Multiply(left, right);
        public static Tensor operator *(Tensor left, int right) => Multiply(left, right);
        public static Tensor operator *(Tensor left, long right) => Multiply(left, right);
        public static Tensor operator *(Tensor left, float right) => Multiply(left, (double)right);
        public static Tensor operator *(Tensor left, double right) => Multiply(left, right);
        public static Tensor operator *(Scalar left, Tensor right) => Multiply(right, left);
        public static Tensor operator *(int left, Tensor right) => Multiply(right, left);
        public static Tensor operator *(long left, Tensor right) => Multiply(right, left);
        public static Tensor operator *(float left, Tensor right) => Multiply(right, (double)left);
        public static Tensor operator *(double left, Tensor right) => Multiply(right, left);

        public static Tensor operator /(Tensor left, Tensor right) => Aten.div_Tensor.Call([left, right]);
        public static Tensor operator /(Tensor left, Scalar right) => Divide(left, right);
        public static Tensor operator /(Tensor left, int right) => Divide(left, right);
        public static Tensor operator /(Tensor left, long right) => Divide(left, right);
        public static Tensor operator /(Tensor left, float right) => Divide(left, (double)right);
        public static Tensor operator /(Tensor left, double right) => Divide(left, right);
        public static Tensor operator /(Scalar left, Tensor right) => DivideInto(left, right);
        public static Tensor operator /(int left, Tensor right) => DivideInto(left, right);
        public static Tensor operator /(long left, Tensor right) => DivideInto(left, right);
        public static Tensor operator /(float left, Tensor right) => DivideInto((double)left, right);
        public static Tensor operator /(double left, Tensor right) => DivideInto(left, right);

        public static Tensor operator %(Tensor left, Tensor right) => left.remainder(right);
        public static Tensor operator %(Tensor left, Scalar right) => Aten.remainder_Scalar.Call([left, right]);
        public static Tensor operator %(Tensor left, int right) => Aten.remainder_Scalar.Call([left, right]);
        public static Tensor operator %(Tensor left, long right) => Aten.remainder_Scalar.Call([left, right]);
        public static Tensor operator %(Tensor left, float right) => Aten.remainder_Scalar.Call([left, (double)right]);
        public static Tensor operator %(Tensor left, double right) => Aten.remainder_Scalar.Call([left, right]);

        public static Tensor operator -(Tensor tensor) => tensor.neg();
        public static Tensor operator ~(Tensor left) => left.bitwise_not();
        public static Tensor operator &(Tensor left, Tensor right) => left.bitwise_and(right);
        public static Tensor operator |(Tensor left, Tensor right) => left.bitwise_or(right);
        public static Tensor operator ^(Tensor left, Tensor right) => left.bitwise_xor(right);

        public static Tensor operator ==(Tensor left, Tensor right) => left.eq(right);
        public static Tensor operator ==(Tensor left, Scalar right) => left.eq(right);
        public static Tensor operator ==(Scalar left, Tensor right) => right.eq(left);

        public static Tensor operator !=(Tensor left, Tensor right) => left.ne(right);
        public static Tensor operator !=(Tensor left, Scalar right) => left.ne(right);
        public static Tensor operator !=(Scalar left, Tensor right) => right.ne(left);

        public static Tensor operator <(Tensor left, Tensor right) => left.lt(right);
        public static Tensor operator <(Tensor left, Scalar right) => left.lt(right);
        public static Tensor operator <(Scalar left, Tensor right) => right.gt(left);

        public static Tensor operator <=(Tensor left, Tensor right) => left.le(right);
        public static Tensor operator <=(Tensor left, Scalar right) => left.le(right);
        public static Tensor operator <=(Scalar left, Tensor right) => right.ge(left);

        public static Tensor operator >(Tensor left, Tensor right) => left.gt(right);
        public static Tensor operator >(Tensor left, Scalar right) => left.gt(right);
        public static Tensor operator >(Scalar left, Tensor right) => right.lt(left);

        public static Tensor operator >=(Tensor left, Tensor right) => left.ge(right);
        public static Tensor operator >=(Tensor left, Scalar right) => left.ge(right);
        public static Tensor operator >=(Scalar left, Tensor right) => right.le(left);
    }
}
