namespace MtlDsl;

/// <summary>Sets an option of the class's <see cref="WeightingAttribute{T}"/>.</summary>
/// <param name="name">The property: <c>nameof(CAGrad.C)</c>.</param>
/// <param name="value">Its value, of the property's type.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public sealed class WeightingOptionAttribute(string name, object value) : Attribute
{
    /// <summary>The property.</summary>
    public string Name => name;

    /// <summary>Its value.</summary>
    public object Value => value;
}
