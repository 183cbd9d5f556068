using System.CommandLine;

namespace MtlDsl.Samples;

/// <summary>The whole life of a model: declare, train, evaluate, predict, save, load.</summary>
internal sealed class QuickStartSample() : Sample("quickstart", "Two tasks on synthetic data, from training to a saved model.")
{
    private readonly TrainingOptions _training = new(epochs: 20, batchSize: 32, learningRate: 3e-4);
    private readonly Option<int> _examples = NumberOption.AtLeast(
        "--examples", "How many examples are made, for training, validation and test together.", value: 8000, smallest: 20);
    private readonly Option<DirectoryInfo> _output = new("--output")
    {
        Description = "The folder that quickstart.safetensors is saved to; without one, a new temporary folder.",
        HelpName = "folder",
    };

    public override void Configure(Command command)
    {
        _training.AddTo(command);
        command.Options.Add(_examples);
        command.Options.Add(_output);
    }

    public override void Run(ParseResult arguments, CancellationToken cancellationToken)
    {
        TrainingSettings settings = _training.Read(arguments);
        int examples = arguments.GetValue(_examples);
        DirectoryInfo? output = arguments.GetValue(_output);
        // At once, so that a folder that cannot be made stops the sample before it trains.
        output?.Create();

        var source = new QuickStartData(settings.Seed);
        QuickStart.Example[] test = source.Draw(examples * 15 / 100);
        QuickStart.Dataset validation = QuickStart.Dataset.From(source.Draw(examples * 15 / 100));
        QuickStart.Dataset train = QuickStart.Dataset.From(source.Draw(examples - test.Length - validation.Count));

        using var model = new QuickStart(settings.Seed, settings.Device);
        Introduction.Show(model, train.Count, validation.Count, test.Length);
        TrainingHistory history = TrainingView.Show(progress => model.Fit(train, validation, settings.Fit, progress, cancellationToken));
        ReportFile.Write(history, settings.Report);
        cancellationToken.ThrowIfCancellationRequested();

        QuickStart.Metrics metrics = model.Evaluate(QuickStart.Dataset.From(test), cancellationToken: cancellationToken);
        (double digit, double suit) = source.BestAccuracy(test);
        Terminal.Heading("Test");
        Terminal.Output.Write(MetricsTable.Of(
            metrics, new("accuracy by chance", 1.0 / 10, 1.0 / 5), new("best accuracy (Bayes)", digit, suit)));

        QuickStart.Prediction prediction = model.Predict(test[0].Features);
        Terminal.Heading("One prediction");
        Console.WriteLine($"digit {prediction.Digit}, in truth {test[0].Digit}");
        Console.WriteLine($"suit  {prediction.Suit}, in truth {test[0].Suit}");

        string path = Path.Combine((output ?? Directory.CreateTempSubdirectory("mtldsl-")).FullName, "quickstart.safetensors");
        model.Save(path);
        RequireSamePrediction(path, test[0].Features, prediction, settings);
        Terminal.Heading("Saved and loaded");
        Console.WriteLine($"{path}: a new model that loads it predicts the same.");
    }

    private static void RequireSamePrediction(string path, float[] features, QuickStart.Prediction expected, TrainingSettings settings)
    {
        using var loaded = new QuickStart(settings.Seed + 1, settings.Device);
        loaded.Load(path);
        QuickStart.Prediction prediction = loaded.Predict(features);
        if (prediction != expected)
            throw new InvalidOperationException($"The model in {path} predicts {prediction}, and predicted {expected} when it was saved.");
    }
}
