using System.CommandLine;

namespace MtlDsl.Samples;

/// <summary>How a sample trains its model.</summary>
internal sealed record TrainingSettings(int Epochs, int BatchSize, double LearningRate, long Seed, string Device, FileInfo? Report, DirectoryInfo? Checkpoints)
{
    public FitOptions Fit => new()
    {
        Epochs = Epochs,
        BatchSize = BatchSize,
        Optimizer = new Adam(LearningRate),
        Callbacks = Checkpoints is null ? [] : [new ModelCheckpoint(Checkpoints.FullName)],
        Resume = Checkpoints?.FullName,
    };
}

/// <summary>The options that every sample has.</summary>
internal sealed class TrainingOptions(int epochs, int batchSize, double learningRate)
{
    private readonly Option<int> _epochs = NumberOption.AtLeast("--epochs", "How often the training data is gone through.", epochs, 1);
    private readonly Option<int> _batchSize = NumberOption.AtLeast("--batch-size", "How many examples make a step.", batchSize, 1);
    private readonly Option<double> _learningRate = NumberOption.Positive("--learning-rate", "How far Adam goes in a step.", learningRate);
    private readonly Option<long> _seed = NumberOption.Any("--seed", "The same seed gives the same data and the same training.", 1);
    private readonly Option<string> _device = new("--device")
    {
        Description = "auto (CUDA where there is one), cpu, cuda or cuda:N.",
        DefaultValueFactory = _ => "auto",
    };

    private readonly Option<FileInfo> _report = new("--report")
    {
        Description = "An HTML page that shows the training: curves, confusion matrices, calibration; without one, none is written.",
        HelpName = "file",
    };

    private readonly Option<DirectoryInfo> _checkpoints = new("--checkpoints")
    {
        Description = "A folder for checkpoints: started again after it was stopped or killed, the sample goes on from there.",
        HelpName = "folder",
    };

    public void AddTo(Command command)
    {
        foreach (Option option in (Option[])[_epochs, _batchSize, _learningRate, _seed, _device, _report, _checkpoints])
            command.Options.Add(option);
    }

    public TrainingSettings Read(ParseResult arguments)
    {
        FileInfo? report = arguments.GetValue(_report);
        // At once, so that a folder that cannot be made stops the sample before it trains.
        report?.Directory?.Create();
        return new TrainingSettings(
            arguments.GetValue(_epochs),
            arguments.GetValue(_batchSize),
            arguments.GetValue(_learningRate),
            arguments.GetValue(_seed),
            arguments.GetRequiredValue(_device),
            report,
            arguments.GetValue(_checkpoints));
    }
}
