namespace VerifyTests;

/// <summary>What holds for all snapshots.</summary>
public static class VerifierSettings
{
    internal static bool AcceptsAll { get; private set; }

    /// <summary>From now on, what is received becomes the verified file.</summary>
    public static void AutoVerify() => AcceptsAll = true;
}
