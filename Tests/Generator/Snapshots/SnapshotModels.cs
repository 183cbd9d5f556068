namespace MtlDsl.Tests;

/// <summary>The models whose generated code is kept as snapshots.</summary>
internal static class SnapshotModels
{
    public const string QuickStart = """
        namespace Cards;

        [MultiTaskModel]
        public partial class QuickStart
        {
            [SharedLayer, Linear(64), ReLU]
            public partial Tensor Trunk([Input(100)] Tensor features);

            [Task, LossWeight(1.0), Linear(10), CrossEntropy]
            public partial Tensor Digit(Tensor trunk);

            [Task, LossWeight(0.5), Linear(5), CrossEntropy]
            public partial Tensor Suit(Tensor trunk);
        }
        """;

    public const string Records = """
        namespace Census;

        public enum Education { School, College, University }

        public enum Income { Low, High }

        public enum MaritalStatus { Single, Married, Divorced, Widowed }

        public sealed record Person(
            [Numeric] float Age,
            [Numeric] int? HoursPerWeek,
            [Categorical] Education Education,
            [Categorical] MaritalStatus? Status,
            [Categorical(52, Embedding = 6)] int Week,
            [Categorical] bool Veteran,
            Income? Income,
            int? Children)
        {
            [Numeric]
            public decimal CapitalGain { get; init; }

            public float? Wage { get; init; }
        }

        [MultiTaskModel]
        public partial class CensusModel
        {
            [SharedLayer, Linear(32), ReLU]
            public partial Tensor Trunk([Input<Person>] Tensor person);

            [Task<Income>, Linear(1), BinaryCrossEntropy(PositiveWeight = 2)]
            public partial Tensor Income(Tensor trunk);

            [Task, LossWeight(0.3), Linear(6), CrossEntropy]
            public partial Tensor Children(Tensor trunk);

            [Task, LossWeight(0.1), Linear(16), ReLU, Linear(1), Huber]
            public partial Tensor Wage(Tensor trunk);
        }
        """;

    public const string Branches = """
        namespace Graphs;

        [MultiTaskModel]
        public partial class Branches
        {
            [SharedLayer, Flatten, Linear(32), LayerNorm, GELU]
            public partial Tensor Stem([Input(1, 4, 4)] Tensor image);

            [SharedLayer, Linear(16), BatchNorm1d, SiLU]
            public partial Tensor Left(Tensor stem);

            [SharedLayer, Linear(16), Tanh, Dropout(0.2)]
            public partial Tensor Right(Tensor stem);

            [SharedLayer, Add, Linear(16), LeakyReLU(0.1)]
            public partial Tensor Sum(Tensor left, Tensor right);

            [SharedLayer, Concat, Linear(24, Bias = false), Sigmoid]
            public partial Tensor Mixture(Tensor left, Tensor sum, [Input(8)] Tensor context);

            [Task, Linear(3), CrossEntropy]
            public partial Tensor Kind(Tensor mixture);

            [Task, Linear(1), MeanSquaredError]
            public partial Tensor Size(Tensor mixture, [Detach] Tensor kind);

            [Task, LossWeight(0), Linear(4), MultiLabel]
            public partial Tensor Tags(Tensor stem, Tensor size);
        }
        """;

    public const string CustomNodes = """
        using TorchSharp.Modules;

        namespace Images;

        [MultiTaskModel]
        public partial class CustomNodes
        {
            private Conv2d _convolution;
            private Parameter _scale;
            private Tensor _offset;
            private Linear? _gate;

            partial void CreateModules()
            {
                _convolution = nn.Conv2d(1, 4, kernel_size: 3, padding: 1);
                _scale = nn.Parameter(torch.ones(4));
                _offset = torch.zeros(4);
                _gate = nn.Linear(4, 4);
            }

            [SharedLayer]
            [return: Shape(4)]
            private Tensor Pixels([Input(1, 8, 8)] Tensor image) => _convolution.call(image).mean([2L, 3L]) * _scale + _offset;

            [SharedLayer]
            [return: Shape(4)]
            private Tensor Gated(Tensor pixels) => pixels * torch.sigmoid(_gate!.call(pixels));

            [Task, Linear(2), CrossEntropy]
            public partial Tensor Side(Tensor gated);

            [Task, Linear(1), MeanAbsoluteError]
            public partial Tensor Brightness(Tensor pixels);
        }
        """;

    public const string Nested = """
        namespace Company.Product
        {
            internal static partial class Models
            {
                internal partial struct Inner
                {
                    [MultiTaskModel]
                    internal partial class Small
                    {
                        [SharedLayer, ReLU]
                        private partial Tensor Positive([Input(3)] Tensor question);

                        [Task, Linear(2), CrossEntropy]
                        internal partial Tensor Answer(Tensor positive);
                    }
                }
            }
        }
        """;

    public const string GlobalNamespace = """
        [MultiTaskModel]
        internal partial class Bare
        {
            [SharedLayer, Linear(2)]
            private partial Tensor Trunk([Input(3)] Tensor features);

            [Task, Linear(1), MeanSquaredError]
            private partial Tensor Price(Tensor trunk);
        }
        """;

    public const string Losses = """
        namespace Everything;

        public enum Color { Red = 4, Green = 2, Blue = 7 }

        public enum Answer { No, Yes }

        [MultiTaskModel]
        public partial class AllLosses
        {
            [SharedLayer, Linear(8), ReLU]
            public partial Tensor Trunk([Input(4)] Tensor features);

            [Task, Linear(3), CrossEntropy(LabelSmoothing = 0.1, ClassWeights = new[] { 1.0, 0.5, 2.0 })]
            public partial Tensor Weighted(Tensor trunk);

            [Task<Color>, Linear(3), CrossEntropy]
            public partial Tensor Paint(Tensor trunk);

            [Task, Linear(1), BinaryCrossEntropy(PositiveWeight = 3)]
            public partial Tensor Spam(Tensor trunk);

            [Task<Answer>, Linear(1), BinaryCrossEntropy]
            public partial Tensor Reply(Tensor trunk);

            [Task, Linear(3), MultiLabel(PositiveWeights = new[] { 1.0, 2.0, 3.0 })]
            public partial Tensor Topics(Tensor trunk);

            [Task, Linear(1), MeanSquaredError]
            public partial Tensor Price(Tensor trunk);

            [Task, Linear(2), MeanAbsoluteError]
            public partial Tensor Place(Tensor trunk);

            [Task, Linear(3), Huber(0.5)]
            public partial Tensor Velocity(Tensor trunk);
        }
        """;

    public const string Learned = """
        namespace Rivers;

        public sealed record Reading([Numeric] float Level, [SampleWeight] int Households, bool? Flood = null);

        [MultiTaskModel]
        public partial class Learned
        {
            [SharedLayer, Linear(8), ReLU]
            public partial Tensor Trunk([Input<Reading>] Tensor reading, [Input(3, Standardize = true)] Tensor weather);

            [Task, Linear(3), CrossEntropy(Balanced = true)]
            public partial Tensor Count(Tensor trunk);

            [Task, Linear(1), BinaryCrossEntropy(Balanced = true)]
            public partial Tensor Flood(Tensor trunk);

            [Task, Linear(2), MultiLabel(Balanced = true)]
            public partial Tensor Causes(Tensor trunk);
        }
        """;

    public const string OneTask = """
        namespace Single;

        [MultiTaskModel]
        public partial class OneTask
        {
            [SharedLayer, Linear(16), ReLU]
            public partial Tensor Petals([Input(4)] Tensor flower);

            [Task, Linear(8), Tanh, Linear(3), CrossEntropy]
            public partial Tensor Species(Tensor petals);
        }
        """;

    public const string Inputs = """
        namespace Mixed;

        public enum Season { Spring, Summer, Autumn, Winter }

        public readonly record struct Weather([Numeric] double Temperature, [Categorical] Season Season);

        public sealed class Place
        {
            [Categorical(4000)]
            public required int? Region { get; set; }
        }

        [MultiTaskModel]
        public partial class Mixture
        {
            [SharedLayer, Linear(16), ReLU]
            public partial Tensor Joined([Input<Weather>] Tensor weather, [Input<Place>] Tensor place, [Input(2)] Tensor hour);

            [Task, Linear(1), MeanSquaredError]
            public partial Tensor Demand(Tensor joined);
        }
        """;

    public const string Groups = """
        namespace Groups;

        public readonly record struct Weather([Numeric] double Temperature, [Categorical(12)] int Month);

        [MultiTaskModel, WeightPenalty(l2: 1e-4)]
        public partial class Groups
        {
            private TorchSharp.Modules.Linear _gate = null!;

            partial void CreateModules() => _gate = nn.Linear(16, 16);

            [SharedLayer, LearningRate(0.1), Linear(16), BatchNorm1d, ReLU]
            public partial Tensor Trunk([Input<Weather>] Tensor weather);

            [SharedLayer, LearningRate(0.1)]
            [return: Shape(16)]
            public Tensor Gated(Tensor trunk) => trunk * torch.sigmoid(_gate.call(trunk));

            [Task, WeightPenalty(l1: 0.001, l2: 0.5, IncludeBiases = true), Linear(1), MeanSquaredError]
            public partial Tensor Demand(Tensor gated);

            [Task, WeightPenalty, Linear(1), MeanSquaredError]
            public partial Tensor Price(Tensor gated);

            [Task, LearningRate(10), Linear(1), MeanSquaredError]
            public partial Tensor Supply(Tensor gated);
        }
        """;

    public const string Sequences = """
        namespace Texts;

        [MultiTaskModel]
        public partial class Sequences
        {
            private TorchSharp.Modules.Linear _attention;

            partial void CreateModules() => _attention = nn.Linear(32, 1);

            [SharedLayer, Embedding(32), Dropout(0.1)]
            public partial Tensor Words([Tokens(20000, MaxLength = 256, KeepEnd = true)] Tensor review);

            [SharedLayer, Linear(16), LayerNorm, ReLU, MaxOverTime]
            public partial Tensor Clicks([Sequence(3)] Tensor visits);

            [SharedLayer]
            [return: Shape(32, LengthOf = nameof(words))]
            private Tensor Scored(Tensor words, Tensor reviewLengths) =>
                words * torch.sigmoid(_attention.call(words)) / reviewLengths.clamp_min(1).view(-1, 1, 1);

            [SharedLayer, LastStep]
            public partial Tensor Ending(Tensor scored);

            [Task, Linear(2), MeanOverTime, CrossEntropy]
            public partial Tensor Sentiment(Tensor words, Tensor scored);

            [Task, Linear(4), Tanh, MaxOverTime, Linear(3), CrossEntropy]
            public partial Tensor Topic(Tensor words, Tensor scored);

            [Task, Linear(1), MeanSquaredError]
            public partial Tensor Stars(Tensor ending, Tensor clicks, [Input(4)] Tensor author);
        }
        """;

    public const string HandWritten = """
        namespace Own;

        [MultiTaskModel]
        public partial class HandWritten
        {
            [SharedLayer, Linear(8), ReLU]
            public partial Tensor Trunk([Input(4)] Tensor features);

            [Task, Linear(2), CrossEntropy]
            public partial Tensor Left(Tensor trunk);

            [Task, Linear(2), CrossEntropy]
            public partial Tensor Right(Tensor trunk);

            public Losses TrainStep(Inputs inputs, Targets targets, ArenaOptimizer optimizer)
            {
                Arena.ZeroGradients();
                Losses losses = JointLoss(Forward(inputs), targets);
                (losses.Joint * 2).backward();
                optimizer.Step();
                return losses;
            }

            public History<LossValues, Metrics> Fit(Dataset data) => new(Summary(), ["Digit"]);

            public Task<History<LossValues, Metrics>> FitAsync(Dataset data) => Task.FromResult(Fit(data));

            public IReadOnlyList<Prediction> Predict(Dataset data) => [];

            public override ModelSummary Summary() => new("HandWritten", []);
        }
        """;

    public const string LossStrategy = """
        namespace Cards;

        [MultiTaskModel, Weighting<UncertaintyWeighting>]
        public partial class LossStrategy
        {
            [SharedLayer, Linear(64), ReLU]
            public partial Tensor Trunk([Input(100)] Tensor features);

            [Task, Linear(10), CrossEntropy]
            public partial Tensor Digit(Tensor trunk);

            [Task, Linear(5), CrossEntropy]
            public partial Tensor Suit(Tensor trunk);

            [Task, Linear(5), CrossEntropy]
            public partial Tensor Color(Tensor trunk);

            [Task, Linear(5), CrossEntropy]
            public partial Tensor Back(Tensor trunk);
        }
        """;

    public const string GradientStrategy = """
        namespace Cards;

        [MultiTaskModel, Weighting<CAGrad>, WeightingOption(nameof(CAGrad.C), 0.4)]
        [WeightingOption(nameof(CAGrad.Rescaling), CAGradRescaling.ByOnePlusC)]
        public partial class GradientStrategy
        {
            [SharedLayer, Linear(64), ReLU]
            public partial Tensor Trunk([Input(100)] Tensor features);

            [Task, Linear(10), CrossEntropy]
            public partial Tensor Digit(Tensor trunk);

            [Task, Linear(5), CrossEntropy]
            public partial Tensor Suit(Tensor trunk);
        }
        """;

    public const string TapedGraph = """
        namespace Visits;

        public sealed record Visit([Numeric] float Length, [Categorical(5)] int Place, [Categorical(3)] int Season);

        [MultiTaskModel, Weighting<CRMOGM<MGDA>>, WeightingOption(nameof(CRMOGM.Alpha), 0.8)]
        public partial class TapedGraph
        {
            private TorchSharp.Modules.Linear _gate = null!;

            partial void CreateModules() => _gate = nn.Linear(16, 16);

            [SharedLayer, Linear(16), LayerNorm, GELU]
            public partial Tensor Stem([Input<Visit>] Tensor visit);

            [SharedLayer]
            [return: Shape(16)]
            public Tensor Gated(Tensor stem) => stem * torch.sigmoid(_gate.call(stem));

            [SharedLayer, Linear(12), Dropout(0.2), Tanh]
            public partial Tensor Left(Tensor gated);

            [SharedLayer, Linear(12), ReLU]
            public partial Tensor Right(Tensor gated);

            [SharedLayer, Add, Sigmoid]
            public partial Tensor Sum(Tensor left, Tensor right);

            [SharedLayer, Concat, Linear(8, Bias = false), SiLU]
            public partial Tensor Pair(Tensor sum, Tensor left);

            [Task, Linear(3), CrossEntropy]
            public partial Tensor Kind(Tensor pair);

            [Task, Linear(4), ReLU, Linear(1), MeanSquaredError]
            public partial Tensor Size(Tensor pair);

            [Task, Linear(1), BinaryCrossEntropy]
            public partial Tensor Odd(Tensor size, Tensor visit, [Detach] Tensor stem);

            [Task, MeanAbsoluteError]
            [return: Shape(1)]
            public Tensor Cost(Tensor right) => right.sum(1, keepdim: true);
        }
        """;
}
