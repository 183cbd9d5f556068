namespace MtlDsl.Benchmarks;

/// <summary>The programs that train ten tasks jointly.</summary>
internal sealed class JointPeers(string? python)
{
    private readonly string _python = Programs.Python(python, "torch", "scipy");
    private readonly string _source = Programs.SourceFolder();

    /// <summary>Lets each take a turn.</summary>
    public JointRound Each(JointMethod method, Func<Peer, StepMeasurement> measure)
    {
        StepMeasurement mtlDsl = measure(MtlDsl(method.Name));
        return new JointRound(
            mtlDsl,
            method.Name == JointMethod.EqualWeights ? mtlDsl : measure(MtlDsl(JointMethod.EqualWeights)),
            method.HasPeers ? measure(PyTorch("plain", method)) : null,
            method.HasPeers ? measure(PyTorch("literature", method)) : null);
    }

    public static Peer MtlDsl(string method) => Programs.This("joint-step", "--method", method);

    private Peer PyTorch(string way, JointMethod method) =>
        new(way, _python, Path.Combine(_source, $"joint_{way}.py"), "--method", method.Name);
}
