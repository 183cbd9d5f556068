namespace MtlDsl.Benchmarks;

/// <summary>
/// <c>joint</c>: ten tasks trained jointly in MtlDsl, in plain PyTorch and in the literature's way, side by side. The programs take turns, so
/// that what else the machine does meets all of them.
/// </summary>
internal static class JointProgram
{
    private const string Usage = """
        joint [--methods equal,pcgrad | compared | all] [--threads 1,2] [--batches 256] [--seconds 2] [--rounds 3] [--clock wall | processor]
              [--python python3] [--openblas-coretype SKYLAKEX]

        Without --methods those that have peers are compared; 'all' measures the others too. On a machine that does other things as well, the
        processor's clock is steadier, for one thread. Without --openblas-coretype, PyTorch is given the OPENBLAS_CORETYPE that MtlDsl runs with.
        """;

    public static int Run(IEnumerable<string> arguments)
    {
        try
        {
            var options = new NumberOptions(arguments);
            JointMethod[] methods = Methods(options.Text("methods"));
            int[] batches = options.Integers("batches", 256), threads = options.Integers("threads", 1, 2);
            double seconds = options.Number("seconds", 2);
            int rounds = options.Integer("rounds", 3);
            var table = new JointTable(IsProcessor(options.Text("clock")));
            string? python = options.Text("python"), coreType = options.Text("openblas-coretype");
            options.RequireNoOther();
            var peers = new JointPeers(python);
            foreach (int batch in batches) Compare(peers, table, methods, batch, threads, seconds, rounds, coreType);
            return 0;
        }
        catch (ArgumentException error)
        {
            Console.Error.WriteLine($"joint: {error.Message}\n\n{Usage}");
            return 2;
        }
        catch (InvalidOperationException error)
        {
            Console.Error.WriteLine($"joint: {error.Message}");
            return 1;
        }
    }

    private static bool IsProcessor(string? clock) => clock switch
    {
        null or "wall" => false,
        "processor" => true,
        _ => throw new ArgumentException($"--clock {clock}: it is wall or processor."),
    };

    private static JointMethod[] Methods(string? names) => names switch
    {
        null or "compared" => [.. JointMethod.All.Where(method => method.HasPeers)],
        "all" => [.. JointMethod.All],
        _ => [.. names.Split(',').Select(JointMethod.Named)],
    };

    private static void Compare(
        JointPeers peers, JointTable table, JointMethod[] methods, int batch, int[] threadCounts, double seconds, int rounds, string? coreType)
    {
        coreType ??= JointPeers.MtlDsl(JointMethod.EqualWeights).Measure(batch, threads: 1, seconds: 0.1, null).OpenBlasCoreType;
        Console.WriteLine(table.Heading(batch, rounds, seconds, coreType));
        foreach (int threads in threadCounts)
        foreach (JointMethod method in methods)
        {
            var runs = new List<JointRound>();
            for (int round = 0; round < rounds; round++)
                runs.Add(peers.Each(method, peer => peer.Measure(batch, threads, seconds, coreType)));
            Console.WriteLine(table.Row(method, runs));
        }
    }
}
