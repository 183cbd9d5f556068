using MtlDsl.Tests.Models;

namespace MtlDsl.Tests.Weighting;

/// <summary>Every strategy that the runtime has, found in its assembly: one that is added is tested with the others.</summary>
internal static class Strategies
{
    private static readonly Dictionary<string, Func<MtlDsl.Weighting>> WithArguments = new()
    {
        [nameof(FixedWeighting)] = () => new FixedWeighting(1, 0.5, 2),
        [nameof(ScheduledWeighting)] = () => new ScheduledWeighting(new WeightMilestone(0, 1, 1, 1), new WeightMilestone(2, 1, 0.5, 2)),
        [nameof(WeightedLosses)] = () => new WeightedLosses(new ScaleInvariant(), new MGDA()),
        [nameof(CRMOGM)] = () => new CRMOGM(new NashMTL()),
        ["CRMOGM`1"] = () => new CRMOGM<MGDA>(),
    };

    public static TheoryData<string> Names => [.. All];

    public static IEnumerable<string> All =>
        typeof(MtlDsl.Weighting).Assembly.GetExportedTypes()
            .Where(type => type is { IsClass: true, IsAbstract: false } && type.IsSubclassOf(typeof(MtlDsl.Weighting)))
            .Select(type => type.Name).Order(StringComparer.Ordinal);

    /// <summary>Those that compute the batch of a step again, at other parameters.</summary>
    public static TheoryData<string> OfOneBatch => [.. All.Where(name => Create(name) is BilevelMethod)];

    public static TheoryData<string> OfAccumulatedBatches => [.. All.Where(name => Create(name) is not BilevelMethod)];

    /// <summary>The methods that can work on the shared representation.</summary>
    public static TheoryData<string> OfRepresentation =>
        [.. All.Where(name => Create(name) is GradientMethod { AllowsRepresentation: true })];

    /// <summary>The strategy, which works on the shared representation.</summary>
    public static MtlDsl.Weighting CreateOnRepresentation(string name)
    {
        MtlDsl.Weighting method = Create(name);
        typeof(GradientMethod).GetProperty(nameof(GradientMethod.OnRepresentation))!.SetValue(method, true);
        return method;
    }

    public static MtlDsl.Weighting Create(string name) => WithArguments.TryGetValue(name, out Func<MtlDsl.Weighting>? create)
        ? create()
        : (MtlDsl.Weighting)Activator.CreateInstance(typeof(MtlDsl.Weighting).Assembly.GetType($"MtlDsl.{name}", throwOnError: true)!)!;
}

/// <summary>Runs of <see cref="JointlyLearnt"/>: 128 rows in batches of 16, a fifth of the labels missing, and all sizes of the second batch.</summary>
internal static class StrategyRuns
{
    public const int Rows = 128, BatchSize = 16;

    public static FitOptions Options(string strategy) => new()
    {
        Epochs = 3,
        BatchSize = BatchSize,
        Shuffle = false,
        Optimizer = new Adam(0.01),
        Weighting = Strategies.Create(strategy),
    };

    public static JointlyLearnt.Dataset Data(bool hasOdds = true) => JointlyLearnt.Dataset.From(Examples(hasOdds));

    public static List<JointlyLearnt.Example> Examples(bool hasOdds = true)
    {
        var random = new Random(5);
        return Enumerable.Range(0, Rows).Select(row =>
        {
            float[] x = RandomNumbers.Normal(random, 6);
            return new JointlyLearnt.Example(
                x,
                Kind: row % 5 == 0 ? null : x[0] > 0.5f ? 2 : x[1] > 0 ? 1 : 0,
                Size: row / BatchSize == 1 || row % 5 == 1 ? null : x[1] - x[2],
                Odd: hasOdds && row % 5 != 2 ? x[0] * x[3] > 0 : null)
            { Weight = 1 + row % 3 };
        }).ToList();
    }

    /// <summary>Trains a model of its own.</summary>
    public static (float[] Values, History<JointlyLearnt.LossValues, JointlyLearnt.Metrics> History) Fit(FitOptions options, bool hasOdds = true)
    {
        using var model = new JointlyLearnt(seed: 1, device: "cpu");
        var history = model.Fit(Data(hasOdds), Data(), options);
        return (model.Arena.Values.Floats(), history);
    }
}
