using System.Globalization;

namespace MtlDsl.Benchmarks;

/// <summary>What figures were measured on.</summary>
internal static class Machine
{
    public static string Cpu()
    {
        const string file = "/proc/cpuinfo";
        if (!File.Exists(file)) return $"{Environment.ProcessorCount} processors";
        ILookup<string, string> lines = File.ReadLines(file).Select(line => line.Split(':', 2)).Where(parts => parts.Length == 2)
            .ToLookup(parts => parts[0].Trim(), parts => parts[1].Trim());
        return $"{lines["model name"].FirstOrDefault()}, family {lines["cpu family"].FirstOrDefault()} model {lines["model"].FirstOrDefault()}, " +
            $"{Environment.ProcessorCount} processors";
    }

    /// <summary>How many threads wanted a processor over the last minute; NaN where it is not known.</summary>
    public static double Load()
    {
        const string file = "/proc/loadavg";
        return File.Exists(file) ? double.Parse(File.ReadAllText(file).Split(' ')[0], CultureInfo.InvariantCulture) : double.NaN;
    }
}
