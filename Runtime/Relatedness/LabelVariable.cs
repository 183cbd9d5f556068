namespace MtlDsl;

/// <summary>One value for each row, of which a task's labels consist.</summary>
internal abstract record LabelVariable;

/// <summary>Classes.</summary>
/// <param name="Codes">The class of each row, from 0; -1 where it is missing.</param>
/// <param name="Classes">The number of classes.</param>
/// <param name="Enum">The enum whose members the classes are; null where they are numbers.</param>
internal sealed record ClassVariable(int[] Codes, int Classes, Type? Enum = null) : LabelVariable
{
    /// <summary>Whether equal indices mean the same class: both are yes or no, members of one enum, or as many numbered classes.</summary>
    public bool HasClassesOf(ClassVariable other) => Classes == other.Classes && (Classes == 2 || Enum == other.Enum);
}

/// <summary>Numbers.</summary>
/// <param name="Values">The number of each row; NaN where it is missing.</param>
internal sealed record NumberVariable(float[] Values) : LabelVariable;
