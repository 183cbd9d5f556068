using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;

namespace MtlDsl.Tests;

/// <summary>Checkpoints keep metrics as JSON, and read them back to the last bit.</summary>
public sealed class MetricsJsonTests
{
    private static readonly double[] OddNumbers =
    [
        double.NaN, double.PositiveInfinity, double.NegativeInfinity, 0.0, -0.0, double.Epsilon, -double.Epsilon, double.MaxValue, double.MinValue,
        1 / 3.0, 0.1, Math.BitIncrement(1), Math.BitDecrement(1), 5e-324, 1e23, 2.2250738585072011e-308,
    ];

    [Fact]
    public void Metrics_come_back_to_the_last_bit() => Prop.ForAll(Numbers().ToArbitrary(), Counts().ToArbitrary(), (numbers, counts) =>
    {
        foreach (var metrics in All(numbers, counts))
            RoundTrips(metrics);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Odd_numbers_come_back_in_every_place()
    {
        for (var shift = 0; shift < OddNumbers.Length; shift++)
        {
            foreach (var metrics in All([.. OddNumbers.Skip(shift), .. OddNumbers.Take(shift)], [0, long.MaxValue, 1, long.MinValue]))
                RoundTrips(metrics);
        }
    }

    [Fact]
    public void What_was_not_measured_stays_so()
    {
        RoundTrips(new BinaryMetrics(1, 2, 3, 4, 5, 6));
        RoundTrips(new MulticlassAccumulator(3).Compute());
        JsonSerializer.Serialize<TaskMetrics>(new RegressionMetrics(1, 2, 3, 4, 5), CheckpointJson.Default.TaskMetrics)
            .ShouldBe("""{"$type":"regression","Mae":3,"Rmse":4,"R2":5,"Mape":"NaN","Spearman":"NaN","Loss":1,"Count":2}""");
    }

    private static Gen<double[]> Numbers() =>
        Gen.OneOf(ArbMap.Default.GeneratorFor<double>(), Gen.Elements(OddNumbers), ArbMap.Default.GeneratorFor<long>().Select(BitConverter.Int64BitsToDouble))
            .ArrayOf(16);

    private static Gen<long[]> Counts() => ArbMap.Default.GeneratorFor<long>().ArrayOf(4);

    /// <summary>Sixteen numbers in all places of all metrics.</summary>
    private static TaskMetrics[] All(double[] numbers, long[] counts)
    {
        var next = 0;
        double Number() => numbers[next++ % numbers.Length];
        PrecisionRecall Scores() => new(Number(), Number(), Number());
        Calibration Bins() => new([new(counts[0], Number(), Number()), new(counts[1], Number(), Number())], Number());
        return
        [
            new BinaryMetrics(Number(), counts[0], Number(), Number(), Number(), Number())
            {
                Precision = Number(), Recall = Number(), AveragePrecision = Number(), AucError = Number(), AveragePrecisionError = Number(),
                Kappa = Number(), Matthews = Number(), Confusion = new ConfusionMatrix(2, counts), Calibration = Bins(),
            },
            new MulticlassMetrics(Number(), counts[1], Number(), Number(), Number(), Number())
            {
                Macro = Scores(), Micro = Scores(), Weighted = Scores(), AveragePrecision = Number(), AucError = Number(),
                AveragePrecisionError = Number(), Kappa = Number(), Matthews = Number(), Ranks = new LabelRanks(counts, counts[2]),
                Confusion = new ConfusionMatrix(2, counts), Calibration = Bins(),
            },
            new MultiLabelMetrics(Number(), counts[2], Number(), Number(), Number(), Number())
            {
                Macro = Scores(), Micro = Scores(), Weighted = Scores(), AveragePrecision = Number(), AucError = Number(),
                AveragePrecisionError = Number(), Calibration = Bins(),
            },
            new RegressionMetrics(Number(), counts[3], Number(), Number(), Number()) { Mape = Number(), Spearman = Number() },
        ];
    }

    private static void RoundTrips(TaskMetrics metrics)
    {
        var json = JsonSerializer.Serialize(metrics, CheckpointJson.Default.TaskMetrics);
        var back = JsonSerializer.Deserialize(json, CheckpointJson.Default.TaskMetrics)!;

        back.ShouldBe(metrics);
        // Equality takes 0 and -0 for the same; the text has every bit but those of NaN.
        JsonSerializer.Serialize(back, CheckpointJson.Default.TaskMetrics).ShouldBe(json);
    }
}
