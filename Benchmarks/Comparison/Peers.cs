using System.Reflection;

namespace MtlDsl.Benchmarks;

/// <summary>The measurements of one turn.</summary>
internal sealed record PeerRound(StepMeasurement MtlDsl, StepMeasurement PyTorch, StepMeasurement Cpp);

/// <summary>The three programs.</summary>
internal sealed record Peers(Peer MtlDsl, Peer PyTorch, Peer Cpp)
{
    /// <summary>Builds the one in C++ and looks for a Python that has PyTorch.</summary>
    /// <param name="python">The Python to use; null: Debian's, which python3-torch is for, or else python3.</param>
    public static Peers All(string? python)
    {
        string source = SourceFolder(), build = Path.Combine(source, "..", "..", "artifacts", "peers");
        Command.Run("cmake", "-S", source, "-B", build);
        Command.Run("cmake", "--build", build);
        return new Peers(
            OfThisProgram(),
            new Peer("PyTorch", PythonWithTorch(python), Path.Combine(source, "quickstart_step.py")),
            new Peer("C++", Path.Combine(build, "quickstart_step")));
    }

    public PeerRound Each(Func<Peer, StepMeasurement> measure) => new(measure(MtlDsl), measure(PyTorch), measure(Cpp));

    private static Peer OfThisProgram()
    {
        string program = Environment.ProcessPath!, assembly = Assembly.GetExecutingAssembly().Location;
        bool isHost = Path.GetFileNameWithoutExtension(program) == "dotnet";
        return isHost ? new Peer("MtlDsl", program, assembly, "step") : new Peer("MtlDsl", program, "step");
    }

    private static string SourceFolder()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            string peers = Path.Combine(folder.FullName, "Benchmarks", "peers");
            if (File.Exists(Path.Combine(peers, "CMakeLists.txt"))) return peers;
        }
        throw new InvalidOperationException($"There is no Benchmarks/peers in {AppContext.BaseDirectory} or above it: run this in a checkout.");
    }

    private static string PythonWithTorch(string? python)
    {
        string[] candidates = python is null ? ["/usr/bin/python3", "python3"] : [python];
        return Array.Find(candidates, HasTorch) ?? throw new InvalidOperationException(
            $"{string.Join(" and ", candidates)} cannot import torch: install python3-torch, or name another with --python.");
    }

    private static bool HasTorch(string python)
    {
        try
        {
            Command.Run(python, "-c", "import importlib.util, sys; sys.exit(importlib.util.find_spec('torch') is None)");
            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }
}
