using System.Reflection;

namespace MtlDsl.Benchmarks;

/// <summary>Where the programs are that are compared.</summary>
internal static class Programs
{
    /// <summary>This one, with a command of its own.</summary>
    public static Peer This(params string[] arguments)
    {
        string program = Environment.ProcessPath!, assembly = Assembly.GetExecutingAssembly().Location;
        bool isHost = Path.GetFileNameWithoutExtension(program) == "dotnet";
        return new Peer("MtlDsl", program, isHost ? [assembly, .. arguments] : arguments);
    }

    /// <summary>The folder of the programs that were written by hand.</summary>
    public static string SourceFolder()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            string peers = Path.Combine(folder.FullName, "Benchmarks", "peers");
            if (File.Exists(Path.Combine(peers, "CMakeLists.txt"))) return peers;
        }
        throw new InvalidOperationException($"There is no Benchmarks/peers in {AppContext.BaseDirectory} or above it: run this in a checkout.");
    }

    /// <summary>A Python that has these modules.</summary>
    /// <param name="python">The one to use; null: Debian's, which its packages are for, or else python3.</param>
    /// <param name="modules">torch, and what else the program imports.</param>
    public static string Python(string? python, params string[] modules)
    {
        string[] candidates = python is null ? ["/usr/bin/python3", "python3"] : [python];
        return Array.Find(candidates, candidate => Array.TrueForAll(modules, module => Has(candidate, module))) ?? throw new InvalidOperationException(
            $"{string.Join(" and ", candidates)} cannot import {string.Join(" and ", modules)}: install python3-torch and python3-scipy, or name another with --python.");
    }

    private static bool Has(string python, string module)
    {
        try
        {
            Command.Run(python, "-c", $"import importlib.util, sys; sys.exit(importlib.util.find_spec('{module}') is None)");
            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }
}
