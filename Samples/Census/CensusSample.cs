using System.CommandLine;

namespace MtlDsl.Samples;

/// <summary>A model of records with numbers, categories and missing values, read from CSV files.</summary>
internal sealed class CensusSample() : Sample("census", "Income, marital status and working hours of people, from UCI Adult or generated.")
{
    private const int GeneratedPeople = 20_000;

    private readonly TrainingOptions _training = new(epochs: 10, batchSize: 128, learningRate: 1e-3);
    private readonly Option<FileInfo> _data = new Option<FileInfo>("--data")
    {
        Description = "Training data in the format of UCI's adult.data; without one, generated people.",
        HelpName = "file",
    }.AcceptExistingOnly();
    private readonly Option<FileInfo> _test = new Option<FileInfo>("--test")
    {
        Description = "Test data in the format of UCI's adult.test; without one, a fifth of the data.",
        HelpName = "file",
    }.AcceptExistingOnly();

    public override void Configure(Command command)
    {
        _training.AddTo(command);
        command.Options.Add(_data);
        command.Options.Add(_test);
        command.Validators.Add(result =>
        {
            if (result.GetResult(_test) is not null && result.GetResult(_data) is null)
                result.AddError("--test is given without --data: name the file to train on as well.");
        });
    }

    public override void Run(ParseResult arguments, CancellationToken cancellationToken)
    {
        TrainingSettings settings = _training.Read(arguments);
        FileInfo? trainFile = arguments.GetValue(_data), testFile = arguments.GetValue(_test);

        CensusIncome.Example[] people = trainFile is null
            ? new CensusGenerator(settings.Seed).Draw(GeneratedPeople)
            : AdultFile.Read(trainFile.FullName);
        CensusIncome.Example[] train = Shuffled(people, settings.Seed);
        CensusIncome.Example[] test = testFile is null ? HoldOut(ref train, oneIn: 5) : AdultFile.Read(testFile.FullName);
        CensusIncome.Example[] validation = HoldOut(ref train, oneIn: 10);

        using var model = new CensusIncome(settings.Seed, settings.Device);
        Introduction.Show(model, train.Length, validation.Length, test.Length);
        TrainingHistory history = TrainingView.Show(progress => model.Fit(train, validation, settings.Fit, progress, cancellationToken));
        ReportFile.Write(history, settings.Report);
        cancellationToken.ThrowIfCancellationRequested();

        CensusIncome.Metrics metrics = model.Evaluate(test, cancellationToken: cancellationToken);
        Terminal.Heading("Test (MAE and RMSE of HoursPerWeek are hours)");
        Terminal.Output.Write(MetricsTable.Of(metrics));
        Terminal.Heading("One person");
        Show(test[0], model.Predict(test[0].Person, test[0].Household));
    }

    private static void Show(CensusIncome.Example truth, CensusIncome.Prediction prediction)
    {
        Person person = truth.Person;
        Console.WriteLine($"{person.Sex}, {person.Age} years, {person.Education}, {person.Occupation?.ToString() ?? "occupation unknown"}");
        Console.WriteLine($"income         {prediction.Income}, in truth {truth.Income}");
        Console.WriteLine($"marital status {prediction.MaritalStatus}, in truth {truth.MaritalStatus}");
        Console.WriteLine($"hours per week {prediction.HoursPerWeek.Value:F1}, in truth {truth.HoursPerWeek}");
    }

    private static CensusIncome.Example[] Shuffled(CensusIncome.Example[] examples, long seed) =>
        [.. Shuffle.Order(seed, epoch: 0, examples.Length).Select(row => examples[row])];

    /// <summary>Takes one in so many off the examples, at least one of them.</summary>
    private static CensusIncome.Example[] HoldOut(ref CensusIncome.Example[] examples, int oneIn)
    {
        if (examples.Length < 2)
            throw new InvalidDataException("There are too few rows: training, validation and test need at least one each.");
        int count = Math.Max(1, examples.Length / oneIn);
        CensusIncome.Example[] taken = examples[..count];
        examples = examples[count..];
        return taken;
    }
}
