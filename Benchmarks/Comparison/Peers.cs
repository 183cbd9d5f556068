namespace MtlDsl.Benchmarks;

/// <summary>The measurements of one turn.</summary>
internal sealed record PeerRound(StepMeasurement MtlDsl, StepMeasurement PyTorch, StepMeasurement Cpp);

/// <summary>The three programs of the QuickStart step.</summary>
internal sealed record Peers(Peer MtlDsl, Peer PyTorch, Peer Cpp)
{
    /// <summary>Builds the one in C++ and looks for a Python that has PyTorch.</summary>
    /// <param name="python">The Python to use; null: Debian's, which python3-torch is for, or else python3.</param>
    public static Peers All(string? python)
    {
        string source = Programs.SourceFolder(), build = Path.Combine(source, "..", "..", "artifacts", "peers");
        Command.Run("cmake", "-S", source, "-B", build);
        Command.Run("cmake", "--build", build);
        return new Peers(
            Programs.This("step"),
            new Peer("PyTorch", Programs.Python(python, "torch"), Path.Combine(source, "quickstart_step.py")),
            new Peer("C++", Path.Combine(build, "quickstart_step")));
    }

    public PeerRound Each(Func<Peer, StepMeasurement> measure) => new(measure(MtlDsl), measure(PyTorch), measure(Cpp));
}
