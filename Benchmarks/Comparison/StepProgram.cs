using TorchSharp;

namespace MtlDsl.Benchmarks;

/// <summary>
/// <c>step --batch 32 --threads 1 --seconds 5</c> measures the QuickStart step, and <c>joint-step --method pcgrad</c> that of ten tasks, as
/// the peers do: each prints one line of JSON. The number of threads of BLAS and OpenMP comes from the environment, which has to be set before
/// the program starts: <see cref="Peer.Measure"/> does.
/// </summary>
internal static class StepProgram
{
    public static int QuickStart(IEnumerable<string> arguments) => Run("step", arguments, defaultBatch: 32, _ => Train);

    public static int Joint(IEnumerable<string> arguments) =>
        Run("joint-step", arguments, defaultBatch: 256, options => JointMethod.Named(options.Text("method") ?? JointMethod.EqualWeights).Train);

    private static int Run(string program, IEnumerable<string> arguments, int defaultBatch, Func<NumberOptions, Func<int, StepMeter, double>> choose)
    {
        try
        {
            var options = new NumberOptions(arguments);
            Func<int, StepMeter, double> train = choose(options);
            int batch = options.Integer("batch", defaultBatch), threads = options.Integer("threads", 1);
            var meter = new StepMeter(options.Number("seconds", 5));
            options.RequireNoOther();
            ArgumentOutOfRangeException.ThrowIfGreaterThan(batch, QuickStartData.Rows);
            torch.set_num_threads(threads);
            double loss = train(batch, meter);
            Console.WriteLine(meter.Result(batch, threads, loss).ToJson());
            return 0;
        }
        catch (ArgumentException error)
        {
            Console.Error.WriteLine($"{program}: {error.Message}");
            return 2;
        }
    }

    private static double Train(int batch, StepMeter meter)
    {
        using var training = new QuickStartTraining(batch);
        do training.Step();
        while (meter.StepTaken());
        return training.StepLoss();
    }
}
