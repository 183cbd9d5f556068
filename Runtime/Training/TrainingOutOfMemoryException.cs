namespace MtlDsl;

/// <summary>
/// The memory of the device did not suffice for a step. The step was not taken: the model is as it was after the step before, and can be
/// saved, or trained on with smaller batches.
/// </summary>
public sealed class TrainingOutOfMemoryException : Exception
{
    internal TrainingOutOfMemoryException(string device, int batchSize, int accumulated, Exception innerException) : base(
        FormattableString.Invariant($"A step on {batchSize} examples does not fit into the memory of {device}. ") +
        (batchSize > 1
            ? FormattableString.Invariant(
                $"Try FitOptions.BatchSize = {Suggest(batchSize)}; with AccumulateGradients = {Ratio(batchSize) * accumulated} a step still learns from as many examples. ")
            : "The batch cannot be smaller: make the model or its inputs smaller. ") +
        $"The model is as it was before the step. What the allocator said: {FirstLine(innerException.Message)}", innerException)
    {
        BatchSize = batchSize;
        SuggestedBatchSize = Suggest(batchSize);
    }

    /// <summary>The examples of the batch that did not fit.</summary>
    public int BatchSize { get; }

    /// <summary>A batch size to try: the next smaller power of two that is at most half; 1 for 1.</summary>
    public int SuggestedBatchSize { get; }

    /// <summary>Whether an exception says that memory did not suffice.</summary>
    internal static bool Explains(Exception exception) => exception is OutOfMemoryException ||
        exception is not TrainingOutOfMemoryException &&
        (exception.Message.Contains("out of memory", StringComparison.OrdinalIgnoreCase) ||
            exception.Message.Contains("can't allocate memory", StringComparison.OrdinalIgnoreCase) ||
            exception.Message.Contains("not enough memory", StringComparison.OrdinalIgnoreCase));

    private static int Suggest(int batchSize) => batchSize <= 1 ? 1 : (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)batchSize / 2 + 1) / 2;

    private static int Ratio(int batchSize) => (batchSize + Suggest(batchSize) - 1) / Suggest(batchSize);

    private static string FirstLine(string message) => message.Split('\n', 2)[0].TrimEnd();
}
