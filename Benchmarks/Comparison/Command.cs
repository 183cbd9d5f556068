using System.ComponentModel;
using System.Diagnostics;

namespace MtlDsl.Benchmarks;

/// <summary>Other programs.</summary>
internal static class Command
{
    /// <summary>Runs a program and returns what it wrote to its output.</summary>
    /// <exception cref="InvalidOperationException">It cannot be started, or failed.</exception>
    public static string Run(string program, params string[] arguments) =>
        Run(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true });

    /// <inheritdoc cref="Run(string, string[])"/>
    public static string Run(ProcessStartInfo start)
    {
        using Process process = Start(start);
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0
            ? output
            : throw new InvalidOperationException($"'{start.FileName} {string.Join(' ', start.ArgumentList)}' ended with {process.ExitCode}. {output}");
    }

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception error)
        {
            throw new InvalidOperationException($"{start.FileName} cannot be started: {error.Message}", error);
        }
    }
}
