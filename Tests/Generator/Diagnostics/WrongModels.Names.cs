namespace MtlDsl.Tests;

internal static partial class WrongModels
{
    /// <summary>Names that generated code needs.</summary>
    public static readonly (string Name, string Source)[] Names =
    [
        ("members of the base class", """
            [MultiTaskModel]
            public partial class Model
            {
                [SharedLayer, Linear(4)] public partial Tensor Trunk([Input(2)] Tensor x);
                [Task, Linear(3), CrossEntropy] public partial Tensor {|MTL080:Save|}(Tensor trunk);
                [Task, Linear(3), CrossEntropy] public partial Tensor {|MTL080:parameters|}(Tensor trunk);
            }
            """),
        ("sample weights", """
            [MultiTaskModel]
            public partial class Model
            {
                [SharedLayer, Linear(4)] public partial Tensor Trunk([Input(2)] Tensor {|MTL080:digitWeight|}, [Input(2)] Tensor {|MTL080:weight|});
                [Task, Linear(3), CrossEntropy] public partial Tensor Digit(Tensor trunk);
                [Task, Linear(3), CrossEntropy] public partial Tensor Suit(Tensor trunk);
                [Task, Linear(3), CrossEntropy] public partial Tensor {|MTL080:SuitWeight|}(Tensor trunk);
            }
            """),
        ("generated types", """
            [MultiTaskModel]
            public partial class Model
            {
                [SharedLayer, Linear(4)] public partial Tensor {|MTL080:Metrics|}([Input(2)] Tensor {|MTL080:outputs|});
                [Task, Linear(3), CrossEntropy] public partial Tensor Digit(Tensor metrics);
            }
            """),
        ("members of generated records", """
            [MultiTaskModel]
            public partial class Model
            {
                [SharedLayer, Linear(4)] public partial Tensor Trunk([Input(2)] Tensor x);
                [Task, Linear(3), CrossEntropy] public partial Tensor {|MTL080:Clone|}(Tensor trunk);
                [Task, Linear(3), CrossEntropy] public partial Tensor {|MTL080:Tasks|}(Tensor trunk);
            }
            """),
        ("names of TorchSharp", """
            [MultiTaskModel]
            public partial class Model
            {
                [SharedLayer, Linear(4)] public partial Tensor Trunk([Input(2)] Tensor {|MTL080:tensor|});
                [Task, Linear(3), CrossEntropy] public partial Tensor {|MTL080:Functional|}(Tensor trunk);
            }
            """),
        ("the mask of another task", """
            [MultiTaskModel]
            public partial class Model
            {
                [SharedLayer, Linear(4)] public partial Tensor Trunk([Input(2)] Tensor x);
                [Task, Linear(3), CrossEntropy] public partial Tensor Digit(Tensor trunk);
                [Task, Linear(3), CrossEntropy] public partial Tensor {|MTL080:DigitMask|}(Tensor trunk);
            }
            """),
        ("a property that bodies use", """
            [MultiTaskModel]
            public partial class Model
            {
                [SharedLayer, Linear(4), Dropout] public partial Tensor Trunk([Input(2)] Tensor {|MTL080:training|});
                [Task, Linear(3), CrossEntropy] public partial Tensor Digit(Tensor trunk);
            }
            """),
        ("the method that makes modules", """
            [MultiTaskModel]
            public partial class Model
            {
                [SharedLayer, Linear(4)] public partial Tensor Trunk([Input(2)] Tensor x);
                [Task, Linear(3), CrossEntropy] public partial Tensor {|MTL080:CreateModules|}(Tensor trunk);
            }
            """),
        ("a class called like a generated type", """
            [MultiTaskModel]
            public partial class {|MTL080:Metrics|}
            {
                [SharedLayer, Linear(4)] public partial Tensor Trunk([Input(2)] Tensor x);
                [Task, Linear(3), CrossEntropy] public partial Tensor Digit(Tensor trunk);
            }
            """),
        ("a class called like a generated method", """
            [MultiTaskModel]
            public partial class {|MTL080:Summary|}
            {
                [SharedLayer, Linear(4)] public partial Tensor Trunk([Input(2)] Tensor x);
                [Task, Linear(3), CrossEntropy] public partial Tensor Digit(Tensor trunk);
            }
            """),
        ("the name of the class", """
            [MultiTaskModel]
            public partial class Model
            {
                [SharedLayer, Linear(4)] public partial Tensor Trunk([Input(2)] Tensor x);
                [Task, Linear(3), CrossEntropy] public partial Tensor {|CS0542:Model|}(Tensor trunk);
            }
            """),
        ("keywords", """
            [MultiTaskModel]
            public partial class Model
            {
                [SharedLayer, Linear(4)] public partial Tensor Trunk([Input(2)] Tensor x);
                [Task, Linear(3), CrossEntropy] public partial Tensor {|MTL081:@class|}(Tensor trunk);
            }
            """),
    ];
}
