namespace MtlDsl.Tests;

internal static partial class UnusualModels
{
    /// <summary>Models that are right, however odd they look.</summary>
    public static readonly (string Name, string Source)[] All =
    [
        ("nested in partial types of every kind", """
            namespace Deep.Down
            {
                public static partial class A
                {
                    internal partial struct B
                    {
                        public partial record C(int X)
                        {
                            public partial record struct F(int Y)
                            {
                                public partial interface E
                                {
                                    [MultiTaskModel]
                                    internal sealed partial class Model
                                    {
                                        [SharedLayer, Linear(4)] internal partial Tensor Trunk([Input(2)] Tensor x);
                                        [Task, Linear(1), Huber] private partial Tensor Price(Tensor trunk);
                                    }
                                }
                            }
                        }
                    }
                }
            }
            """),
        ("sequences under odd names, read twice, alone and in several ways", """
            [MultiTaskModel]
            public partial class Model
            {
                [SharedLayer, Embedding(4)] public partial Tensor Words([Tokens(1)] Tensor batch);
                [SharedLayer, Embedding(4), MaxOverTime] public partial Tensor Text([Tokens(1)] Tensor BATCH);
                [SharedLayer, LastStep] public partial Tensor x([Sequence(1, MaxLength = 1, KeepEnd = true)] Tensor rows);
                [SharedLayer] [return: Shape(1)] private Tensor Length(Tensor BATCHLengths, Tensor rowsLengths) => (BATCHLengths + rowsLengths).unsqueeze(1).@float();
                [SharedLayer] [return: Shape(3, 2, LengthOf = "WORDS")] private Tensor Images(Tensor words) => zeros(words.shape[0], words.shape[1], 3, 2);
                [SharedLayer] [return: Shape(6)] private Tensor First(Tensor images) => images.select(1, 0).flatten(1);
                [SharedLayer] private partial Tensor Sum(Tensor words, Tensor words2);
                [SharedLayer, Tanh] public partial Tensor Words2(Tensor words);
                [Task, MeanOverTime, Linear(3), CrossEntropy] internal partial Tensor Step(Tensor words, [Detach] Tensor words2);
                [Task, Linear(3), CrossEntropy] public partial Tensor Topic(Tensor text, Tensor x, Tensor length, Tensor first);
                [Task, LastStep, MeanAbsoluteError] public partial Tensor End(Tensor sum);
            }
            """),
        ("in the global namespace and internal", """
            [MultiTaskModel]
            partial class Model
            {
                [SharedLayer, Linear(4)] public partial Tensor Trunk([Input(2)] Tensor x);
                [Task, Linear(3), CrossEntropy] public partial Tensor Digit(Tensor trunk);
            }
            """),
        ("private in another class, with a private enum beside it", """
            public partial class Outer
            {
                private enum Suit { Clubs, Hearts }
                [MultiTaskModel]
                private partial class Model
                {
                    [SharedLayer, Linear(4)] public partial Tensor Trunk([Input(2)] Tensor x);
                    [Task<Suit>, Linear(2), CrossEntropy] public partial Tensor Digit(Tensor trunk);
                }
                internal static object Make() => new Model();
            }
            """),
        ("protected, with a protected enum beside it", """
            public partial class Outer
            {
                protected enum Suit { Clubs, Hearts }
                [MultiTaskModel]
                protected partial class Model
                {
                    [SharedLayer, Linear(4)] public partial Tensor Trunk([Input(2)] Tensor x);
                    [Task<Suit>, Linear(2), CrossEntropy] public partial Tensor Digit(Tensor trunk);
                }
            }
            """),
        ("enums with aliases, gaps, flags and wide types", """
            public enum Suit { Clubs, Hearts, Spades, Default = Clubs }
            [Flags] public enum Flags : ulong { Low = 1, High = 1UL << 63, Odd = 7 }
            [MultiTaskModel]
            public partial class Model
            {
                [SharedLayer, Linear(4)] public partial Tensor Trunk([Input(2)] Tensor x);
                [Task<Suit>, Linear(3), CrossEntropy] public partial Tensor A(Tensor trunk);
                [Task<Flags>, Linear(3), CrossEntropy] public partial Tensor B(Tensor trunk);
            }
            """),
        ("a nullable record, a struct, a class and a derived record as rows", """
            public record struct Point([property: Numeric] float X, [property: Numeric] double? Y);
            public class Person
            {
                [Numeric] public required int Age { get; init; }
                [Categorical] public bool? Smoker { get; set; }
                public int Older => Age + 1;
                public string? Name { get; set; }
            }
            public record Base([Numeric] float Height);
            public record Derived(float Height, [Categorical(5)] byte Level) : Base(Height);
            [MultiTaskModel]
            public partial class Model
            {
                [SharedLayer, Linear(4)]
                public partial Tensor Trunk([Input<Point>] Tensor point, [Input<Person>] Tensor person, [Input<Derived>] Tensor derived);
                [Task, Linear(3), CrossEntropy] public partial Tensor Digit(Tensor trunk);
            }
            """),
        ("rows that carry labels of several types", """
            public record Row(
                [property: Numeric] float F, byte Digit, double Price, float[] Pair, bool[]? Tags, bool? Yes, DayOfWeek? Day, int Count, decimal? Money);
            [MultiTaskModel]
            public partial class Model
            {
                [SharedLayer, Linear(4)] public partial Tensor Trunk([Input<Row>] Tensor features);
                [Task, Linear(3), CrossEntropy] public partial Tensor Digit(Tensor trunk);
                [Task, Linear(1), Huber] public partial Tensor Price(Tensor trunk);
                [Task, Linear(2), Huber] public partial Tensor Pair(Tensor trunk);
                [Task, Linear(2), MultiLabel] public partial Tensor Tags(Tensor trunk);
                [Task, Linear(1), BinaryCrossEntropy] public partial Tensor Yes(Tensor trunk);
                [Task<DayOfWeek>, Linear(7), CrossEntropy] public partial Tensor Day(Tensor trunk);
                [Task, Linear(1), MeanSquaredError] public partial Tensor Count(Tensor trunk);
                [Task, Linear(1), MeanAbsoluteError] public partial Tensor Money(Tensor trunk);
            }
            """),
        ("a generic row and a nested one", """
            public record Row<T>([property: Numeric] float F);
            [MultiTaskModel]
            public partial class Model
            {
                public record Inner([property: Numeric] float F);
                [SharedLayer, Linear(4)] public partial Tensor Trunk([Input<Row<DayOfWeek>>] Tensor a, [Input<Inner>] Tensor b);
                [Task, Linear(3), CrossEntropy] public partial Tensor Digit(Tensor trunk);
            }
            """),
        ("tasks that read tasks, with and without a gradient", """
            [MultiTaskModel]
            public partial class Model
            {
                [SharedLayer, Linear(4)] public partial Tensor Trunk([Input(2)] Tensor x);
                [Task, Linear(3), CrossEntropy] public partial Tensor Digit(Tensor trunk);
                [Task, Linear(2), CrossEntropy] public partial Tensor Suit(Tensor trunk, Tensor digit);
                [Task, Linear(1), Huber] public partial Tensor Price([Detach] Tensor suit, Tensor trunk, Tensor x);
            }
            """),
        ("joins", """
            [MultiTaskModel]
            public partial class Model
            {
                [SharedLayer, Linear(4)] public partial Tensor Trunk([Input(2)] Tensor x);
                [SharedLayer, Linear(4)] public partial Tensor Side(Tensor x);
                [SharedLayer, Add, ReLU] public partial Tensor Sum(Tensor trunk, Tensor side);
                [Task, Concat, Linear(3), CrossEntropy] public partial Tensor Digit(Tensor sum, Tensor side);
            }
            """),
        ("a task without layers and one without weight", """
            [MultiTaskModel]
            public partial class Model
            {
                [SharedLayer, Linear(4)] public partial Tensor Trunk([Input(2)] Tensor x);
                [Task, CrossEntropy] public partial Tensor Digit(Tensor trunk);
                [Task, LossWeight(0), Linear(1), Huber] public partial Tensor Price(Tensor trunk);
            }
            """),
        ("custom nodes with modules, parameters and buffers", """
            [MultiTaskModel]
            public partial class Model
            {
                private TorchSharp.Modules.Linear _first;
                private TorchSharp.Modules.Linear Second { get; set; } = null!;
                private TorchSharp.Modules.Parameter? _scale;
                private Tensor? _offset;
                private readonly int[] _sizes = [1, 2];
                partial void CreateModules()
                {
                    (_first, Second) = (nn.Linear(2, 4), nn.Linear(4, 4));
                    (_scale, _offset) = (new TorchSharp.Modules.Parameter(torch.ones(4)), torch.zeros(4));
                }
                [SharedLayer] [return: Shape(4)]
                public Tensor Trunk([Input(2)] Tensor x) => Second.call(_first.call(x)) * _scale! + _offset!;
                [SharedLayer] [return: Shape(4)]
                private Tensor Twice(Tensor trunk) { return trunk + trunk; }
                [Task, Linear(3), CrossEntropy] public partial Tensor Digit(Tensor twice);
                public int Sizes => _sizes.Length;
            }
            """),
        ("CreateModules without modules", """
            [MultiTaskModel]
            public partial class Model
            {
                private int _made;
                public int Made => _made;
                partial void CreateModules() => _made = 1;
                [SharedLayer, Linear(4)] public partial Tensor Trunk([Input(2)] Tensor x);
                [Task, Linear(3), CrossEntropy] public partial Tensor Digit(Tensor trunk);
            }
            """),
        ("names and layout that are unusual", """
            [MultiTaskModel]
            public partial class Model
            {
                [SharedLayer] [Linear(4)] [ReLU] public partial Tensor Class([Input(2)] Tensor _classLinear);
                [CrossEntropy, Linear(3), Task] public partial Tensor 数字(Tensor @class);
                [Task, Linear(1), Huber] public partial Tensor Größe(Tensor @class);
                [Task, Linear(1), Huber] public partial Tensor y(Tensor Class);
            }
            """),
        ("names of variables in generated code", """
            [MultiTaskModel]
            public partial class Model
            {
                [SharedLayer, Linear(4)] public partial Tensor Trunk([Input(2)] Tensor x);
                [SharedLayer, Linear(4), ReLU] public partial Tensor Left(Tensor trunk);
                [SharedLayer, Linear(4), ReLU] public partial Tensor Right(Tensor trunk);
                [Task, LossWeight(0.5), Linear(3), CrossEntropy] public partial Tensor Data(Tensor trunk, [Input(3)] Tensor row, [Input(3)] Tensor rows);
                [Task, Linear(1), Huber] public partial Tensor Mode(Tensor trunk, [Input(3)] Tensor batch);
                [Task, Linear(1), Huber] public partial Tensor CancellationToken(Tensor trunk, Tensor batch);
                [Task, Linear(3), CrossEntropy] public partial Tensor LeftAndRight(Tensor left, Tensor right);
            }
            """),
        ("lower-case nodes and underscores", """
            [MultiTaskModel]
            public partial class Model
            {
                [SharedLayer, Linear(4)] public partial Tensor trunk([Input(2)] Tensor _);
                [SharedLayer, Linear(4)] public partial Tensor _side(Tensor trunk);
                [Task, Linear(3), CrossEntropy] public partial Tensor digit(Tensor trunk, Tensor _side);
            }
            """),
        ("nested models", """
            [MultiTaskModel]
            public partial class Outer
            {
                [SharedLayer, Linear(4)] public partial Tensor Trunk([Input(2)] Tensor x);
                [Task, Linear(3), CrossEntropy] public partial Tensor Digit(Tensor trunk);
                [MultiTaskModel]
                public sealed partial class Inner
                {
                    [SharedLayer, Linear(4)] public partial Tensor Trunk([Input(2)] Tensor x);
                    [Task, Linear(3), CrossEntropy] public partial Tensor Digit(Tensor trunk);
                }
            }
            """),
        ("keywords around the model", """
            namespace @new.@class
            {
                public partial class @event
                {
                    [MultiTaskModel]
                    public partial class Model
                    {
                        [SharedLayer, Linear(4)] public partial Tensor Trunk([Input(2)] Tensor x);
                        [Task, Linear(3), CrossEntropy] public partial Tensor Digit(Tensor trunk);
                    }
                }
            }
            """),
        ("a constructor, an interface and the base by name", """
            [MultiTaskModel]
            public partial class Model : MultiTaskModel, IEquatable<Model>
            {
                static Model() { }
                public Model(int run) : this(seed: run, device: "cpu") { }
                public bool Equals(Model? other) => ReferenceEquals(this, other);
                public override bool Equals(object? obj) => Equals(obj as Model);
                public override int GetHashCode() => 1;
                [SharedLayer, Linear(4)] public partial Tensor Trunk([Input(2)] Tensor x);
                [Task, Linear(3), CrossEntropy] public partial Tensor Digit(Tensor trunk);
            }
            """),
        ("a loop written by hand", """
            [MultiTaskModel]
            public partial class Model
            {
                [SharedLayer, Linear(4)] public partial Tensor Trunk([Input(2)] Tensor x);
                [Task, Linear(3), CrossEntropy] public partial Tensor Digit(Tensor trunk);
                public Outputs Forward(Inputs inputs) => new(Digit(Trunk(inputs.X)));
                public Tensor Forward(Tensor x) => Digit(Trunk(x));
                public Losses JointLoss(Outputs outputs, Targets targets) => new(outputs.Digit.mean(), outputs.Digit.mean());
                private Losses TrainStep(Inputs inputs, Targets targets, ArenaOptimizer optimizer) => JointLoss(Forward(inputs), targets);
                public History<LossValues, Metrics> Fit(
                    ExampleSource<Example> data, ExampleSource<Example>? validation, FitOptions? options, IProgress<TrainingProgress>? progress, CancellationToken cancellationToken) => new(Summary(), ["Digit"]);
                public Metrics Evaluate(string path) => throw new FileNotFoundException(path);
                public Prediction Predict(string path) => throw new FileNotFoundException(path);
                public override ModelSummary Summary() => throw new NotSupportedException();
            }
            """),
        ("methods that overload nodes", """
            [MultiTaskModel]
            public partial class Model
            {
                [SharedLayer, Linear(4)] public partial Tensor Trunk([Input(2)] Tensor x);
                [Task, Linear(3), CrossEntropy] public partial Tensor Digit(Tensor trunk);
                public Tensor Digit(Tensor left, Tensor right) => left + right;
                public Tensor Trunk(object any) => torch.tensor(1f);
            }
            """),
        ("aliases, qualified names and constants", """
            namespace Mine
            {
                using MyTensor = TorchSharp.torch.Tensor;
                using Shared = MtlDsl.SharedLayerAttribute;
                [global::MtlDsl.MultiTaskModelAttribute]
                public partial class Model
                {
                    private const int Width = 2 * 8;
                    private const double Weight = 1 / 4.0;
                    [Shared, MtlDsl.LinearAttribute(Width), global::MtlDsl.ReLU]
                    public partial MyTensor Trunk([global::MtlDsl.InputAttribute(Width, 3)] TorchSharp.torch.Tensor x);
                    [Task, Linear(Width), Flatten, LossWeight(Weight), Huber(delta: Weight)] public partial Tensor Price(MyTensor trunk);
                }
            }
            """),
        ("without nullable annotations", """
            #nullable disable
            [MultiTaskModel]
            public partial class Model
            {
                [SharedLayer, Linear(4)] public partial Tensor Trunk([Input(2)] Tensor x);
                [Task<DayOfWeek>, Linear(7), CrossEntropy] public partial Tensor Day(Tensor trunk);
            }
            #nullable restore
            """),
    ];
}
