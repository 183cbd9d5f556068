namespace MtlDsl;

/// <summary>
/// Makes a property of a record input a numeric column. It is standardised with the mean and deviation of the training data; a missing
/// value (null or NaN) stands for the mean. Any numeric type, or its nullable.
/// </summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter, Inherited = false)]
public sealed class NumericAttribute : Attribute;

/// <summary>
/// Makes a property of a record input the weight of its example in all tasks' losses: finite and at least 0, where 2 counts as two examples
/// and 0 as none. Any numeric type that is not nullable; one property of a model's records.
/// </summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter, Inherited = false)]
public sealed class SampleWeightAttribute : Attribute;

/// <summary>
/// Makes a property of a record input a categorical column, which is embedded. An enum or bool needs no count; an integer type states how
/// many values, 0 to count − 1, there are. A nullable property has one more embedding, for the missing value.
/// </summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter, Inherited = false)]
public sealed class CategoricalAttribute : Attribute
{
    /// <summary>For an enum or a bool.</summary>
    public CategoricalAttribute() { }

    /// <summary>For an integer of 0 to <paramref name="count"/> − 1.</summary>
    /// <param name="count">How many categories there are, at least 2.</param>
    public CategoricalAttribute(int count) => Count = count;

    /// <summary>How many categories there are; 0 where the property's type says it.</summary>
    public int Count { get; }

    /// <summary>The width of the embedding, at least 1. 0: 4 up to 8 categories, 8 up to 64, 16 up to 1024, 32 above.</summary>
    public int Embedding { get; set; }
}
