using System.Globalization;
using System.Text.Json;

namespace MtlDsl.Tests;

/// <summary>Learning rates against those of PyTorch.</summary>
public sealed class ScheduleReferenceTests
{
    // Of the rate: PyTorch reaches a rate by up to 60 multiplications, each rounded to 53 bits, where a formula has a few.
    private const double Tolerance = 1e-13;

    private static readonly Dictionary<string, Schedule> Schedules = new()
    {
        ["Constant"] = new Constant(),
        ["StepDecay"] = new StepDecay(6, 0.3),
        ["MultiStepDecay"] = new MultiStepDecay([3, 4, 11], 0.5),
        ["ExponentialDecay"] = new ExponentialDecay(0.9),
        ["CosineDecay"] = new CosineDecay(25),
        ["CosineDecay, smallest rate"] = new CosineDecay(12) { MinLearningRate = 0.02 },
        ["CosineWarmRestarts"] = new CosineWarmRestarts(6),
        ["CosineWarmRestarts, growing"] = new CosineWarmRestarts(4, growth: 2) { MinLearningRate = 0.001 },
        ["OneCycle"] = new OneCycle(),
        ["OneCycle, linear"] = new OneCycle { Rise = 0.25, Annealing = Annealing.Linear, InitialDivisor = 10, FinalDivisor = 100 },
        ["OneCycle, three phases"] = new OneCycle { Rise = 0.4, ThreePhases = true },
        ["LinearWarmup"] = new LinearWarmup(6) { StartFactor = 0.25 },
        ["LinearWarmup, cosine"] = new LinearWarmup(8, new CosineDecay()),
        ["LinearWarmup, steps"] = new LinearWarmup(5, new StepDecay(7, 0.5) { Unit = ScheduleUnit.Step }) { StartFactor = 0.1 },
        ["ReduceOnPlateau"] = new ReduceOnPlateau(0.5, patience: 2),
        ["ReduceOnPlateau, rising"] = new ReduceOnPlateau(0.3, patience: 1) { Metric = MonitoredMetric.Maximize((ModelMetrics metrics) => metrics.Joint.Loss) },
        ["ReduceOnPlateau, absolute threshold and cooldown"] =
            new ReduceOnPlateau(0.5, patience: 1) { Threshold = 0.05, IsThresholdRelative = false, Cooldown = 3 },
        ["ReduceOnPlateau, smallest rate"] = new ReduceOnPlateau(0.1, patience: 0) { MinLearningRate = 0.004 },
    };

    public static TheoryData<string> Names => [.. Reference.CaseNames("schedules")];

    [Theory, MemberData(nameof(Names))]
    public void Rates_are_those_of_PyTorch(string name)
    {
        Schedule schedule = Schedules[name];
        if (schedule is FixedSchedule counted)
        {
            Compare(name, counted with { Unit = ScheduleUnit.Step });
            Compare(name, counted with { Unit = ScheduleUnit.Epoch });
        }
        else
        {
            Compare(name, schedule);
        }
    }

    private static void Compare(string name, Schedule schedule)
    {
        JsonElement item = Reference.Case("schedules", name);
        double[] metrics = [.. Reference.Load("schedules").GetProperty("metrics").EnumerateArray().Select(Number)];
        double[] expected = [.. item.GetProperty("rates").EnumerateArray().Select(rate => rate.GetDouble())];
        double initial = item.GetProperty("learning_rate").GetDouble();
        ScheduleState state = schedule.Begin(initial, new RunLength(expected.Length, expected.Length));

        for (int i = 0; i < expected.Length; i++)
        {
            state.LearningRate(i, i).ShouldBe(expected[i], initial * Tolerance);
            double metric = metrics[Math.Min(i, metrics.Length - 1)];
            state.EpochEnded(i + 1, schedule is ReduceOnPlateau { Metric.IsMaximized: true } ? 3 - metric : metric);
        }
    }

    private static double Number(JsonElement text) => text.GetString() == "nan" ? double.NaN : double.Parse(text.GetString()!, CultureInfo.InvariantCulture);
}
