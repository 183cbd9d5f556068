namespace MtlDsl;

/// <summary>Reads an asynchronous sequence on a thread that may wait.</summary>
internal static class AsyncRows
{
    /// <summary>The elements, waiting for each.</summary>
    /// <param name="source">Is given the token; where it takes no notice of that, waiting ends all the same.</param>
    /// <param name="cancellation">Ends waiting.</param>
    public static IEnumerable<T> Read<T>(IAsyncEnumerable<T> source, CancellationToken cancellation)
    {
        IAsyncEnumerator<T> elements = source.GetAsyncEnumerator(cancellation);
        Task<bool> next = Task.FromResult(true);
        try
        {
            while (true)
            {
                next = elements.MoveNextAsync().AsTask();
                next.WaitAsync(cancellation).GetAwaiter().GetResult();
                if (!next.Result)
                    yield break;
                yield return elements.Current;
            }
        }
        finally
        {
            Close(elements, next);
        }
    }

    // A sequence must not be disposed while it makes an element: one that did not listen to the token is disposed when it has made it.
    private static void Close<T>(IAsyncEnumerator<T> elements, Task<bool> next)
    {
        if (next.IsCompleted)
            elements.DisposeAsync().AsTask().GetAwaiter().GetResult();
        else
            next.ContinueWith(_ => elements.DisposeAsync().AsTask(), TaskScheduler.Default).Unwrap();
    }
}
