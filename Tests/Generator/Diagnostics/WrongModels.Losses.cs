namespace MtlDsl.Tests;

internal static partial class WrongModels
{
    /// <summary>Losses, weights and enums that do not fit their tasks.</summary>
    public static readonly (string Name, string Source)[] Losses =
    [
        ("weights that are no numbers", """
            [MultiTaskModel]
            public partial class Model
            {
                [SharedLayer, Linear(4)] public partial Tensor Trunk([Input(2)] Tensor x);
                [Task, {|MTL045:LossWeight(double.NaN)|}, Linear(3), CrossEntropy] public partial Tensor A(Tensor trunk);
                [Task, {|MTL045:LossWeight(0.0 / 0.0)|}, Linear(3), CrossEntropy] public partial Tensor B(Tensor trunk);
                [Task, {|MTL045:LossWeight(double.PositiveInfinity)|}, Linear(3), CrossEntropy] public partial Tensor C(Tensor trunk);
            }
            """),
        ("a weight beyond single precision", """
            [MultiTaskModel]
            public partial class Model
            {
                [SharedLayer, Linear(4)] public partial Tensor Trunk([Input(2)] Tensor x);
                [Task, {|MTL045:LossWeight(1e308)|}, Linear(3), CrossEntropy] public partial Tensor Digit(Tensor trunk);
            }
            """),
        ("negative zero alone", """
            [MultiTaskModel]
            public partial class {|MTL053:Model|}
            {
                [SharedLayer, Linear(4)] public partial Tensor Trunk([Input(2)] Tensor x);
                [Task, LossWeight(-0.0), Linear(3), CrossEntropy] public partial Tensor Digit(Tensor trunk);
            }
            """),
        ("a loss weight twice", """
            [MultiTaskModel]
            public partial class Model
            {
                [SharedLayer, Linear(4)] public partial Tensor Trunk([Input(2)] Tensor x);
                [Task, LossWeight(1), {|CS0579:LossWeight|}(2), Linear(3), CrossEntropy] public partial Tensor Digit(Tensor trunk);
            }
            """),
        ("class weights that cannot be", """
            [MultiTaskModel]
            public partial class Model
            {
                [SharedLayer, Linear(4)] public partial Tensor Trunk([Input(2)] Tensor x);
                [Task, Linear(3), {|MTL050:CrossEntropy(ClassWeights = new double[0])|}] public partial Tensor A(Tensor trunk);
                [Task, Linear(3), {|MTL033:CrossEntropy(ClassWeights = [0, 0, 0])|}] public partial Tensor B(Tensor trunk);
                [Task, Linear(3), {|MTL033:CrossEntropy(ClassWeights = [1, double.NaN, 2])|}] public partial Tensor C(Tensor trunk);
                [Task, Linear(3), {|MTL033:CrossEntropy(ClassWeights = [1, -1, 2])|}] public partial Tensor E(Tensor trunk);
                [Task, Linear(3), {|MTL033:CrossEntropy(ClassWeights = [1, 1e300, 2])|}] public partial Tensor F(Tensor trunk);
            }
            """),
        ("weights that are stated and balanced", """
            [MultiTaskModel]
            public partial class Model
            {
                [SharedLayer, Linear(4)] public partial Tensor Trunk([Input(2)] Tensor x);
                [Task, Linear(2), {|MTL056:CrossEntropy(Balanced = true, ClassWeights = [1, 2])|}] public partial Tensor A(Tensor trunk);
                [Task, Linear(1), {|MTL056:BinaryCrossEntropy(PositiveWeight = 1, Balanced = true)|}] public partial Tensor B(Tensor trunk);
                [Task, Linear(2), {|MTL056:MultiLabel(PositiveWeights = [1, 2], Balanced = true)|}] public partial Tensor C(Tensor trunk);
                [Task, Linear(2), CrossEntropy(ClassWeights = [1, 2], Balanced = false)] public partial Tensor E(Tensor trunk);
            }
            """),
        ("label smoothing out of range", """
            [MultiTaskModel]
            public partial class Model
            {
                [SharedLayer, Linear(4)] public partial Tensor Trunk([Input(2)] Tensor x);
                [Task, Linear(3), {|MTL033:CrossEntropy(LabelSmoothing = 1)|}] public partial Tensor A(Tensor trunk);
                [Task, Linear(3), {|MTL033:CrossEntropy(LabelSmoothing = double.NaN)|}] public partial Tensor B(Tensor trunk);
            }
            """),
        ("positive weights out of range", """
            [MultiTaskModel]
            public partial class Model
            {
                [SharedLayer, Linear(4)] public partial Tensor Trunk([Input(2)] Tensor x);
                [Task, Linear(1), {|MTL033:BinaryCrossEntropy(PositiveWeight = 0)|}] public partial Tensor A(Tensor trunk);
                [Task, Linear(3), {|MTL033:MultiLabel(PositiveWeights = [0, 1, 2])|}] public partial Tensor B(Tensor trunk);
                [Task, Linear(3), {|MTL050:MultiLabel(PositiveWeights = [1, 2])|}] public partial Tensor C(Tensor trunk);
            }
            """),
        ("a Huber loss without a width", """
            [MultiTaskModel]
            public partial class Model
            {
                [SharedLayer, Linear(4)] public partial Tensor Trunk([Input(2)] Tensor x);
                [Task, Linear(1), {|MTL033:Huber(0)|}] public partial Tensor Price(Tensor trunk);
            }
            """),
        ("one loss twice", """
            [MultiTaskModel]
            public partial class Model
            {
                [SharedLayer, Linear(4)] public partial Tensor Trunk([Input(2)] Tensor x);
                [Task, Linear(3), CrossEntropy, {|MTL044:CrossEntropy|}] public partial Tensor Digit(Tensor trunk);
            }
            """),
        ("an enum without members", """
            [MultiTaskModel]
            public partial class Model
            {
                public enum Suit { }
                [SharedLayer, Linear(4)] public partial Tensor Trunk([Input(2)] Tensor x);
                [{|MTL054:Task<Suit>|}, Linear(3), CrossEntropy] public partial Tensor Digit(Tensor trunk);
            }
            """),
        ("an enum of one member for a yes or no", """
            [MultiTaskModel]
            public partial class Model
            {
                public enum Suit { Clubs }
                [SharedLayer, Linear(4)] public partial Tensor Trunk([Input(2)] Tensor x);
                [{|MTL054:Task<Suit>|}, Linear(1), BinaryCrossEntropy] public partial Tensor Digit(Tensor trunk);
            }
            """),
        ("an enum for independent labels", """
            [MultiTaskModel]
            public partial class Model
            {
                [SharedLayer, Linear(4)] public partial Tensor Trunk([Input(2)] Tensor x);
                [{|MTL049:Task<DayOfWeek>|}, Linear(7), MultiLabel] public partial Tensor Day(Tensor trunk);
            }
            """),
        ("a task of a struct that is no enum", """
            [MultiTaskModel]
            public partial class Model
            {
                [SharedLayer, Linear(4)] public partial Tensor Trunk([Input(2)] Tensor x);
                [Task<{|CS0315:int|}>, Linear(3), CrossEntropy] public partial Tensor Digit(Tensor trunk);
            }
            """),
        ("a task of a type that does not exist", """
            [MultiTaskModel]
            public partial class Model
            {
                [SharedLayer, Linear(4)] public partial Tensor Trunk([Input(2)] Tensor x);
                [Task<{|CS0246:Missing|}>, Linear(3), CrossEntropy] public partial Tensor Digit(Tensor trunk);
            }
            """),
        ("a private enum", """
            [MultiTaskModel]
            public partial class Model
            {
                private enum Suit { Clubs, Hearts }
                [SharedLayer, Linear(4)] public partial Tensor Trunk([Input(2)] Tensor x);
                [{|MTL075:Task<Suit>|}, Linear(2), CrossEntropy] public partial Tensor Digit(Tensor trunk);
            }
            """),
        ("a file-local enum", """
            file enum Suit { Clubs, Hearts }
            [MultiTaskModel]
            partial class Model
            {
                [SharedLayer, Linear(4)] public partial Tensor Trunk([Input(2)] Tensor x);
                [{|MTL075:Task<Suit>|}, Linear(2), CrossEntropy] public partial Tensor Digit(Tensor trunk);
            }
            """),
        ("a private enum inside a private model", """
            public partial class Outer
            {
                [MultiTaskModel]
                private partial class Model
                {
                    private enum Suit { Clubs, Hearts }
                    [SharedLayer, Linear(4)] public partial Tensor Trunk([Input(2)] Tensor x);
                    [{|MTL075:Task<Suit>|}, Linear(2), CrossEntropy] public partial Tensor Digit(Tensor trunk);
                }
            }
            """),
        ("probabilities for independent labels", """
            [MultiTaskModel]
            public partial class Model
            {
                [SharedLayer, Linear(4)] public partial Tensor Trunk([Input(2)] Tensor x);
                [Task, Linear(3), {|MTL052:Sigmoid|}, MultiLabel] public partial Tensor Digit(Tensor trunk);
            }
            """),
        ("an image for a regression", """
            [MultiTaskModel]
            public partial class Model
            {
                [SharedLayer, Linear(4)] public partial Tensor Trunk([Input(2)] Tensor x);
                [Task, MeanAbsoluteError] public partial Tensor {|MTL031:Digit|}([Input(3, 4)] Tensor image, Tensor trunk);
            }
            """),
        ("an image as the output", """
            [MultiTaskModel]
            public partial class Model
            {
                [SharedLayer, Linear(4)] public partial Tensor Trunk([Input(2)] Tensor x);
                [Task, MeanAbsoluteError] public partial Tensor {|MTL051:Digit|}([Input(3, 4)] Tensor image);
                [Task, Linear(1), Huber] public partial Tensor Price(Tensor trunk);
            }
            """),
    ];
}
