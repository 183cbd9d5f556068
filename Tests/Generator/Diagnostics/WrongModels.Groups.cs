namespace MtlDsl.Tests;

internal static partial class WrongModels
{
    /// <summary>Learning rates and penalties that are out of range, or say nothing.</summary>
    public static readonly (string Name, string Source)[] Groups =
    [
        ("a learning rate and penalties out of range", """
            [MultiTaskModel, {|MTL033:WeightPenalty(l1: -1)|}]
            public partial class Model
            {
                [SharedLayer, {|MTL033:LearningRate(-0.1)|}, Linear(4)] public partial Tensor Trunk([Input(2)] Tensor x);
                [Task, {|MTL033:LearningRate(double.NaN)|}, Linear(3), CrossEntropy] public partial Tensor A(Tensor trunk);
                [Task, {|MTL033:WeightPenalty(l2: double.PositiveInfinity)|}, Linear(3), CrossEntropy] public partial Tensor B(Tensor trunk);
                [Task, {|MTL033:WeightPenalty(1e300, 0)|}, Linear(3), CrossEntropy] public partial Tensor C(Tensor trunk);
            }
            """),
        ("both penalties out of range", """
            [MultiTaskModel]
            public partial class Model
            {
                [SharedLayer, {|MTL033:{|MTL033:WeightPenalty(-1, -2)|}|}, Linear(4)] public partial Tensor Trunk([Input(2)] Tensor x);
                [Task, Linear(3), CrossEntropy] public partial Tensor A(Tensor trunk);
            }
            """),
        ("a penalty of nothing on the class", """
            [MultiTaskModel, {|MTL090:WeightPenalty|}]
            public partial class Model
            {
                [SharedLayer, {|MTL090:LearningRate(1)|}, Linear(4)] public partial Tensor Trunk([Input(2)] Tensor x);
                [Task, Linear(3), CrossEntropy] public partial Tensor A(Tensor trunk);
            }
            """),
        ("penalties without weights", """
            [MultiTaskModel]
            public partial class Model
            {
                [SharedLayer, {|MTL090:WeightPenalty(l2: 1)|}, LayerNorm] public partial Tensor Scaled([Input(2)] Tensor x);
                [SharedLayer, {|MTL090:LearningRate(2)|}, {|MTL090:WeightPenalty(l2: 1)|}, ReLU] public partial Tensor Trunk(Tensor scaled);
                [SharedLayer, LearningRate(0), {|MTL090:WeightPenalty(l2: 1)|}, Linear(4)] public partial Tensor Fixed(Tensor trunk);
                [SharedLayer, {|MTL090:LearningRate(2)|}] [return: Shape(4)] public Tensor Own(Tensor @fixed) => @fixed * 2;
                [Task, Linear(3), CrossEntropy] public partial Tensor A(Tensor own);
            }
            """),
        ("a learning rate without a role", """
            [MultiTaskModel]
            public partial class Model
            {
                [SharedLayer, Linear(4)] public partial Tensor Trunk([Input(2)] Tensor x);
                [{|MTL015:LearningRate(2)|}, Linear(4)] public partial Tensor Other(Tensor trunk);
                [Task, Linear(3), CrossEntropy] public partial Tensor A(Tensor other);
            }
            """),
        ("a learning rate that does not bind", """
            [MultiTaskModel]
            public partial class Model
            {
                [SharedLayer, LearningRate({|CS1503:"slow"|}), Linear(4)] public partial Tensor Trunk([Input(2)] Tensor x);
                [Task, Linear(3), CrossEntropy] public partial Tensor A(Tensor trunk);
            }
            """),
        ("a node of a penalised class that uses another's module", """
            [MultiTaskModel, WeightPenalty(l2: 1e-3)]
            public partial class Model
            {
                private TorchSharp.Modules.Linear _projection = null!;
                partial void CreateModules() => _projection = nn.Linear(2, 2);
                [SharedLayer] [return: Shape(2)] public Tensor A([Input(2)] Tensor x) => _projection.call(x);
                [SharedLayer, WeightPenalty(l1: 1e-3)] [return: Shape(2)] public Tensor {|MTL091:B|}(Tensor a) => _projection.call(a);
                [Task, Linear(3), CrossEntropy] public partial Tensor Digit(Tensor b);
            }
            """),
    ];
}
