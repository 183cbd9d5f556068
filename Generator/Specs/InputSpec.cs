namespace MtlDsl.Generator.Specs;

/// <summary>An input of the model.</summary>
/// <param name="Name">As the parameter is written: features.</param>
/// <param name="Shape">What nodes receive.</param>
/// <param name="Row">The record it is read from; null for a plain tensor.</param>
/// <param name="Cut">How sequences that are too long are cut; null where none is, or for no sequence.</param>
internal sealed record InputSpec(string Name, Shape Shape, RowSpec? Row, CutSpec? Cut = null)
{
    /// <summary>The member's name in the contracts: Features.</summary>
    public string Member => Naming.Pascal(Name);

    /// <summary>The name of a sequence's lengths, as a parameter is written: featuresLengths.</summary>
    public string Lengths => LengthsOf(Name);

    /// <summary>The name of a sequence's lengths in the contracts: FeaturesLengths.</summary>
    public string LengthsMember => LengthsOf(Member);

    public static string LengthsOf(string input) => input + "Lengths";
}

/// <summary>What is left of a sequence that is too long.</summary>
internal sealed record CutSpec(int MaxLength, bool KeepEnd);

/// <summary>A record that an input is read from.</summary>
/// <param name="Type">With <c>global::</c>.</param>
/// <param name="Columns">Its columns, in order of declaration.</param>
/// <param name="Labels">The tasks whose label the record carries, with the property that carries it.</param>
/// <param name="Members">How a row of a source becomes a record: constructor parameters first, then settable properties.</param>
internal sealed record RowSpec(
    string Type,
    string Name,
    EquatableArray<ColumnSpec> Columns,
    EquatableArray<LabelSpec> Labels,
    EquatableArray<RowMember> Members);

/// <summary>A column of a record.</summary>
/// <param name="Count">How many categories, the missing one included; 0 for a numeric column.</param>
/// <param name="Embedding">The embedding's width; 0 for a numeric column.</param>
/// <param name="ValueType">The property's type without its nullability: what an encoder converts.</param>
internal sealed record ColumnSpec(string Property, ColumnKind Kind, string ValueType, bool Nullable, int Count, int Embedding)
{
    public bool IsNumeric => Kind == ColumnKind.Numeric;
}

internal enum ColumnKind
{
    Numeric,
    Integer,
    Boolean,
    Enum,
}

/// <summary>A property of a record that carries a task's label.</summary>
internal sealed record LabelSpec(string Task, string Property);

/// <summary>A constructor parameter or settable property of a record.</summary>
/// <param name="InConstructor">A constructor argument, not an initialiser.</param>
/// <param name="Type">The declared type, with <c>global::</c> and <c>?</c>.</param>
/// <param name="Getter">The SourceRow method that reads it; null where no text can be read as it, and it stays at its default.</param>
internal sealed record RowMember(string Name, bool InConstructor, string Type, string? Getter);
