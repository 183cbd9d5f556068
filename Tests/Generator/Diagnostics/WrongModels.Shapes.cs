namespace MtlDsl.Tests;

internal static partial class WrongModels
{
    /// <summary>Sizes and shapes that cannot be.</summary>
    public static readonly (string Name, string Source)[] Shapes =
    [
        ("dimensions that are not positive", """
            [MultiTaskModel]
            public partial class Model
            {
                [SharedLayer, {|MTL032:Linear(-1)|}] public partial Tensor Trunk([{|MTL032:Input(0)|}] Tensor x);
                [Task, {|MTL032:Linear(0)|}, CrossEntropy] public partial Tensor Digit(Tensor trunk);
            }
            """),
        ("an input without dimensions", """
            [MultiTaskModel]
            public partial class Model
            {
                [SharedLayer, Linear(4)] public partial Tensor Trunk([{|MTL034:Input(new int[0])|}] Tensor x);
                [Task, Linear(3), CrossEntropy] public partial Tensor Digit(Tensor trunk);
            }
            """),
        ("a null shape", """
            [MultiTaskModel]
            public partial class Model
            {
                [SharedLayer, Linear(4)] public partial Tensor Trunk([{|MTL034:Input(null!)|}] Tensor x);
                [Task, Linear(3), CrossEntropy] public partial Tensor Digit(Tensor trunk);
            }
            """),
        ("an input too large", """
            [MultiTaskModel]
            public partial class Model
            {
                [SharedLayer, Flatten, Linear(4)]
                public partial Tensor Trunk([{|MTL035:Input(2147483647, 2147483647, 2147483647)|}] Tensor x);
                [Task, Linear(3), CrossEntropy] public partial Tensor Digit(Tensor trunk);
            }
            """),
        ("a matrix too large", """
            [MultiTaskModel]
            public partial class Model
            {
                [SharedLayer, {|MTL035:Linear(64)|}] public partial Tensor Trunk([Input(2147483647)] Tensor x);
                [Task, Linear(3), CrossEntropy] public partial Tensor Digit(Tensor trunk);
            }
            """),
        ("a concatenation too large", """
            [MultiTaskModel]
            public partial class Model
            {
                [SharedLayer, Linear(4)]
                public partial Tensor {|MTL035:Trunk|}([Input(2147483647)] Tensor x, [Input(2147483647)] Tensor y);
                [Task, Linear(3), CrossEntropy] public partial Tensor Digit(Tensor trunk);
            }
            """),
        ("an output of a custom node too large", """
            [MultiTaskModel]
            public partial class Model
            {
                [SharedLayer] [return: {|MTL035:Shape(65536, 65536)|}] public Tensor Trunk([Input(2)] Tensor x) => x;
                [Task, Flatten, Linear(3), CrossEntropy] public partial Tensor Digit(Tensor trunk);
            }
            """),
        ("layer norm over one feature", """
            [MultiTaskModel]
            public partial class Model
            {
                [SharedLayer, Linear(1), {|MTL030:LayerNorm|}] public partial Tensor Trunk([Input(2)] Tensor x);
                [Task, Linear(3), CrossEntropy] public partial Tensor Digit(Tensor trunk);
            }
            """),
        ("a concatenation of image and vector", """
            [MultiTaskModel]
            public partial class Model
            {
                [SharedLayer, {|MTL031:Concat|}, Linear(4)] public partial Tensor Trunk([Input(2)] Tensor x, [Input(3, 2)] Tensor y);
                [Task, Linear(3), CrossEntropy] public partial Tensor Digit(Tensor trunk);
            }
            """),
        ("a concatenation of two images of different height", """
            [MultiTaskModel]
            public partial class Model
            {
                [SharedLayer, Linear(4), Flatten] public partial Tensor {|MTL031:Trunk|}([Input(3, 2)] Tensor x, [Input(4, 2)] Tensor y);
                [Task, Linear(3), CrossEntropy] public partial Tensor Digit(Tensor trunk);
            }
            """),
        ("options out of range", """
            [MultiTaskModel]
            public partial class Model
            {
                [SharedLayer, Linear(4), {|MTL033:BatchNorm1d(Momentum = 0)|}, {|MTL033:LayerNorm(Epsilon = 0)|},
                    {|MTL033:LeakyReLU(-0.1)|}, {|MTL033:Dropout(1)|}, {|MTL033:Dropout(double.NaN)|}]
                public partial Tensor Trunk([Input(2)] Tensor x);
                [Task, Linear(3), CrossEntropy] public partial Tensor Digit(Tensor trunk);
            }
            """),
    ];
}
