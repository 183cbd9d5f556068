namespace MtlDsl;

/// <summary>A task's gradient has elements that are infinite or not a number.</summary>
internal sealed class NonFiniteGradientException(string message) : ArgumentException(message, "step");
