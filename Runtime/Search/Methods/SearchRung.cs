namespace MtlDsl;

/// <summary>A round of a search.</summary>
/// <param name="Trials">How many trials take part in it.</param>
/// <param name="Epochs">For how many epochs each of them is trained.</param>
public readonly record struct SearchRung(int Trials, int Epochs);
