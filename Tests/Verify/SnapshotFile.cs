using System.Text;

namespace VerifyTests;

/// <summary>The two files of a snapshot: what was verified by a person, and what was received instead.</summary>
internal sealed class SnapshotFile(string path, string extension, bool accepts)
{
    private readonly string _verified = $"{path}.verified.{extension}";
    private readonly string _received = $"{path}.received.{extension}";

    /// <exception cref="VerifyException">The texts differ, or nothing has been verified yet.</exception>
    public async Task CompareAsync(string text)
    {
        string received = WithLineFeeds(text);
        string? verified = File.Exists(_verified) ? WithLineFeeds(await File.ReadAllTextAsync(_verified)) : null;
        if (IsSame(received, verified))
        {
            File.Delete(_received);
            return;
        }
        if (accepts)
        {
            await File.WriteAllTextAsync(_verified, received, Encoding.UTF8);
            File.Delete(_received);
            return;
        }
        await File.WriteAllTextAsync(_received, received, Encoding.UTF8);
        throw new VerifyException($"""
            {(verified is null ? $"There is no {Path.GetFileName(_verified)} yet." : FirstDifference(received, verified))}
            Received: {_received}
            ACCEPT_SNAPSHOTS=1 in the environment of the tests accepts what is received; look at the difference before it is committed.
            """);
    }

    /// <summary>An editor may have ended the verified file with a line feed.</summary>
    private static bool IsSame(string received, string? verified) => verified == received || verified == received + "\n";

    private string FirstDifference(string received, string verified)
    {
        string[] actual = received.Split('\n');
        string[] expected = verified.Split('\n');
        int line = 0;
        while (line < actual.Length && line < expected.Length && actual[line] == expected[line])
            line++;
        return $"""
            {Path.GetFileName(_verified)} differs first in line {line + 1}:
              verified: {Line(expected, line)}
              received: {Line(actual, line)}
            """;
    }

    private static string Line(string[] lines, int index) => index < lines.Length ? lines[index] : "(the text has ended)";

    private static string WithLineFeeds(string text) => text.Replace("\r\n", "\n").Replace('\r', '\n');
}
