namespace MtlDsl;

/// <summary>The mean of |output − label|. Output (batch, width); label <c>float?</c>, or <c>float[]?</c> where the width is above 1.</summary>
public sealed class MeanAbsoluteErrorAttribute : LossAttribute;
