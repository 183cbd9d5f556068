using Spectre.Console;

namespace MtlDsl.Samples;

/// <summary>Shows training while it goes on: a live table on a terminal, a line for each epoch elsewhere.</summary>
internal static class TrainingView
{
    /// <summary>Trains and shows it.</summary>
    /// <param name="fit">Trains, reporting to the given progress from the thread that it was called on.</param>
    /// <returns>What <paramref name="fit"/> returned.</returns>
    public static T Show<T>(Func<IProgress<TrainingProgress>, T> fit) => Terminal.IsLive ? ShowLive(fit) : ShowLines(fit);

    private static T ShowLive<T>(Func<IProgress<TrainingProgress>, T> fit)
    {
        var epochs = new List<TrainingProgress>();
        try
        {
            // The live table is cut to the screen's height, so it gives way to the whole one in the end.
            return Terminal.Output.Live(new Text("")).AutoClear(true).Start(context => fit(new Listener(progress =>
            {
                if (epochs is [.., var last] && last.Epoch == progress.Epoch)
                    epochs.RemoveAt(epochs.Count - 1);
                epochs.Add(progress);
                context.UpdateTarget(EpochTable.Of(epochs.TakeLast(LiveRows)));
            })));
        }
        finally
        {
            if (epochs.Count > 0)
                Terminal.Output.Write(EpochTable.Of(epochs));
        }
    }

    private static T ShowLines<T>(Func<IProgress<TrainingProgress>, T> fit)
    {
        TrainingProgress? last = null;
        try
        {
            return fit(new Listener(progress =>
            {
                if (last is not null && last.Epoch != progress.Epoch)
                    Console.WriteLine(EpochTable.Line(last));
                last = progress;
            }));
        }
        finally
        {
            if (last is not null)
                Console.WriteLine(EpochTable.Line(last));
        }
    }

    private const int LiveRows = 12;

    // Progress<T> would report on the thread pool, where reports overtake each other.
    private sealed class Listener(Action<TrainingProgress> report) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => report(value);
    }
}
