namespace MtlDsl.Tests;

internal static partial class WrongModels
{
    /// <summary>Classes that cannot be models.</summary>
    public static readonly (string Name, string Source)[] Types =
    [
        ("a struct", """
            [MultiTaskModel]
            public partial struct {|MTL002:Model|}
            {
                [SharedLayer, Linear(4)] public partial Tensor Trunk([Input(2)] Tensor x);
                [Task, Linear(3), CrossEntropy] public partial Tensor Digit(Tensor trunk);
            }
            """),
        ("an interface", """
            [MultiTaskModel]
            public partial interface {|MTL002:Model|}
            {
                [SharedLayer, Linear(4)] public partial Tensor Trunk([Input(2)] Tensor x);
                [Task, Linear(3), CrossEntropy] public partial Tensor Digit(Tensor trunk);
            }
            """),
        ("a static class", """
            [MultiTaskModel]
            public static partial class {|MTL002:Model|}
            {
                [return: Shape(2)] [SharedLayer] public static Tensor Trunk([Input(2)] Tensor x) => x;
            }
            """),
        ("a file-local class", """
            [MultiTaskModel]
            file partial class {|MTL002:Model|} { }
            """),
        ("nested in a generic type", """
            public partial class Outer<T> where T : struct
            {
                [MultiTaskModel]
                public partial class {|MTL003:Model|}
                {
                    [SharedLayer, Linear(4)] public partial Tensor Trunk([Input(2)] Tensor x);
                    [Task, Linear(3), CrossEntropy] public partial Tensor Digit(Tensor trunk);
                }
            }
            """),
        ("a module as base", """
            [MultiTaskModel]
            public partial class {|MTL005:Model|} : nn.Module
            {
                public {|MTL008:Model|}() : base("model") { }
                [SharedLayer, Linear(4)] public partial Tensor Trunk([Input(2)] Tensor x);
                [Task, Linear(3), CrossEntropy] public partial Tensor Digit(Tensor trunk);
            }
            """),
        ("a constructor with the generated signature", """
            [MultiTaskModel]
            public partial class Model
            {
                public {|MTL008:Model|}(long seed, string device) { }
                [SharedLayer, Linear(4)] public partial Tensor Trunk([Input(2)] Tensor x);
                [Task, Linear(3), CrossEntropy] public partial Tensor Digit(Tensor trunk);
            }
            """),
        ("a primary constructor and an error elsewhere", """
            [MultiTaskModel]
            public partial class {|MTL008:Model|}(int width)
            {
                public int Width => width;
                [SharedLayer, {|MTL032:Linear(0)|}] public partial Tensor Trunk([Input(2)] Tensor x);
                [Task, Linear(3), CrossEntropy] public partial Tensor Digit(Tensor trunk);
            }
            """),
        ("a keyword as the name", """
            [MultiTaskModel]
            public partial class {|MTL081:@event|}
            {
                [SharedLayer, Linear(4)] public partial Tensor Trunk([Input(2)] Tensor x);
                [Task, Linear(3), CrossEntropy] public partial Tensor Digit(Tensor trunk);
            }
            """),
        ("a type of the namespace hides Tensor", """
            namespace Mine
            {
                public class Tensor;
                [MultiTaskModel]
                public partial class {|MTL007:Model|}
                {
                    [SharedLayer, Linear(4)] public partial torch.Tensor Trunk([Input(2)] torch.Tensor x);
                    [Task, Linear(3), CrossEntropy] public partial torch.Tensor Digit(torch.Tensor trunk);
                }
            }
            """),
        ("a namespace hides nn", """
            namespace Mine.nn
            {
                public class Any;
            }
            namespace Mine
            {
                [MultiTaskModel]
                public partial class {|MTL007:Model|}
                {
                    [SharedLayer, Linear(4)] public partial Tensor Trunk([Input(2)] Tensor x);
                    [Task, Linear(3), CrossEntropy] public partial Tensor Digit(Tensor trunk);
                }
            }
            """),
    ];
}
