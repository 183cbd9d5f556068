namespace MtlDsl.Tests;

internal static partial class WrongModels
{
    /// <summary>Names that lead nowhere, or in circles.</summary>
    public static readonly (string Name, string Source)[] Graph =
    [
        ("an empty class", """
            [MultiTaskModel]
            public partial class {|MTL022:Model|};
            """),
        ("a parameter that is its own node", """
            [MultiTaskModel]
            public partial class Model
            {
                [SharedLayer, Linear(4)] public partial Tensor Trunk([Input(2)] Tensor x);
                [Task, Linear(3), CrossEntropy] public partial Tensor {|MTL024:Digit|}(Tensor trunk, Tensor digit);
            }
            """),
        ("a task that reads itself through others", """
            [MultiTaskModel]
            public partial class Model
            {
                [SharedLayer, Linear(4)] public partial Tensor Trunk([Input(2)] Tensor x);
                [Task, Linear(3), CrossEntropy] public partial Tensor {|MTL024:Digit|}(Tensor trunk, Tensor suit);
                [Task, Linear(3), CrossEntropy] public partial Tensor Colour(Tensor digit);
                [Task, Linear(3), CrossEntropy] public partial Tensor Suit(Tensor colour);
            }
            """),
        ("a parameter that names nothing near", """
            [MultiTaskModel]
            public partial class Model
            {
                [SharedLayer, Linear(4)] public partial Tensor Trunk([Input(2)] Tensor x);
                [Task, Linear(3), CrossEntropy] public partial Tensor Digit(Tensor {|MTL020:something|});
            }
            """),
        ("a chain that no task reads", """
            [MultiTaskModel]
            public partial class Model
            {
                [SharedLayer, Linear(4)] public partial Tensor Trunk([Input(2)] Tensor x);
                [Task, Linear(3), CrossEntropy] public partial Tensor Digit(Tensor trunk);
                [SharedLayer, Linear(4)] public partial Tensor {|MTL023:Left|}(Tensor x);
                [SharedLayer, Linear(4)] public partial Tensor {|MTL023:Right|}(Tensor left);
            }
            """),
        ("two nodes that differ in case", """
            [MultiTaskModel]
            public partial class Model
            {
                [SharedLayer, Linear(4)] public partial Tensor Trunk([Input(2)] Tensor x);
                [SharedLayer, Linear(4)] public partial Tensor {|MTL025:trunk|}([Input(2)] Tensor x);
                [Task, Linear(3), CrossEntropy] public partial Tensor Digit(Tensor trunk);
            }
            """),
        ("overloads", """
            [MultiTaskModel]
            public partial class Model
            {
                [SharedLayer, Linear(4)] public partial Tensor Trunk([Input(2)] Tensor x);
                [Task, Linear(3), CrossEntropy] public partial Tensor Digit(Tensor trunk);
                [Task, Linear(3), CrossEntropy] public partial Tensor {|MTL025:Digit|}(Tensor trunk, Tensor x);
            }
            """),
        ("two inputs of one node that differ in case", """
            [MultiTaskModel]
            public partial class Model
            {
                [SharedLayer, Linear(4)] public partial Tensor Trunk([Input(2)] Tensor x, [Input(2)] Tensor {|MTL027:X|});
                [Task, Linear(3), CrossEntropy] public partial Tensor Digit(Tensor trunk);
            }
            """),
        ("an input of two kinds", """
            [MultiTaskModel]
            public partial class Model
            {
                public record Row([property: Numeric] float F);
                [SharedLayer, Linear(4)] public partial Tensor Trunk([Input<Row>] Tensor x);
                [Task, Linear(3), CrossEntropy] public partial Tensor Digit(Tensor trunk, [{|MTL026:Input(1)|}] Tensor X);
            }
            """),
        ("a categorical parameter", """
            [MultiTaskModel]
            public partial class Model
            {
                [SharedLayer, Linear(4)] public partial Tensor Trunk([Input(2), {|MTL029:Categorical(3)|}] Tensor x);
                [Task, Linear(3), CrossEntropy] public partial Tensor Digit(Tensor trunk);
            }
            """),
        ("an input that is standardised here and not there", """
            [MultiTaskModel]
            public partial class Model
            {
                [SharedLayer, Linear(4)] public partial Tensor Left([Input(2, Standardize = true)] Tensor x);
                [SharedLayer, Linear(4)] public partial Tensor Right([{|MTL026:Input(2)|}] Tensor x);
                [Task, Linear(3), CrossEntropy] public partial Tensor Digit(Tensor left, Tensor right);
            }
            """),
    ];
}
