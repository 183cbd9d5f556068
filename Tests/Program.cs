using MtlDsl.Tests.Resume;

namespace MtlDsl.Tests;

/// <summary>What a test starts as a process of its own, to kill it: <c>dotnet MtlDsl.Tests.dll FOLDER ...</c> trains and keeps checkpoints there.</summary>
internal static class Program
{
    private static int Main(string[] arguments) => arguments.Length == 0 ? 0 : ChildRun.Main(arguments);
}
