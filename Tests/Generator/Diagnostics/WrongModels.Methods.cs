namespace MtlDsl.Tests;

internal static partial class WrongModels
{
    /// <summary>Methods that cannot be nodes.</summary>
    public static readonly (string Name, string Source)[] Methods =
    [
        ("void", """
            [MultiTaskModel]
            public partial class Model
            {
                [SharedLayer, Linear(4)] partial {|MTL010:void|} Trunk([Input(2)] Tensor x);
                [Task, Linear(3), CrossEntropy] public partial Tensor Digit(Tensor trunk);
            }
            """),
        ("a nullable return value", """
            [MultiTaskModel]
            public partial class Model
            {
                [SharedLayer, Linear(4)] public partial {|MTL010:Tensor?|} Trunk([Input(2)] Tensor x);
                [Task, Linear(3), CrossEntropy] public partial Tensor Digit(Tensor trunk);
            }
            """),
        ("a return value by reference", """
            [MultiTaskModel]
            public partial class Model
            {
                [SharedLayer, Linear(4)] public partial {|MTL010:ref Tensor|} Trunk([Input(2)] Tensor x);
                [Task, Linear(3), CrossEntropy] public partial Tensor Digit(Tensor trunk);
            }
            """),
        ("an async custom node", """
            [MultiTaskModel]
            public partial class Model
            {
                [SharedLayer]
                [return: Shape(2)] public async {|MTL010:Task<Tensor>|} {|MTL013:Trunk|}([Input(2)] Tensor x) { await Task.Yield(); return x; }
                [Task, Linear(3), CrossEntropy] public partial Tensor Digit(Tensor trunk);
            }
            """),
        ("a generic method", """
            [MultiTaskModel]
            public partial class Model
            {
                [SharedLayer, Linear(4)] public partial Tensor {|MTL013:Trunk|}<T>([Input(2)] Tensor x) where T : class;
                [Task, Linear(3), CrossEntropy] public partial Tensor Digit(Tensor trunk);
            }
            """),
        ("a virtual method", """
            [MultiTaskModel]
            public partial class Model
            {
                [SharedLayer, Linear(4)] public virtual partial Tensor {|MTL013:Trunk|}([Input(2)] Tensor x);
                [Task, Linear(3), CrossEntropy] public partial Tensor Digit(Tensor trunk);
            }
            """),
        ("an abstract custom node", """
            [MultiTaskModel]
            public partial class Model
            {
                [SharedLayer] [return: Shape(2)] public abstract Tensor {|CS0513:{|MTL013:Trunk|}|}([Input(2)] Tensor x);
                [Task, Linear(3), CrossEntropy] public partial Tensor Digit(Tensor trunk);
            }
            """),
        ("a property", """
            [MultiTaskModel]
            public partial class Model
            {
                [{|CS0592:SharedLayer|}] public Tensor {|MTL013:Extra|} => null!;
                [SharedLayer, Linear(4)] public partial Tensor Trunk([Input(2)] Tensor x);
                [Task, Linear(3), CrossEntropy] public partial Tensor Digit(Tensor trunk);
            }
            """),
        ("an accessor", """
            [MultiTaskModel]
            public partial class Model
            {
                public int Extra { [Task] {|MTL013:get|} => 3; }
                [SharedLayer, Linear(4)] public partial Tensor Trunk([Input(2)] Tensor x);
                [Task, Linear(3), CrossEntropy] public partial Tensor Digit(Tensor trunk);
            }
            """),
        ("an explicit interface implementation", """
            public interface IHead
            {
                Tensor Head(Tensor trunk);
            }
            [MultiTaskModel]
            public partial class Model : IHead
            {
                [Task, Huber] [return: Shape(1)] Tensor IHead.{|MTL013:Head|}(Tensor trunk) => trunk;
                [SharedLayer, Linear(4)] public partial Tensor Trunk([Input(2)] Tensor x);
                [Task, Linear(3), CrossEntropy] public partial Tensor Digit(Tensor trunk);
            }
            """),
        ("a nullable parameter", """
            [MultiTaskModel]
            public partial class Model
            {
                [SharedLayer, Linear(4)] public partial Tensor Trunk([Input(2)] Tensor? {|MTL012:x|});
                [Task, Linear(3), CrossEntropy] public partial Tensor Digit(Tensor trunk);
            }
            """),
        ("an optional parameter", """
            [MultiTaskModel]
            public partial class Model
            {
                [SharedLayer, Linear(4)] public partial Tensor Trunk([Input(2)] Tensor x);
                [Task, Linear(3), CrossEntropy] public partial Tensor Digit(Tensor {|MTL012:trunk|} = null!);
            }
            """),
        ("a parameter by readonly reference", """
            [MultiTaskModel]
            public partial class Model
            {
                [SharedLayer, Linear(4)] public partial Tensor Trunk([Input(2)] ref readonly Tensor {|MTL012:x|});
                [Task, Linear(3), CrossEntropy] public partial Tensor Digit(Tensor trunk);
            }
            """),
        ("a params array", """
            [MultiTaskModel]
            public partial class Model
            {
                [SharedLayer, Linear(4)] public partial Tensor Trunk([Input(2)] params {|MTL011:Tensor[]|} x);
                [Task, Linear(3), CrossEntropy] public partial Tensor Digit(Tensor trunk);
            }
            """),
        ("a number as parameter", """
            [MultiTaskModel]
            public partial class Model
            {
                [SharedLayer, Linear(4)] public partial Tensor Trunk([Input(2)] Tensor x, {|MTL011:float|} scale);
                [Task, Linear(3), CrossEntropy] public partial Tensor Digit(Tensor trunk);
            }
            """),
        ("two kinds of task", """
            [MultiTaskModel]
            public partial class Model
            {
                public enum Suit { Clubs, Hearts, Spades }
                [SharedLayer, Linear(4)] public partial Tensor Trunk([Input(2)] Tensor x);
                [Task, {|MTL014:Task<Suit>|}, Linear(3), CrossEntropy] public partial Tensor Digit(Tensor trunk);
            }
            """),
        ("a loss weight alone", """
            [MultiTaskModel]
            public partial class Model
            {
                [SharedLayer, Linear(4)] public partial Tensor Trunk([Input(2)] Tensor x);
                [Task, Linear(3), CrossEntropy] public partial Tensor Digit(Tensor trunk);
                [{|MTL046:LossWeight(2)|}] public partial Tensor Suit(Tensor trunk);
            }
            """),
        ("a loss without a role", """
            [MultiTaskModel]
            public partial class Model
            {
                [SharedLayer, Linear(4)] public partial Tensor Trunk([Input(2)] Tensor x);
                [{|MTL015:Linear(3)|}, CrossEntropy] public partial Tensor Digit(Tensor trunk);
            }
            """),
        ("an input without a role", """
            [MultiTaskModel]
            public partial class Model
            {
                [SharedLayer, Linear(4)] public partial Tensor Trunk([Input(2)] Tensor x);
                [Task, Linear(3), CrossEntropy] public partial Tensor Digit(Tensor trunk);
                public Tensor {|MTL015:Scale|}([Input(3)] Tensor y) => y;
            }
            """),
        ("a shape without a role", """
            [MultiTaskModel]
            public partial class Model
            {
                [SharedLayer, Linear(4)] public partial Tensor Trunk([Input(2)] Tensor x);
                [Task, Linear(3), CrossEntropy] public partial Tensor Digit(Tensor trunk);
                [return: Shape(3)] public Tensor {|MTL015:Scale|}(Tensor y) => y;
            }
            """),
        ("a definition with a hand-written body", """
            [MultiTaskModel]
            public partial class Model
            {
                [SharedLayer, Linear(4)] public partial Tensor {|MTL064:Trunk|}([Input(2)] Tensor x);
                public partial Tensor Trunk(Tensor x) => x;
                [Task, Linear(3), CrossEntropy] public partial Tensor Digit(Tensor trunk);
            }
            """),
        ("a partial custom node", """
            [MultiTaskModel]
            public partial class Model
            {
                [SharedLayer] [return: Shape(2)] public partial Tensor {|MTL064:Trunk|}([Input(2)] Tensor x) => x;
                [Task, Linear(3), CrossEntropy] public partial Tensor Digit(Tensor trunk);
            }
            """),
        ("a misspelt layer", """
            [MultiTaskModel]
            public partial class Model
            {
                [SharedLayer, {|CS0246:{|CS0246:Lineer|}|}(4), ReLU] public partial Tensor Trunk([Input(2)] Tensor x);
                [Task<DayOfWeek>, Linear(7), CrossEntropy] public partial Tensor Day(Tensor trunk);
            }
            """),
        ("a layer without its argument", """
            [MultiTaskModel]
            public partial class Model
            {
                [SharedLayer, {|CS7036:Linear|}] public partial Tensor Trunk([Input(2)] Tensor x);
                [Task, Linear(3), CrossEntropy] public partial Tensor Digit(Tensor trunk);
            }
            """),
        ("a number too large for an int", """
            [MultiTaskModel]
            public partial class Model
            {
                [SharedLayer, Linear({|CS0220:int.MaxValue + 1|})]
                public partial Tensor Trunk([Input({|CS0220:int.MaxValue + 1|})] Tensor x);
                [Task, Linear(3), CrossEntropy] public partial Tensor Digit(Tensor trunk);
            }
            """),
        ("an attribute twice", """
            [MultiTaskModel]
            public partial class Model
            {
                [SharedLayer, {|CS0579:SharedLayer|}, Linear(4)] public partial Tensor Trunk([Input(2)] Tensor x);
                [Task, Linear(3), CrossEntropy] public partial Tensor Digit(Tensor trunk);
            }
            """),
        ("a loss of one's own", """
            public sealed class MineAttribute : LossAttribute;
            [MultiTaskModel]
            public partial class Model
            {
                [SharedLayer, Linear(4)] public partial Tensor Trunk([Input(2)] Tensor x);
                [Task, Linear(3), {|MTL036:Mine|}] public partial Tensor Digit(Tensor trunk);
            }
            """),
    ];
}
