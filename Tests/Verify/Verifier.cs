using System.Runtime.CompilerServices;
using VerifyTests;

namespace VerifyXunit;

/// <summary>Verify.Xunit's calling convention for texts, for a machine whose package feed has no Verify.Xunit.</summary>
public static class Verifier
{
    /// <summary>Compares a text with the file <c>Class.Method.verified.extension</c> beside the test.</summary>
    /// <exception cref="VerifyException">When it is awaited: the texts differ, or there is no such file yet.</exception>
    public static SettingsTask Verify(string? target, string extension = "txt", [CallerFilePath] string sourceFile = "") =>
        new(target ?? "null", extension, sourceFile);
}
