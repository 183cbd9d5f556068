namespace MtlDsl.Benchmarks;

/// <summary>
/// <c>step --batch 32 --threads 1 --seconds 5</c> measures the QuickStart step, and <c>joint-step --method pcgrad</c> that of ten tasks, as
/// the peers do: each prints one line of JSON.
/// </summary>
internal static class StepProgram
{
    public static int QuickStart(IEnumerable<string> arguments) =>
        Run("step", arguments, defaultBatch: 32, _ => batch => new QuickStartTraining(batch));

    public static int Joint(IEnumerable<string> arguments) =>
        Run("joint-step", arguments, defaultBatch: 256, options =>
        {
            JointMethod method = JointMethod.Named(options.Text("method") ?? JointMethod.EqualWeights);
            return batch => new HardSharingTraining(batch, method);
        });

    private static int Run(string program, IEnumerable<string> arguments, int defaultBatch, Func<NumberOptions, Func<int, StepTraining>> choose)
    {
        try
        {
            var options = new NumberOptions(arguments);
            Func<int, StepTraining> begin = choose(options);
            int batch = options.Integer("batch", defaultBatch), threads = options.Integer("threads", 1);
            double seconds = options.Number("seconds", 5);
            options.RequireNoOther();
            ArgumentOutOfRangeException.ThrowIfGreaterThan(batch, StepTraining.Rows);
            Console.WriteLine(StepMeter.Measure(() => begin(batch), batch, threads, seconds).ToJson());
            return 0;
        }
        catch (ArgumentException error)
        {
            Console.Error.WriteLine($"{program}: {error.Message}");
            return 2;
        }
    }
}
