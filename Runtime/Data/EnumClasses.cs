using System.Reflection;
using System.Runtime.Serialization;

namespace MtlDsl;

/// <summary>An enum's members as the classes of a task or a category: class index ↔ member ↔ text.</summary>
/// <remarks>
/// The classes are the distinct values in ascending order of the underlying number (-1 before 0), so class indices do not depend
/// on the order of declaration. Members that share a value are one class, named by the first of them.
/// </remarks>
/// <typeparam name="TEnum">The enum.</typeparam>
public static class EnumClasses<TEnum> where TEnum : struct, Enum
{
    private static readonly TEnum[] Members = [.. Enum.GetValues<TEnum>().Distinct().Order()];
    private static readonly string[] MemberNames = [.. Members.Select(member => Enum.GetName(member)!)];
    private static readonly Dictionary<TEnum, int> Indices = Members.Select((member, index) => (member, index)).ToDictionary();

    // Lazy, since an error in a static initializer would reach the user as a TypeInitializationException.
    private static readonly Lazy<Texts> Parser = new(() => new Texts());

    private static readonly Lazy<Dictionary<string, TEnum>.AlternateLookup<ReadOnlySpan<char>>> Numbers = new(() =>
        Members.ToDictionary(member => member.ToString("D"), StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>());

    /// <summary>The number of classes.</summary>
    public static int Count => Members.Length;

    /// <summary>The member of each class, by class index.</summary>
    public static IReadOnlyList<TEnum> Values => Members;

    /// <summary>The name of each class, by class index.</summary>
    public static IReadOnlyList<string> Names => MemberNames;

    /// <summary>The class index of a member, 0 .. <see cref="Count"/> - 1.</summary>
    /// <exception cref="ArgumentException">The value is none of the enum's members.</exception>
    public static int IndexOf(TEnum value) => TryIndexOf(value, out var index) ? index : throw new ArgumentException(Undefined(value));

    /// <summary>The class index of a member; false where the value is none of the enum's members.</summary>
    public static bool TryIndexOf(TEnum value, out int index) => Indices.TryGetValue(value, out index);

    /// <summary>
    /// The member that a text names: the one whose <see cref="EnumMemberAttribute.Value"/> is exactly the text, or else the one whose
    /// name has the same letters and digits, in upper or lower case, so that <c>Never-married</c> is <c>NeverMarried</c> and
    /// <c>11th</c> is <c>_11th</c>. No culture has a say.
    /// </summary>
    /// <exception cref="InvalidOperationException">This rule can't tell the texts of two members apart.</exception>
    public static bool TryParse(ReadOnlySpan<char> text, out TEnum value) => Parser.Value.TryParse(text, out value);

    /// <summary>The member whose value a number is; false where there is none.</summary>
    /// <param name="number">A whole number in the invariant culture.</param>
    /// <param name="value">The member.</param>
    internal static bool TryFromNumber(ReadOnlySpan<char> number, out TEnum value) => Numbers.Value.TryGetValue(number, out value);

    internal static string Undefined(TEnum value) =>
        $"{value:D} is no member of {typeof(TEnum).Name}; its members are {string.Join(", ", MemberNames)}.";

    private sealed class Texts
    {
        private readonly Dictionary<string, TEnum>.AlternateLookup<ReadOnlySpan<char>> _exact;
        private readonly Dictionary<string, TEnum>.AlternateLookup<ReadOnlySpan<char>> _names;

        public Texts()
        {
            var exact = new Dictionary<string, TEnum>(StringComparer.Ordinal);
            var names = new Dictionary<string, TEnum>(NameComparer.Instance);
            foreach (var field in typeof(TEnum).GetFields(BindingFlags.Public | BindingFlags.Static))
            {
                var value = (TEnum)field.GetValue(null)!;
                if (field.GetCustomAttribute<EnumMemberAttribute>()?.Value is { } text)
                    Add(exact, text, value);
                if (!NameComparer.IsEmpty(field.Name))
                    Add(names, field.Name, value);
            }
            _exact = exact.GetAlternateLookup<ReadOnlySpan<char>>();
            _names = names.GetAlternateLookup<ReadOnlySpan<char>>();
        }

        public bool TryParse(ReadOnlySpan<char> text, out TEnum value) =>
            _exact.TryGetValue(text, out value) || (!NameComparer.IsEmpty(text) && _names.TryGetValue(text, out value));

        private static void Add(Dictionary<string, TEnum> texts, string text, TEnum value)
        {
            if (texts.TryAdd(text, value) || EqualityComparer<TEnum>.Default.Equals(texts[text], value))
                return;
            throw new InvalidOperationException(
                $"Texts can't be read as {typeof(TEnum).Name}: '{text}' could be {texts[text]} or {value}, since names match by their " +
                "letters and digits alone. Rename one of them, or give each a text of its own with [EnumMember(Value = ...)].");
        }
    }
}
