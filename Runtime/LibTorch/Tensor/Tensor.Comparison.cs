using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    // Comparison and logic, element by element.
    public partial class Tensor
    {
        public Tensor eq(Tensor target) => Aten.eq_Tensor.Call([this, target]);
        public Tensor eq(Scalar target) => Compare(Aten.eq_Tensor, Aten.eq_Scalar, target);
        public Tensor eq_(Tensor target) => Aten.eq__Tensor.InPlace([this, target]);
        public Tensor eq_(Scalar target) => Aten.eq__Scalar.InPlace([this, target]);

        public Tensor ne(Tensor target) => Aten.ne_Tensor.Call([this, target]);
        public Tensor ne(Scalar target) => Compare(Aten.ne_Tensor, Aten.ne_Scalar, target);
        public Tensor ne_(Tensor target) => Aten.ne__Tensor.InPlace([this, target]);
        public Tensor ne_(Scalar target) => Aten.ne__Scalar.InPlace([this, target]);

        public Tensor lt(Tensor target) => Aten.lt_Tensor.Call([this, target]);
        public Tensor lt(Scalar target) => Compare(Aten.lt_Tensor, Aten.lt_Scalar, target);
        public Tensor lt_(Tensor target) => Aten.lt__Tensor.InPlace([this, target]);
        public Tensor lt_(Scalar target) => Aten.lt__Scalar.InPlace([this, target]);

        public Tensor le(Tensor target) => Aten.le_Tensor.Call([this, target]);
        public Tensor le(Scalar target) => Compare(Aten.le_Tensor, Aten.le_Scalar, target);
        public Tensor le_(Tensor target) => Aten.le__Tensor.InPlace([this, target]);
        public Tensor le_(Scalar target) => Aten.le__Scalar.InPlace([this, target]);

        public Tensor gt(Tensor target) => Aten.gt_Tensor.Call([this, target]);
        public Tensor gt(Scalar target) => Compare(Aten.gt_Tensor, Aten.gt_Scalar, target);
        public Tensor gt_(Tensor target) => Aten.gt__Tensor.InPlace([this, target]);
        public Tensor gt_(Scalar target) => Aten.gt__Scalar.InPlace([this, target]);

        public Tensor ge(Tensor target) => Aten.ge_Tensor.Call([this, target]);
        public Tensor ge(Scalar target) => Compare(Aten.ge_Tensor, Aten.ge_Scalar, target);
        public Tensor ge_(Tensor target) => Aten.ge__Tensor.InPlace([this, target]);
        public Tensor ge_(Scalar target) => Aten.ge__Scalar.InPlace([this, target]);

        public Tensor equal(Tensor target) => eq(target);
        public Tensor not_equal(Tensor target) => ne(target);
        public Tensor less(Tensor target) => lt(target);
        public Tensor less_equal(Tensor target) => le(target);
        public Tensor greater(Tensor target) => gt(target);
        public Tensor greater_equal(Tensor target) => ge(target);
        public Tensor isclose(Tensor other, double rtol = 1e-5, double atol = 1e-8, bool nanEqual = false) =>
            Aten.isclose.Call([this, other, rtol, atol, nanEqual]);

        public Tensor logical_and(Tensor other) => Aten.logical_and.Call([this, other]);
        public Tensor logical_and_(Tensor other) => Aten.logical_and_.InPlace([this, other]);
        public Tensor logical_or(Tensor other) => Aten.logical_or.Call([this, other]);
        public Tensor logical_or_(Tensor other) => Aten.logical_or_.InPlace([this, other]);
        public Tensor logical_xor(Tensor other) => Aten.logical_xor.Call([this, other]);
        public Tensor logical_xor_(Tensor other) => Aten.logical_xor_.InPlace([this, other]);
        public Tensor bitwise_and(Tensor other) => Aten.bitwise_and_Tensor.Call([this, other]);
        public Tensor bitwise_and_(Tensor other) => Aten.bitwise_and__Tensor.InPlace([this, other]);
        public Tensor bitwise_or(Tensor other) => Aten.bitwise_or_Tensor.Call([this, other]);
        public Tensor bitwise_or_(Tensor other) => Aten.bitwise_or__Tensor.InPlace([this, other]);
        public Tensor bitwise_xor(Tensor other) => Aten.bitwise_xor_Tensor.Call([this, other]);
        public Tensor bitwise_xor_(Tensor other) => Aten.bitwise_xor__Tensor.InPlace([this, other]);
        public Tensor bitwise_left_shift(Tensor other) => Aten.bitwise_left_shift_Tensor.Call([this, other]);
        public Tensor bitwise_right_shift(Tensor other) => Aten.bitwise_right_shift_Tensor.Call([this, other]);

        public Tensor where(Tensor condition, Tensor y) => Aten.where_self.Call([condition, this, y]);
        public Tensor isin(Tensor test_elements, bool assumeUnique = false, bool invert = false) =>
            Aten.isin_Tensor_Tensor.Call([this, test_elements, assumeUnique, invert]);
    }
}
