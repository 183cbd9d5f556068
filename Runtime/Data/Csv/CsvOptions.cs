using System.Text;

namespace MtlDsl;

/// <summary>How a delimited text file is read.</summary>
/// <remarks>
/// Numbers are always in the invariant culture: a point before the decimals, and nothing between thousands. Names in the
/// file match names in the model by their letters and digits, in upper or lower case: <c>education-num</c> is <c>EducationNum</c>.
/// </remarks>
public sealed record CsvOptions
{
    /// <summary>What stands between two fields.</summary>
    public string Delimiter { get; init; } = ",";

    /// <summary>Whether blanks around a field are dropped (those within quotes stay).</summary>
    public bool Trim { get; init; } = true;

    /// <summary>
    /// The texts that stand for a missing value, in upper or lower case: nothing at all, <c>?</c>, <c>NA</c>, <c>N/A</c>, <c>NaN</c>
    /// and <c>null</c> unless given.
    /// </summary>
    public IReadOnlyList<string> MissingValues { get; init; } = ["", "?", "NA", "N/A", "NaN", "null"];

    /// <summary>
    /// The names of the columns, for a file that has no header line. Where the first line has just these names it is a header all the
    /// same; otherwise it is data.
    /// </summary>
    public IReadOnlyList<string>? Header { get; init; }

    /// <summary>
    /// Changes a text before it is read: takes the column's name in the file and the text, after trimming, and returns the text to
    /// read. For instance <c>(column, text) => column == "Y" ? text.TrimEnd('.') : text</c>.
    /// </summary>
    public Func<string, string, string>? Rewrite { get; init; }

    /// <summary>The file's name for a column, by the model's name for it, where names do not match.</summary>
    public IReadOnlyDictionary<string, string>? Columns { get; init; }

    /// <summary>
    /// Whether a column may be absent from the file where its values may be missing: all of them are missing then, as the labels are
    /// from a file to be predicted. Unless set, an absent column is an error, so that a misspelt name does not pass for missing labels.
    /// </summary>
    public bool AllowMissingColumns { get; init; }

    /// <summary>The file's encoding, where no byte order mark tells it.</summary>
    public Encoding Encoding { get; init; } = Encoding.UTF8;
}
