namespace MtlDsl.Tests;

internal static partial class WrongModels
{
    /// <summary>Code that uses a wrong model, and is right itself.</summary>
    public static readonly (string Name, string Source)[] Users =
    [
        ("code that uses a wrong model", """
            [MultiTaskModel]
            public partial class Model
            {
                [SharedLayer, Linear(4)] public partial Tensor Trunk([Input(2)] Tensor x);
                [Task, Linear(3), CrossEntropy] public partial Tensor Digit(Tensor {|MTL020:trunc|});
                [Task<DayOfWeek>, Linear(6), CrossEntropy] public partial Tensor Day(Tensor trunk);
            }
            public static class Program
            {
                public static double Use(Model.Dataset train)
                {
                    using var model = new Model(seed: 1, device: "cpu");
                    var history = model.Fit(train, train, new() { Epochs = 3 });
                    Model.Metrics metrics = model.Evaluate(train);
                    Model.Prediction prediction = model.Predict(new float[2]);
                    model.Save("model.safetensors");
                    DayOfWeek day = prediction.Day.Class;
                    return metrics.Digit.Accuracy + metrics.Joint.Loss + history.Epochs.Count + (double)day;
                }
            }
            """),
        ("a record with a label whose loss is missing", """
            public record Row([property: Numeric] float Age, bool? Digit);
            [MultiTaskModel]
            public partial class Model
            {
                [SharedLayer, Linear(4)] public partial Tensor Trunk([Input<Row>] Tensor person);
                [{|MTL043:Task|}, Linear(1)] public partial Tensor Digit(Tensor trunk);
            }
            """),
        ("names that are not typed yet", """
            [MultiTaskModel]
            public partial class Model
            {
                [SharedLayer, Linear(4)] public partial Tensor {|CS8795:Trunk|}([Input(2)] Tensor {|CS1001:)|};
                [Task, Linear(3), CrossEntropy] public partial Tensor Digit(Tensor trunk);
            }
            """),
        ("code that uses a wrong model of records", """
            public record Row([property: Numeric] float Age, int? Digit);
            [MultiTaskModel]
            public partial class Model
            {
                [SharedLayer, {|MTL032:Linear(0)|}] public partial Tensor Trunk([Input<Row>] Tensor person);
                [Task, Linear(3), CrossEntropy] public partial Tensor Digit(Tensor trunk);
                public double Scale(Losses losses) => losses.Digit.item<float>();
            }
            public static class Program
            {
                public static double Use(IEnumerable<Row> rows) =>
                    new Model().Fit(rows).Epochs.Count + new Model().Predict(new Row(1, null)).Digit.Class;
            }
            """),
    ];
}
