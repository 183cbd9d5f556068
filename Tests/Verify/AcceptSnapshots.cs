using System.Runtime.CompilerServices;

namespace MtlDsl.Tests;

/// <summary>With ACCEPT_SNAPSHOTS=1 in the environment, received texts become the verified ones.</summary>
internal static class AcceptSnapshots
{
    [ModuleInitializer]
    internal static void Initialize()
    {
        if (Environment.GetEnvironmentVariable("ACCEPT_SNAPSHOTS") == "1")
            VerifierSettings.AutoVerify();
    }
}
