namespace MtlDsl.Tests;

internal static partial class WrongModels
{
    /// <summary>Custom nodes and modules that do not fit.</summary>
    public static readonly (string Name, string Source)[] CustomNodes =
    [
        ("shapes that cannot be", """
            [MultiTaskModel]
            public partial class Model
            {
                [SharedLayer] [return: {|MTL061:Shape|}] public Tensor A([Input(2)] Tensor x) => x;
                [SharedLayer] [return: {|MTL032:Shape(0)|}] public Tensor B([Input(2)] Tensor x) => x;
                [SharedLayer] [return: Shape(2)] public Tensor C([Input(2)] Tensor x) => x;
                [Task, Linear(3), CrossEntropy] public partial Tensor Digit(Tensor a, Tensor b, Tensor c);
            }
            """),
        ("a join on a custom node", """
            [MultiTaskModel]
            public partial class Model
            {
                [SharedLayer, {|MTL060:Add|}] [return: Shape(2)] public Tensor Trunk([Input(2)] Tensor x, [Input(2)] Tensor y) => x + y;
                [Task, Linear(3), CrossEntropy] public partial Tensor Digit(Tensor trunk);
            }
            """),
        ("a parameter made before the seed", """
            [MultiTaskModel]
            public partial class Model
            {
                private readonly TorchSharp.Modules.Parameter {|MTL063:_scale|} = new(torch.ones(2));
                [SharedLayer] [return: Shape(2)] public Tensor Trunk([Input(2)] Tensor x) => x * _scale;
                [Task, Linear(3), CrossEntropy] public partial Tensor Digit(Tensor trunk);
            }
            """),
        ("a module that is never made", """
            [MultiTaskModel]
            public partial class Model
            {
                private TorchSharp.Modules.Linear? {|MTL065:Projection|} { get; set; }
                [SharedLayer] [return: Shape(4)] public Tensor Trunk([Input(2)] Tensor x) => Projection!.call(x);
                [Task, Linear(3), CrossEntropy] public partial Tensor Digit(Tensor trunk);
            }
            """),
        ("a custom node of a wrong model uses what a model has", """
            [MultiTaskModel]
            public partial class Model
            {
                private TorchSharp.Modules.Linear _projection = null!;
                partial void CreateModules() => _projection = nn.Linear(2, 4);
                [SharedLayer]
                [return: Shape(4)] public Tensor Trunk([Input(2)] Tensor x) => training ? _projection.call(x) : x.to(Device);
                [Task, Linear(3), CrossEntropy] public partial Tensor Digit(Tensor {|MTL020:trunc|});
            }
            """),
    ];
}
