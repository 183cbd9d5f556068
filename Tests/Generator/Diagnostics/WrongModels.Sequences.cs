namespace MtlDsl.Tests;

internal static partial class WrongModels
{
    /// <summary>Inputs of unknown length, and layers that cannot take them.</summary>
    public static readonly (string Name, string Source)[] Sequences =
    [
        ("sizes of sequences that are not positive", """
            [MultiTaskModel]
            public partial class Model
            {
                [SharedLayer, {|MTL032:Embedding(0)|}, MeanOverTime] public partial Tensor Text([{|MTL032:Tokens(0)|}] Tensor review);
                [SharedLayer, LastStep] public partial Tensor Path([{|MTL032:{|MTL033:Sequence(-1, MaxLength = -2)|}|}] Tensor walk);
                [Task, Linear(3), CrossEntropy] public partial Tensor Topic(Tensor text, Tensor path);

                public static object Use() => new Example([1, 2], [[1f]], Topic: 1);
            }
            """),
        ("layers that take numbers, over tokens", """
            [MultiTaskModel]
            public partial class Model
            {
                [SharedLayer, {|MTL030:Linear(4)|}] public partial Tensor Text([Tokens(10)] Tensor review);
                [SharedLayer, {|MTL030:ReLU|}] public partial Tensor Positive(Tensor review);
                [SharedLayer, {|MTL030:MaxOverTime|}] public partial Tensor Largest(Tensor review);
                [Task, Linear(3), CrossEntropy] public partial Tensor Topic(Tensor text, Tensor positive, Tensor largest);
            }
            """),
        ("an embedding of numbers", """
            [MultiTaskModel]
            public partial class Model
            {
                [SharedLayer, {|MTL030:Embedding(4)|}, MeanOverTime] public partial Tensor Trunk([Sequence(2)] Tensor walk);
                [SharedLayer, Embedding(4), {|MTL030:Embedding(4)|}] public partial Tensor Text([Tokens(10)] Tensor review);
                [Task, Linear(3), CrossEntropy] public partial Tensor Topic(Tensor trunk, Tensor text);
            }
            """),
        ("layers that would mix padding in", """
            [MultiTaskModel]
            public partial class Model
            {
                [SharedLayer, {|MTL030:Flatten|}] public partial Tensor Flat([Sequence(2)] Tensor walk);
                [SharedLayer, {|MTL030:BatchNorm1d|}, LastStep] public partial Tensor Normal(Tensor walk);
                [Task, Linear(3), CrossEntropy] public partial Tensor Topic(Tensor flat, Tensor normal);
            }
            """),
        ("pooling of what has no time", """
            [MultiTaskModel]
            public partial class Model
            {
                [SharedLayer, {|MTL030:MeanOverTime|}] public partial Tensor Mean([Input(5, 2)] Tensor image);
                [SharedLayer, LastStep, {|MTL030:LastStep|}] public partial Tensor Last([Sequence(2)] Tensor walk);
                [Task, Linear(3), CrossEntropy] public partial Tensor Topic(Tensor mean, Tensor last);
            }
            """),
        ("tasks that give sequences", """
            [MultiTaskModel]
            public partial class Model
            {
                [SharedLayer, Embedding(4)] public partial Tensor Words([Tokens(10)] Tensor review);
                [Task, {|MTL051:Linear(1)|}, BinaryCrossEntropy] public partial Tensor Spam(Tensor words);
                [Task, CrossEntropy] public partial Tensor {|MTL051:Topic|}(Tensor review);
            }
            """),
        ("sequences joined with what is as long as something else", """
            [MultiTaskModel]
            public partial class Model
            {
                [SharedLayer, Embedding(2)] public partial Tensor Words([Tokens(10)] Tensor review);
                [SharedLayer, Embedding(2)] public partial Tensor {|MTL031:Both|}([Tokens(10)] Tensor left, [Tokens(10)] Tensor right);
                [SharedLayer, LastStep] public partial Tensor {|MTL031:Mixed|}(Tensor words, [Sequence(2)] Tensor walk);
                [SharedLayer, {|MTL031:Add|}, LastStep] public partial Tensor Sum(Tensor words, Tensor walk);
                [SharedLayer, LastStep] public partial Tensor {|MTL031:Wide|}(Tensor words, [Input(2)] Tensor author);
                [Task, Linear(3), CrossEntropy] public partial Tensor Topic(Tensor both, Tensor mixed, Tensor sum, Tensor wide);
            }
            """),
        ("two kinds of input", """
            [MultiTaskModel]
            public partial class Model
            {
                [SharedLayer, Linear(4), LastStep] public partial Tensor Trunk([Sequence(2), {|MTL028:Input(2)|}] Tensor walk);
                [SharedLayer, Embedding(4), LastStep] public partial Tensor Text([Tokens(10), {|MTL028:Sequence(2)|}] Tensor review);
                [Task, Linear(3), CrossEntropy] public partial Tensor Topic(Tensor trunk, Tensor text);
            }
            """),
        ("an input declared in two ways", """
            [MultiTaskModel]
            public partial class Model
            {
                [SharedLayer, Embedding(4), LastStep] public partial Tensor Text([Tokens(10)] Tensor review);
                [SharedLayer, Embedding(4), LastStep] public partial Tensor Short([{|MTL026:Tokens(10, MaxLength = 5)|}] Tensor review);
                [SharedLayer, Embedding(4), LastStep] public partial Tensor Wide([{|MTL026:Tokens(11)|}] Tensor review);
                [Task, Linear(3), CrossEntropy] public partial Tensor Topic(Tensor text, Tensor @short, Tensor wide);
            }
            """),
        ("lengths of a node that is generated", """
            [MultiTaskModel]
            public partial class Model
            {
                [SharedLayer, Embedding(4)] public partial Tensor Words([Tokens(10)] Tensor review);
                [SharedLayer, MeanOverTime] public partial Tensor Text(Tensor words, Tensor {|MTL037:reviewLengths|});
                [Task, Linear(3), CrossEntropy] public partial Tensor Topic(Tensor text);
            }
            """),
        ("lengths of what is no sequence", """
            [MultiTaskModel]
            public partial class Model
            {
                [SharedLayer] [return: Shape(4)]
                private Tensor Trunk([Input(4)] Tensor features, Tensor {|MTL020:featuresLengths|}) => features;
                [Task, Linear(3), CrossEntropy] public partial Tensor Topic(Tensor trunk);
            }
            """),
        ("the name of lengths", """
            [MultiTaskModel]
            public partial class Model
            {
                [SharedLayer, Embedding(4), LastStep] public partial Tensor Text([Tokens(10)] Tensor review);
                [SharedLayer, Linear(2)] public partial Tensor Author([Input(2)] Tensor {|MTL080:reviewLengths|});
                [SharedLayer, LastStep] public partial Tensor {|MTL080:WalkLengths|}([Sequence(2)] Tensor walk);
                [Task, Linear(3), CrossEntropy] public partial Tensor Topic(Tensor text, Tensor author, Tensor walkLengths);
            }
            """),
        ("a length of nothing", """
            [MultiTaskModel]
            public partial class Model
            {
                [SharedLayer] [return: {|MTL038:Shape(2, LengthOf = "steps")|}]
                private Tensor Waves([Sequence(2)] Tensor walk) => walk.sin();
                [SharedLayer] [return: {|MTL038:Shape(2, LengthOf = nameof(walkLengths))|}]
                private Tensor Counts(Tensor walk, Tensor walkLengths) => walk.sin();
                [Task, Linear(3), CrossEntropy] public partial Tensor Topic(Tensor waves, Tensor counts);
            }
            """),
        ("an overload of a node that the generator adds", """
            [MultiTaskModel]
            public partial class Model
            {
                [SharedLayer, LastStep] public partial Tensor Path([Sequence(2)] Tensor walk);
                private Tensor {|MTL006:Path|}(Tensor walk, Tensor lengths) => walk.add(lengths);
                [Task, Linear(3), CrossEntropy] public partial Tensor Topic(Tensor path);
            }
            """),
    ];
}
