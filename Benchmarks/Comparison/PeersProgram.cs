namespace MtlDsl.Benchmarks;

/// <summary>
/// <c>peers</c>: the QuickStart step in C#, PyTorch and C++ side by side. The three programs take turns, so that what else the machine does
/// meets all of them.
/// </summary>
internal static class PeersProgram
{
    private const string Usage = """
        peers [--batches 32,256] [--threads 1] [--seconds 2] [--rounds 5] [--python python3] [--openblas-coretype SKYLAKEX]

        Without --openblas-coretype, PyTorch and C++ are given the OPENBLAS_CORETYPE that MtlDsl runs with, if any.
        """;

    public static int Run(IEnumerable<string> arguments)
    {
        try
        {
            var options = new NumberOptions(arguments);
            int[] batches = options.Integers("batches", 32, 256), threads = options.Integers("threads", 1);
            double seconds = options.Number("seconds", 2);
            int rounds = options.Integer("rounds", 5);
            string? python = options.Text("python"), coreType = options.Text("openblas-coretype");
            options.RequireNoOther();
            Compare(Peers.All(python), batches, threads, seconds, rounds, coreType);
            return 0;
        }
        catch (ArgumentException error)
        {
            Console.Error.WriteLine($"peers: {error.Message}\n\n{Usage}");
            return 2;
        }
        catch (InvalidOperationException error)
        {
            Console.Error.WriteLine($"peers: {error.Message}");
            return 1;
        }
    }

    private static void Compare(Peers peers, int[] batches, int[] threadCounts, double seconds, int rounds, string? coreType)
    {
        coreType ??= peers.MtlDsl.Measure(batch: 32, threads: 1, seconds: 0.1, null).OpenBlasCoreType;
        var table = new ComparisonTable();
        foreach (int threads in threadCounts)
        foreach (int batch in batches)
        {
            var runs = new List<PeerRound>();
            for (int round = 0; round < rounds; round++)
                runs.Add(peers.Each(peer => peer.Measure(batch, threads, seconds, coreType)));
            if (table.IsEmpty) Console.WriteLine(ComparisonTable.Heading(runs[0], rounds, seconds, coreType));
            Console.WriteLine(table.Row(runs));
        }
    }
}
