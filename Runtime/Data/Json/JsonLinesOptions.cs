namespace MtlDsl;

/// <summary>How a JSON Lines file is read: UTF-8, an object on each line.</summary>
/// <remarks>
/// Names of properties match names in the model by their letters and digits, in upper or lower case: <c>education_num</c> is
/// <c>EducationNum</c>. A value that is missing is null.
/// </remarks>
public sealed record JsonLinesOptions
{
    /// <summary>The file's name for a property, by the model's name for it, where names do not match.</summary>
    public IReadOnlyDictionary<string, string>? Columns { get; init; }

    /// <summary>
    /// Whether a property may be left out where its value may be missing, as many programs leave out what is null. Unless set, one that is
    /// absent is an error, so that a misspelt name does not pass for missing labels.
    /// </summary>
    public bool AllowMissingColumns { get; init; }
}
