using System.CommandLine;

namespace MtlDsl.Samples;

/// <summary>A sample: a command of this program.</summary>
/// <param name="name">What the user types.</param>
/// <param name="description">A sentence for the help.</param>
internal abstract class Sample(string name, string description)
{
    public string Name => name;

    public string Description => description;

    /// <summary>Says what can be set on the command line.</summary>
    public abstract void Configure(Command command);

    /// <summary>Runs the sample.</summary>
    /// <exception cref="OperationCanceledException">The user interrupted it.</exception>
    public abstract void Run(ParseResult arguments, CancellationToken cancellationToken);
}
