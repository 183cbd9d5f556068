using System.Globalization;

namespace MtlDsl;

/// <summary>How often something is done in training: every so many epochs, steps or minutes.</summary>
public sealed record Interval
{
    private Interval()
    {
    }

    /// <summary>The number of epochs; null where it is no number of epochs.</summary>
    public int? EpochCount { get; private init; }

    /// <summary>The number of steps; null where it is no number of steps.</summary>
    public long? StepCount { get; private init; }

    /// <summary>The time; null where it is no time.</summary>
    public TimeSpan? Time { get; private init; }

    /// <summary>At the end of every <paramref name="count"/>th epoch.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is less than 1.</exception>
    public static Interval Epochs(int count) => new() { EpochCount = (int)AtLeastOne(count, "epochs") };

    /// <summary>After every <paramref name="count"/>th step, counted from the beginning of training.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is less than 1.</exception>
    public static Interval Steps(long count) => new() { StepCount = AtLeastOne(count, "steps") };

    /// <summary>After the first step that ends so many minutes after the last time.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is not positive and finite.</exception>
    public static Interval Minutes(double minutes) => minutes > 0 && double.IsFinite(minutes)
        ? new() { Time = TimeSpan.FromMinutes(minutes) }
        : throw new ArgumentOutOfRangeException(nameof(minutes), minutes,
            FormattableString.Invariant($"An interval of {minutes} minutes was given, and it has to be positive and finite."));

    /// <summary>Whether it is due at the end of an epoch, from 1.</summary>
    public bool IsDueAfterEpoch(int epoch) => EpochCount is { } count && epoch % count == 0;

    /// <summary>Whether it is due after a step, from 1.</summary>
    /// <param name="step">The steps taken.</param>
    /// <param name="sinceLast">The time since it was last done.</param>
    public bool IsDueAfterStep(long step, TimeSpan sinceLast) => StepCount is { } count ? step % count == 0 : Time is { } time && sinceLast >= time;

    /// <summary>As <c>every 500 steps</c>.</summary>
    public override string ToString() => this switch
    {
        { EpochCount: { } epochs } => Text(epochs, "epoch"),
        { StepCount: { } steps } => Text(steps, "step"),
        _ => string.Create(CultureInfo.InvariantCulture, $"every {Time!.Value.TotalMinutes} minutes"),
    };

    private static string Text(long count, string unit) =>
        count == 1 ? $"every {unit}" : string.Create(CultureInfo.InvariantCulture, $"every {count} {unit}s");

    private static long AtLeastOne(long count, string unit) => count >= 1
        ? count
        : throw new ArgumentOutOfRangeException(nameof(count), count,
            FormattableString.Invariant($"An interval of {count} {unit} was given, and it has to be at least 1."));
}
