namespace MtlDsl;

/// <summary>
/// The one rule by which names from files match names in code: letters and digits alone count, upper and lower case are the same
/// (ordinal, whatever the culture), so that <c>education-num</c> is <c>EducationNum</c> and <c>11th</c> is <c>_11th</c>.
/// </summary>
internal sealed class NameComparer : IEqualityComparer<string>, IAlternateEqualityComparer<ReadOnlySpan<char>, string>
{
    private const char End = '\0';

    private NameComparer() { }

    public static NameComparer Instance { get; } = new();

    /// <summary>Whether a name has anything that counts.</summary>
    public static bool IsEmpty(ReadOnlySpan<char> name)
    {
        var position = 0;
        return Next(name, ref position) == End;
    }

    public bool Equals(string? x, string? y) => x is null || y is null ? ReferenceEquals(x, y) : Equals(x.AsSpan(), y.AsSpan());

    public bool Equals(ReadOnlySpan<char> alternate, string other) => Equals(alternate, other.AsSpan());

    public int GetHashCode(string name) => GetHashCode(name.AsSpan());

    public int GetHashCode(ReadOnlySpan<char> alternate)
    {
        var hash = new HashCode();
        var position = 0;
        while (Next(alternate, ref position) is var c and not End)
            hash.Add(c);
        return hash.ToHashCode();
    }

    public string Create(ReadOnlySpan<char> alternate) => alternate.ToString();

    private static bool Equals(ReadOnlySpan<char> x, ReadOnlySpan<char> y)
    {
        int i = 0, j = 0;
        while (true)
        {
            var c = Next(x, ref i);
            if (c != Next(y, ref j))
                return false;
            if (c == End)
                return true;
        }
    }

    private static char Next(ReadOnlySpan<char> name, ref int position)
    {
        while (position < name.Length)
        {
            var c = name[position++];
            if (char.IsLetterOrDigit(c))
                return char.ToUpperInvariant(c);
        }
        return End;
    }
}
