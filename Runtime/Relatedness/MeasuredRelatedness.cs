namespace MtlDsl;

/// <summary>How related the tasks were at a moment of training, as a history keeps it; matrices of one name are one measure over time.</summary>
/// <param name="Matrix">What was measured.</param>
/// <param name="Epoch">The epoch that it is of, from 1; null where training has no say in it, as in what labels tell.</param>
/// <param name="Step">The steps taken before the end of it; null likewise.</param>
public sealed record MeasuredRelatedness(TaskMatrix Matrix, int? Epoch = null, long? Step = null);
