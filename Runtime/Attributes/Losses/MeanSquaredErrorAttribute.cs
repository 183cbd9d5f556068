namespace MtlDsl;

/// <summary>The mean of (output − label)². Output (batch, width); label <c>float?</c>, or <c>float[]?</c> where the width is above 1.</summary>
public sealed class MeanSquaredErrorAttribute : LossAttribute;
