namespace MtlDsl.Benchmarks;

/// <summary>The measurements of one turn of a method.</summary>
/// <param name="MtlDsl">The generated step.</param>
/// <param name="Equal">The generated step with equal weights, right beside it.</param>
/// <param name="Plain">A clean loop in PyTorch; null where there is none.</param>
/// <param name="Literature">A loop in PyTorch as the literature's code has it; null where there is none.</param>
internal sealed record JointRound(StepMeasurement MtlDsl, StepMeasurement Equal, StepMeasurement? Plain, StepMeasurement? Literature);
