using System.Text;

namespace MtlDsl;

/// <summary>The names of components in a state_dict.</summary>
internal static class SnakeCase
{
    /// <summary>MaritalStatus → marital_status, HTTPCode → http_code; a dot, which separates components, becomes an underscore.</summary>
    public static string Of(string name)
    {
        var text = new StringBuilder();
        for (int i = 0; i < name.Length; i++)
        {
            bool beginsWord = i > 0 && char.IsUpper(name[i]) && name[i - 1] != '_' &&
                (!char.IsUpper(name[i - 1]) || (i + 1 < name.Length && char.IsLower(name[i + 1])));
            if (beginsWord) text.Append('_');
            text.Append(name[i] == '.' ? '_' : char.ToLowerInvariant(name[i]));
        }
        return text.ToString();
    }
}
