namespace MtlDsl.Tests;

internal static partial class WrongModels
{
    /// <summary>Members that collide with generated ones.</summary>
    public static readonly (string Name, string Source)[] Members =
    [
        ("a nested type called Inputs", """
            [MultiTaskModel]
            public partial class Model
            {
                public record {|MTL006:Inputs|}(int X);
                [SharedLayer, Linear(4)] public partial Tensor Trunk([Input(2)] Tensor x);
                [Task, Linear(3), CrossEntropy] public partial Tensor Digit(Tensor trunk);
            }
            """),
        ("a property called Predict", """
            [MultiTaskModel]
            public partial class Model
            {
                public int {|MTL006:Predict|} => 3;
                [SharedLayer, Linear(4)] public partial Tensor Trunk([Input(2)] Tensor x);
                [Task, Linear(3), CrossEntropy] public partial Tensor Digit(Tensor trunk);
            }
            """),
        ("a field of the base class hidden", """
            [MultiTaskModel]
            public partial class Model
            {
                public int {|MTL006:Device|} = 3;
                [SharedLayer, Linear(4)] public partial Tensor Trunk([Input(2)] Tensor x);
                [Task, Linear(3), CrossEntropy] public partial Tensor Digit(Tensor trunk);
            }
            """),
        ("RegisterComponents overridden", """
            [MultiTaskModel]
            public partial class Model
            {
                protected override void {|MTL006:RegisterComponents|}() { }
                [SharedLayer, Linear(4)] public partial Tensor Trunk([Input(2)] Tensor x);
                [Task, Linear(3), CrossEntropy] public partial Tensor Digit(Tensor trunk);
            }
            """),
        ("CreateModules that is not partial", """
            [MultiTaskModel]
            public partial class Model
            {
                private void {|MTL006:CreateModules|}() { }
                [SharedLayer, Linear(4)] public partial Tensor Trunk([Input(2)] Tensor x);
                [Task, Linear(3), CrossEntropy] public partial Tensor Digit(Tensor trunk);
            }
            """),
        ("fields called like generated ones", """
            [MultiTaskModel]
            public partial class Model
            {
                public record Row([property: Numeric] float F, [property: Categorical] DayOfWeek? D);
                public int {|MTL006:_rEncoder|} = 1, {|MTL006:RCategories|} = 2, {|MTL006:_digitLossWeights|} = 3, {|MTL006:DigitLossWeight|} = 4;
                public int {|MTL006:_digitAndSuitWeight|} = 5, {|MTL006:_digitAndSuitBias|} = 6;
                [SharedLayer, Linear(4)] public partial Tensor Trunk([Input<Row>] Tensor r);
                [Task, LossWeight(0.5), Linear(3), CrossEntropy(ClassWeights = [1, 2, 3])] public partial Tensor Digit(Tensor trunk);
                [Task, Linear(1), Huber] public partial Tensor Suit(Tensor trunk);
            }
            """),
        ("Fit with another signature", """
            [MultiTaskModel]
            public partial class Model
            {
                public void {|MTL009:Fit|}(int epochs) { }
                [SharedLayer, Linear(4)] public partial Tensor Trunk([Input(2)] Tensor x);
                [Task, Linear(3), CrossEntropy] public partial Tensor Digit(Tensor trunk);
            }
            """),
        ("Summary that does not override", """
            [MultiTaskModel]
            public partial class Model
            {
                public string {|MTL009:Summary|}() => "";
                [SharedLayer, Linear(4)] public partial Tensor Trunk([Input(2)] Tensor x);
                [Task, Linear(3), CrossEntropy] public partial Tensor Digit(Tensor trunk);
            }
            """),
    ];
}
