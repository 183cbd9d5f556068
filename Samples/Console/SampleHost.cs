using System.CommandLine;
using System.Globalization;

namespace MtlDsl.Samples;

/// <summary>Finds the sample that the command line names, runs it, and turns how it ended into an exit code.</summary>
internal static class SampleHost
{
    /// <returns>0, 1 after an error, 130 after Ctrl+C, 143 after SIGTERM.</returns>
    public static int Run(IReadOnlyList<Sample> samples, string[] args)
    {
        // System.CommandLine reads numbers in the current culture, and 0.001 should be the same number everywhere.
        CultureInfo.CurrentCulture = CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;

        var debug = new Option<bool>("--debug") { Description = "Show the whole stack trace of an error.", Recursive = true };
        var root = new RootCommand($"Multi-task learning, sample by sample. Without a name: {samples[0].Name}.") { debug };
        foreach (Sample sample in samples)
        {
            var command = new Command(sample.Name, sample.Description);
            sample.Configure(command);
            command.SetAction(arguments => Run(sample, arguments, arguments.GetValue(debug)));
            root.Subcommands.Add(command);
        }
        string[] named = NamesSample(args) ? args : [samples[0].Name, .. args];
        var configuration = new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null };
        return root.Parse(named).Invoke(configuration);
    }

    private static bool NamesSample(string[] args) => args is [not ['-', ..], ..] or ["-h" or "-?" or "--help" or "--version", ..];

    private static int Run(Sample sample, ParseResult arguments, bool debug)
    {
        using var interruption = new Interruption();
        try
        {
            sample.Run(arguments, interruption.Token);
            return 0;
        }
        catch (OperationCanceledException) when (interruption.Token.IsCancellationRequested)
        {
            Console.Error.WriteLine($"Stopped by {interruption.Name}.");
            return interruption.ExitCode;
        }
        catch (Exception exception)
        {
            Console.Error.WriteLine(debug ? exception.ToString() : $"Error: {OneLine(exception)}");
            return 1;
        }
    }

    private static string OneLine(Exception exception)
    {
        Exception cause = exception is TypeInitializationException or AggregateException ? exception.GetBaseException() : exception;
        string parameter = cause is ArgumentException { ParamName: { } name } ? $" (Parameter '{name}')" : "";
        string message = cause.Message.EndsWith(parameter, StringComparison.Ordinal) ? cause.Message[..^parameter.Length] : cause.Message;
        return string.Join(' ', message.Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
    }
}
