namespace MtlDsl;

/// <summary>How a rate goes from one value to another.</summary>
public enum Annealing
{
    /// <summary>Along half a cosine.</summary>
    Cosine,

    /// <summary>Along a line.</summary>
    Linear,
}

/// <summary>
/// Lets the learning rate rise to that of the optimizer's options and fall far below where it began, over the whole run (Smith and Topin,
/// 2018), as <c>OneCycleLR</c>, with every step unless <see cref="FixedSchedule.Unit"/> says otherwise. It leaves the optimizer's momentum
/// alone, as PyTorch's does with <c>cycle_momentum=False</c>.
/// </summary>
public sealed record OneCycle : FixedSchedule
{
    /// <summary>Makes the schedule.</summary>
    /// <param name="length">The number of steps, or of epochs, of the cycle, at least 1; null: those of the run.</param>
    public OneCycle(long? length = null)
    {
        Unit = ScheduleUnit.Step;
        Length = length;
    }

    /// <summary>The number of steps, or of epochs, of the cycle, at least 1; null: those of the run.</summary>
    public long? Length { get; init => field = Check(value, value is null or >= 1, "at least 1, or null for the length of the run"); }

    /// <summary>The share of the cycle in which the rate rises, in (0, 1); in (0, 0.5) with <see cref="ThreePhases"/>.</summary>
    public double Rise { get; init => field = Check(value, value is > 0 and < 1, "in (0, 1)"); } = 0.3;

    /// <summary>By what the highest rate is divided to have the first one. At least 1.</summary>
    public double InitialDivisor { get; init => field = Check(value, value >= 1 && double.IsFinite(value), "at least 1 and finite"); } = 25;

    /// <summary>By what the first rate is divided to have the last one. At least 1.</summary>
    public double FinalDivisor { get; init => field = Check(value, value >= 1 && double.IsFinite(value), "at least 1 and finite"); } = 1e4;

    /// <summary>How the rate rises and falls.</summary>
    public Annealing Annealing { get; init; }

    /// <summary>Whether the rate falls to the first one as fast as it rose, and from there to the last one.</summary>
    public bool ThreePhases { get; init; }

    /// <inheritdoc/>
    public override double LearningRate(double initial, long position, long? length)
    {
        double first = initial / InitialDivisor, last = first / FinalDivisor;
        long end = (Length ?? length)!.Value - 1;
        double top = Rise * (end + 1) - 1;
        if (position >= end) return last;
        if (position <= top) return Between(first, initial, position, 0, top);
        if (!ThreePhases) return Between(initial, last, position, top, end);
        double bottom = 2 * top;
        return position <= bottom ? Between(initial, first, position, top, bottom) : Between(first, last, position, bottom, end);
    }

    private protected override bool NeedsLength => Length is null;

    private protected override void Verify()
    {
        if (ThreePhases && Rise >= 0.5)
            throw new InvalidOperationException(FormattableString.Invariant(
                $"Rise is {Rise}, and has to be below 0.5 with ThreePhases: the rate falls for as long as it rose, and needs time after that."));
    }

    private double Between(double first, double last, double position, double start, double end)
    {
        // A rise that is over with its first step has no length to divide by.
        double share = end > start ? (position - start) / (end - start) : 1;
        return Annealing == Annealing.Linear ? first + (last - first) * share : Cosine.Between(first, last, share);
    }
}
