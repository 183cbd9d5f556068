namespace VerifyTests;

/// <summary>A text is not what its verified file says.</summary>
public sealed class VerifyException(string message) : Exception(message);
