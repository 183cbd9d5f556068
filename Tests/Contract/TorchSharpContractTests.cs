using Shouldly;
using TorchSharp;
using Xunit;

namespace MtlDsl.Tests.Contract;

/// <summary>
/// What compiles against one TorchSharp compiles against the other. torchsharp-0.106.0.used.tsv holds the lines of
/// TorchSharp 0.106.0's public signatures that Runtime/LibTorch implements. After a change there, set the environment
/// variable TORCHSHARP_SIGNATURES to a file of all of TorchSharp's signatures in the same form: the first test then
/// writes the data file anew.
/// </summary>
public class TorchSharpContractTests
{
    private const string DataFile = "torchsharp-0.106.0.used.tsv";

    private static readonly string[] Loaded = PublicSignatures.Of(typeof(torch).Assembly).ToArray();

#if TORCH_PROVIDER_SYSTEM
    [Fact]
    public void NoMemberThatTorchSharpLacks()
    {
        if (Environment.GetEnvironmentVariable("TORCHSHARP_SIGNATURES") is { Length: > 0 } all)
            WriteUsed(all);
        var extra = Loaded.Select(line => line.TrimEnd()).Except(Used()).ToArray();
        extra.ShouldBeEmpty($"Runtime/LibTorch has members that TorchSharp lacks:\n{Compare(extra, Used())}");
    }

    private static void WriteUsed(string all)
    {
        var known = File.ReadLines(all).Select(line => line.TrimEnd()).ToHashSet();
        var path = Path.Combine(SourceFolder(), DataFile);
        File.WriteAllLines(path, Loaded.Select(line => line.TrimEnd()).Where(known.Contains));
        File.Copy(path, Path.Combine(AppContext.BaseDirectory, "Contract", DataFile), overwrite: true);
    }

    private static string SourceFolder([System.Runtime.CompilerServices.CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
#endif

    [Fact]
    public void EveryMemberInUseIsThere()
    {
        var missing = Used().Except(Loaded.Select(line => line.TrimEnd())).ToArray();
        missing.ShouldBeEmpty($"TorchSharp lacks members that Runtime/LibTorch has:\n{Compare(missing, Loaded)}");
    }

    private static string[] Used() => File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Contract", DataFile));

    // Each line with those of the same name on the other side, where there are any.
    private static string Compare(string[] lines, string[] others)
    {
        static string Key(string line) => string.Join('\t', line.Split('\t').Take(3));
        var byName = others.ToLookup(Key);
        return string.Join(
            '\n', lines.SelectMany(line => byName[Key(line)].Select(other => $"    + {other}").Prepend($"- {line}")));
    }
}
