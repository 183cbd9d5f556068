using System.CommandLine;
using System.Globalization;
using Spectre.Console;

namespace MtlDsl.Samples;

/// <summary>Trains one model by the joint loss, by strategies on losses and by methods on gradients, and compares each with models of single tasks.</summary>
internal sealed class WeightingsSample() : Sample("weightings", "One model trained by several strategies, against models of single tasks.")
{
    // Each replaces what the class says, so that one model does for all.
    private static readonly (string Name, Func<Weighting> Create)[] Strategies =
    [
        ("joint loss", () => new EqualWeighting()),
        ("UncertaintyWeighting", () => new UncertaintyWeighting { LearningRate = 0.01 }),
        ("DynamicWeightAverage", () => new DynamicWeightAverage()),
        ("Famo", () => new Famo()),
        ("PCGrad", () => new PCGrad()),
        ("MGDA", () => new MGDA()),
        ("CAGrad", () => new CAGrad { C = 0.4 }),
        ("NashMTL", () => new NashMTL()),
        ("UPGrad", () => new UPGrad()),
    ];

    private readonly TrainingOptions _training = new(epochs: 20, batchSize: 64, learningRate: 3e-3);
    private readonly Option<int> _examples = NumberOption.AtLeast("--examples", "How many examples are made, for training and test together.", value: 6000, smallest: 100);

    public override void Configure(Command command)
    {
        _training.AddTo(command);
        command.Options.Add(_examples);
    }

    public override void Run(ParseResult arguments, CancellationToken cancellationToken)
    {
        TrainingSettings settings = _training.Read(arguments);
        var source = new SignalsData(settings.Seed);
        int examples = arguments.GetValue(_examples);
        Signals.Dataset test = source.Draw(examples / 3), train = source.Draw(examples - test.Count);
        // Every strategy begins anew: checkpoints of one would not be another's.
        FitOptions options = settings.Fit with { Callbacks = [], Resume = null };

        using (var model = new Signals(settings.Seed, settings.Device)) Introduction.Show(model, train.Count, 0, test.Count);
        SingleTaskBaseline baseline = SingleTaskBaseline.Train(
            train, test, seed => new Signals(seed, settings.Device),
            (model, train, test, own) => model.Fit(train, test, own, cancellationToken: cancellationToken), options, seeds: [settings.Seed]);

        Table table = Terminal.NewTable(texts: ["learnt by"], numbers: ["Loud R²", "Quiet R²", "Alarm AUC", "delta-m", "weights of the last epoch", "time"]);
        TrainingHistory? last = null;
        foreach ((string name, Func<Weighting> create) in Strategies)
        {
            using var model = new Signals(settings.Seed, settings.Device);
            var history = model.Fit(train, options: options with { Weighting = create() }, cancellationToken: cancellationToken);
            cancellationToken.ThrowIfCancellationRequested();
            Signals.Metrics metrics = model.Evaluate(test, cancellationToken: cancellationToken);
            table.AddTexts(
            [
                name, Figures.Real(metrics.Loud.R2), Figures.Real(metrics.Quiet.R2), Figures.Real(metrics.Alarm.Auc),
                baseline.DeltaM(metrics).Value.ToString("P1", CultureInfo.InvariantCulture),
                string.Join("  ", history.Epochs[^1].LossWeights.Select(weight => weight.ToString("F3", CultureInfo.InvariantCulture))),
                Figures.Time(history.Epochs.Aggregate(TimeSpan.Zero, (sum, epoch) => sum + epoch.Duration)),
            ]);
            last = history;
        }
        Terminal.Heading("Test (delta-m: the mean change of each task's main metric against a model of that task alone)");
        Terminal.Output.Write(table);
        ReportFile.Write(last!, settings.Report);
    }
}
