namespace MtlDsl.Tests;

internal static partial class WrongModels
{
    /// <summary>Records that cannot be read.</summary>
    public static readonly (string Name, string Source)[] Records =
    [
        ("types that are no records", """
            [MultiTaskModel]
            public partial class Model
            {
                public interface IRow
                {
                    [Numeric] float A { get; }
                }
                [SharedLayer, Linear(4)]
                public partial Tensor Trunk(
                    [{|MTL074:Input<string>|}] Tensor a, [{|MTL074:Input<int>|}] Tensor b, [{|MTL074:Input<IRow>|}] Tensor c,
                    [{|MTL074:Input<DayOfWeek>|}] Tensor d, [{|MTL074:Input<int[]>|}] Tensor e, [{|MTL074:Input<Tensor>|}] Tensor f,
                    [{|MTL074:Input<Action>|}] Tensor g);
                [Task, Linear(3), CrossEntropy] public partial Tensor Digit(Tensor trunk);
            }
            """),
        ("sample weights that cannot be", """
            public class Untyped { [Numeric] public float A { get; set; } [{|MTL071:SampleWeight|}] public string W { get; set; } = ""; }
            public class Optional { [Numeric] public float A { get; set; } [{|MTL071:SampleWeight|}] public float? W { get; set; } }
            public class Hidden { [Numeric] public float A { get; set; } [{|MTL077:SampleWeight|}] private float W { get; set; } }
            public class Twice { [Numeric] public float A { get; set; } [SampleWeight] public int V { get; set; } [{|MTL078:SampleWeight|}] public int W { get; set; } }

            [MultiTaskModel]
            public partial class Model
            {
                [SharedLayer, Linear(4)]
                public partial Tensor Trunk(
                    [Input<Untyped>] Tensor a, [Input<Optional>] Tensor b, [Input<Hidden>] Tensor c, [Input<Twice>] Tensor d,
                    [Input(2), {|MTL029:SampleWeight|}] Tensor e);
                [Task, Linear(3), CrossEntropy] public partial Tensor Digit(Tensor trunk);
            }
            """),
        ("two records that weigh an example", """
            public record struct Left([Numeric] float A, [SampleWeight] int W);
            public record struct Right([Numeric] float A, [SampleWeight] int W);

            [MultiTaskModel]
            public partial class Model
            {
                [SharedLayer, Linear(4)] public partial Tensor Trunk([Input<Left>] Tensor left, [{|MTL078:Input<Right>|}] Tensor right);
                [Task, Linear(3), CrossEntropy] public partial Tensor Digit(Tensor trunk);
            }
            """),
        ("a tuple", """
            [MultiTaskModel]
            public partial class Model
            {
                [SharedLayer, Linear(4)] public partial Tensor Trunk([{|MTL070:Input<(int, int)>|}] Tensor a);
                [Task, Linear(3), CrossEntropy] public partial Tensor Digit(Tensor trunk);
            }
            """),
        ("a record that does not exist", """
            [MultiTaskModel]
            public partial class Model
            {
                [SharedLayer, Linear(4)] public partial Tensor Trunk([Input<{|CS0246:Missing|}>] Tensor a);
                [Task, Linear(3), CrossEntropy] public partial Tensor Digit(Tensor trunk);
            }
            """),
        ("a constructor that the model cannot call", """
            [MultiTaskModel]
            public partial class Model
            {
                public class Row
                {
                    private Row() { }
                    [Numeric] public float A { get; set; }
                }
                [SharedLayer, Linear(4)] public partial Tensor Trunk([{|MTL074:Input<Row>|}] Tensor row_);
                [Task, Linear(3), CrossEntropy] public partial Tensor Digit(Tensor trunk);
            }
            """),
        ("a private record", """
            [MultiTaskModel]
            public partial class Model
            {
                private record Row([property: Numeric] float A);
                [SharedLayer, Linear(4)] public partial Tensor Trunk([{|MTL075:Input<Row>|}] Tensor r);
                [Task, Linear(3), CrossEntropy] public partial Tensor Digit(Tensor trunk);
            }
            """),
        ("a record of a private type", """
            [MultiTaskModel]
            public partial class Model
            {
                private enum Suit { Clubs, Hearts }
                public record Row<T>([property: Numeric] float A);
                [SharedLayer, Linear(4)] public partial Tensor Trunk([{|MTL075:Input<Row<Suit>>|}] Tensor r);
                [Task, Linear(3), CrossEntropy] public partial Tensor Digit(Tensor trunk);
            }
            """),
        ("columns that cannot be read", """
            [MultiTaskModel]
            public partial class Model
            {
                public class Row
                {
                    [{|MTL077:Numeric|}] public int A { set { } }
                    [{|MTL077:Numeric|}] public static int B { get; set; }
                    [{|MTL077:Numeric|}] public int this[int i] => i;
                    [{|MTL077:Numeric|}] protected int C { get; set; }
                    [Numeric] public int E { get; }
                }
                [SharedLayer, Linear(4)] public partial Tensor Trunk([Input<Row>] Tensor r);
                [Task, Linear(3), CrossEntropy] public partial Tensor Digit(Tensor trunk);
            }
            """),
        ("column types that cannot be", """
            [MultiTaskModel]
            public partial class Model
            {
                public class Row
                {
                    [{|MTL071:Numeric|}] public bool A { get; set; }
                    [{|MTL071:Numeric|}] public DateTime B { get; set; }
                    [{|MTL071:Numeric|}] public DayOfWeek C { get; set; }
                    [{|MTL071:Categorical(3)|}] public float F { get; set; }
                    [{|MTL071:Categorical(3)|}] public char G { get; set; }
                    [Numeric] public {|CS0246:Missing|}? H { get; set; }
                }
                [SharedLayer, Linear(4)] public partial Tensor Trunk([Input<Row>] Tensor r);
                [Task, Linear(3), CrossEntropy] public partial Tensor Digit(Tensor trunk);
            }
            """),
        ("counts that cannot be", """
            [MultiTaskModel]
            public partial class Model
            {
                public class Row
                {
                    [{|MTL072:Categorical(1)|}] public int A { get; set; }
                    [{|MTL072:Categorical(-1)|}] public int B { get; set; }
                    [{|MTL072:Categorical(3)|}] public bool C { get; set; }
                    [{|MTL072:Categorical(8)|}] public DayOfWeek? F { get; set; }
                }
                [SharedLayer, Linear(4)] public partial Tensor Trunk([Input<Row>] Tensor r);
                [Task, Linear(3), CrossEntropy] public partial Tensor Digit(Tensor trunk);
            }
            """),
        ("embeddings that cannot be", """
            [MultiTaskModel]
            public partial class Model
            {
                public class Row
                {
                    [{|MTL032:Categorical(3, Embedding = -1)|}] public int A { get; set; }
                    [{|MTL035:Categorical(int.MaxValue)|}] public int? B { get; set; }
                    [{|MTL035:Categorical(3, Embedding = int.MaxValue)|}] public int C { get; set; }
                }
                [SharedLayer, Linear(4)] public partial Tensor Trunk([Input<Row>] Tensor r);
                [Task, Linear(3), CrossEntropy] public partial Tensor Digit(Tensor trunk);
            }
            """),
        ("columns that differ in case", """
            [MultiTaskModel]
            public partial class Model
            {
                public class Row
                {
                    [Numeric] public int Age { get; set; }
                    [Numeric] public int {|MTL025:age|} { get; set; }
                }
                [SharedLayer, Linear(4)] public partial Tensor Trunk([Input<Row>] Tensor r);
                [Task, Linear(3), CrossEntropy] public partial Tensor Digit(Tensor trunk);
            }
            """),
        ("a keyword as a column", """
            [MultiTaskModel]
            public partial class Model
            {
                public class Row
                {
                    [Numeric] public int {|MTL081:@int|} { get; set; }
                }
                [SharedLayer, Linear(4)] public partial Tensor Trunk([Input<Row>] Tensor r);
                [Task, Linear(3), CrossEntropy] public partial Tensor Digit(Tensor trunk);
            }
            """),
        ("labels of other types", """
            [MultiTaskModel]
            public partial class Model
            {
                public record Row([property: Numeric] float A, string {|MTL076:Digit|}, float[]? {|MTL076:One|}, float {|MTL076:Two|});
                [SharedLayer, Linear(4)] public partial Tensor Trunk([Input<Row>] Tensor r);
                [Task, Linear(3), CrossEntropy] public partial Tensor Digit(Tensor trunk);
                [Task, Linear(1), Huber] public partial Tensor One(Tensor trunk);
                [Task, Linear(2), Huber] public partial Tensor Two(Tensor trunk);
            }
            """),
    ];
}
