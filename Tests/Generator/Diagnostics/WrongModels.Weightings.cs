namespace MtlDsl.Tests;

internal static partial class WrongModels
{
    public const string TwoTasks = """

        public partial class Model
        {
            [SharedLayer, Linear(4)] public partial Tensor Trunk([Input(2)] Tensor x);
            [Task, Linear(3), CrossEntropy] public partial Tensor A(Tensor trunk);
            [Task, Linear(3), CrossEntropy] public partial Tensor B(Tensor trunk);
        }

        """;

    public const string Ranged = """
        public enum Mode { Slow = 1, Fast = 2 }
        [Flags] public enum Parts { None = 0, Left = 1, Right = 2 }
        public class Ranged : LossWeighting
        {
            [System.ComponentModel.DataAnnotations.Range(0.0, 1.0, MaximumIsExclusive = true)] public double Share { get; init; }
            [System.ComponentModel.DataAnnotations.Range(0.0, double.MaxValue, MinimumIsExclusive = true)] public double Rate { get; set; } = 1;
            [System.ComponentModel.DataAnnotations.Range(1, int.MaxValue)] public int Every { get; init; } = 1;
            [System.ComponentModel.DataAnnotations.Range(double.MinValue, 2.0)] public float Top { get; init; }
            public double? Any { get; init; }
            public IReadOnlyList<double>? Preferences { get; init; }
            public Mode Mode { get; init; } = Mode.Slow;
            public Parts Parts { get; init; }
            public string? Text { get; init; }
            public decimal Exact { get; init; }
            public Type? Kind { get; init; }
            public Func<double, double>? Function { get; init; }
            public double Inner { get; private set; }
            public static double Common { get; set; }
            protected override double Weigh(ReadOnlySpan<int> tasks, ReadOnlySpan<double> losses, Span<double> weights) => 0;
        }
        """;

    /// <summary>Strategies that are none, that cannot be made or do not fit the model, and options that they do not have.</summary>
    public static readonly (string Name, string Source)[] Weightings =
    [
        ("a strategy that is none", "[MultiTaskModel, {|MTL100:Weighting<string>|}]" + TwoTasks),
        ("a strategy that is an array", "[MultiTaskModel, {|MTL100:Weighting<CAGrad[]>|}]" + TwoTasks),
        ("a strategy that is unknown", "[MultiTaskModel, Weighting<{|CS0246:CAGard|}>]" + TwoTasks),
        ("a strategy of an unknown method", "[MultiTaskModel, Weighting<CRMOGM<{|CS0246:CAGard|}>>]" + TwoTasks),
        ("a strategy of a method that is none", "[MultiTaskModel, Weighting<CRMOGM<{|CS0311:EqualWeighting|}>>]" + TwoTasks),
        ("an open strategy", "[MultiTaskModel, Weighting<{|CS7003:CRMOGM<>|}>]" + TwoTasks),
        ("the base of all strategies", "[MultiTaskModel, {|MTL101:MtlDsl.Weighting<MtlDsl.Weighting>|}]" + TwoTasks),
        ("an abstract strategy", "[MultiTaskModel, {|MTL101:Weighting<GramMethod>|}]" + TwoTasks),
        ("a strategy that needs another", "[MultiTaskModel, {|MTL101:Weighting<CRMOGM>|}]" + TwoTasks),
        ("a strategy with a private constructor", "[MultiTaskModel, {|MTL101:Weighting<Mine>|}]" + TwoTasks + """
            public sealed class Mine : GramMethod
            {
                private Mine() { }
                protected override double[] Weigh(GradientGram gram) => new double[gram.Count];
            }
            """),
        ("a strategy with a required option", "[MultiTaskModel, {|MTL101:Weighting<Mine>|}]" + TwoTasks + """
            public sealed class Mine : GramMethod
            {
                public required double Rate { get; init; }
                protected override double[] Weigh(GradientGram gram) => new double[gram.Count];
            }
            """),
        ("a file-local strategy", "[MultiTaskModel, {|MTL075:Weighting<Mine>|}]" + TwoTasks + """
            file sealed class Mine : GramMethod
            {
                protected override double[] Weigh(GradientGram gram) => new double[gram.Count];
            }
            """),
        ("two strategies", "[MultiTaskModel, Weighting<MGDA>, {|CS0579:Weighting<CAGrad>|}]" + TwoTasks),
        ("a strategy and a factory of one's own", """
            [MultiTaskModel, Weighting<MGDA>]
            public partial class Model
            {
                [SharedLayer, Linear(4)] public partial Tensor Trunk([Input(2)] Tensor x);
                [Task, Linear(3), CrossEntropy] public partial Tensor A(Tensor trunk);
                [Task, Linear(3), CrossEntropy] public partial Tensor B(Tensor trunk);
                protected override Weighting {|MTL006:CreateWeighting|}() => new MGDA();
            }
            """),
        ("a strategy for one task", """
            [MultiTaskModel, {|MTL102:Weighting<MGDA>|}]
            public partial class Model
            {
                [SharedLayer, Linear(4)] public partial Tensor Trunk([Input(2)] Tensor x);
                [Task, Linear(3), CrossEntropy] public partial Tensor A(Tensor trunk);
            }
            """),
        ("a gradient method of tasks that share nothing", """
            [MultiTaskModel, {|MTL103:Weighting<MGDA>|}]
            public partial class Model
            {
                [SharedLayer, Linear(4)] public partial Tensor Left([Input(2)] Tensor x);
                [SharedLayer, Linear(4)] public partial Tensor Right(Tensor x);
                [Task, Linear(3), CrossEntropy] public partial Tensor A(Tensor left);
                [Task, Linear(3), CrossEntropy] public partial Tensor B(Tensor right);
            }
            """),
        ("a gradient method of tasks of which one detaches", """
            [MultiTaskModel, {|MTL103:Weighting<MGDA>|}]
            public partial class Model
            {
                [SharedLayer, Linear(4)] public partial Tensor Trunk([Input(2)] Tensor x);
                [Task, Linear(3), CrossEntropy] public partial Tensor A(Tensor trunk);
                [Task, Linear(3), CrossEntropy] public partial Tensor B([Detach] Tensor trunk);
            }
            """),
        ("loss weights beside a strategy", """
            [MultiTaskModel, Weighting<EqualWeighting>]
            public partial class Model
            {
                [SharedLayer, Linear(4)] public partial Tensor Trunk([Input(2)] Tensor x);
                [Task, {|MTL104:LossWeight(0)|}, Linear(3), CrossEntropy] public partial Tensor A(Tensor trunk);
                [Task, {|MTL104:LossWeight(1)|}, Linear(3), CrossEntropy] public partial Tensor B(Tensor trunk);
            }
            """),
        ("options without a strategy", "[MultiTaskModel, {|MTL105:WeightingOption(\"C\", 1)|}, {|MTL105:WeightingOption(\"C\", 1)|}]" + TwoTasks),
        ("unknown options", """
            [MultiTaskModel, Weighting<Ranged>, WeightingOption({|MTL106:"share"|}, 1), WeightingOption(value: 2, name: {|MTL106:"Seed_"|})]
            [WeightingOption({|MTL106:""|}, 2)]
            """ + TwoTasks + Ranged),
        ("an option of nobody", "[MultiTaskModel, Weighting<EqualWeighting>, WeightingOption({|MTL106:\"Rate\"|}, 1)]" + TwoTasks),
        ("an option that does not bind", "[MultiTaskModel, Weighting<CAGrad>, WeightingOption({|MTL106:nameof(CAGrad.{|CS0117:D|})|}, 1)]" + TwoTasks),
        ("options that cannot be set", """
            [MultiTaskModel, Weighting<Ranged>, WeightingOption({|MTL107:nameof(Ranged.Inner)|}, 1.0), WeightingOption({|MTL107:nameof(Ranged.Common)|}, 1.0)]
            [WeightingOption({|MTL107:nameof(Ranged.Function)|}, 1.0), WeightingOption({|MTL107:nameof(Ranged.Exact)|}, 1.5)]
            [WeightingOption({|MTL107:nameof(Ranged.Tasks)|}, new[] { "A" })]
            """ + TwoTasks + Ranged),
        ("options of wrong types", """
            [MultiTaskModel, Weighting<Ranged>, WeightingOption(nameof(Ranged.Share), {|MTL108:"half"|}), WeightingOption(nameof(Ranged.Every), {|MTL108:1.5|})]
            [WeightingOption(nameof(Ranged.Mode), {|MTL108:Parts.Left|}), WeightingOption(nameof(Ranged.Preferences), {|MTL108:new[] { "a" }|})]
            [WeightingOption(nameof(Ranged.Rate), {|MTL108:new[] { 1.0 }|}), WeightingOption(nameof(Ranged.Top), {|MTL108:0.5|})]
            """ + TwoTasks + Ranged),
        ("options of a strategy out of range", """
            [MultiTaskModel, Weighting<Ranged>, WeightingOption(nameof(Ranged.Share), {|MTL033:1|}), WeightingOption(nameof(Ranged.Rate), {|MTL033:0.0|})]
            [WeightingOption(nameof(Ranged.Every), {|MTL033:0|}), WeightingOption(nameof(Ranged.Top), {|MTL033:2.5f|}), WeightingOption(nameof(Ranged.Any), {|MTL033:double.NaN|})]
            [WeightingOption(nameof(Ranged.Preferences), {|MTL033:new[] { 1, double.PositiveInfinity }|}), WeightingOption(nameof(Ranged.Mode), {|MTL033:(Mode)7|})]
            """ + TwoTasks + Ranged),
        ("infinite options", """
            [MultiTaskModel, Weighting<CAGrad>, WeightingOption(nameof(CAGrad.C), {|MTL033:double.PositiveInfinity|})]
            """ + TwoTasks),
        ("options set twice", """
            [MultiTaskModel, Weighting<Ranged>, WeightingOption(nameof(Ranged.Share), 0.5), {|MTL109:WeightingOption("Share", 7)|}]
            """ + TwoTasks + Ranged),
    ];

    /// <summary>Options of every type that attributes have.</summary>
    public static readonly string RightOptions = """
        [MultiTaskModel, Weighting<Ranged>, WeightingOption(nameof(Ranged.Share), 0), WeightingOption(nameof(Ranged.Rate), 1e-3f)]
        [WeightingOption(nameof(Ranged.Every), (byte)3), WeightingOption(nameof(Ranged.Top), -2), WeightingOption(nameof(Ranged.Any), 5L)]
        [WeightingOption(nameof(Ranged.Preferences), new[] { 1, 0.5 }), WeightingOption(nameof(Ranged.Mode), Mode.Fast)]
        [WeightingOption(nameof(Ranged.Parts), Parts.Left | Parts.Right), WeightingOption(nameof(Ranged.Text), "\"a\"\n"), WeightingOption(nameof(Ranged.Exact), 3)]
        [WeightingOption(nameof(Ranged.Kind), typeof(List<int>))]
        """ + TwoTasks + Ranged;
}
