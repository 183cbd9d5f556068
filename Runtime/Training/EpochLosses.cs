using System.Globalization;

namespace MtlDsl;

/// <summary>A task's loss by name.</summary>
/// <param name="Task">The task.</param>
/// <param name="Loss">Its loss, not weighted.</param>
public readonly record struct NamedLoss(string Task, double Loss)
{
    /// <summary>As <c>Digit 0.2713</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Task} {Loss:G4}");
}

/// <summary>The mean losses of an epoch; a model's own type has a member for each task.</summary>
/// <param name="Joint">The joint loss.</param>
public abstract record EpochLosses(double Joint)
{
    /// <summary>The loss of each task, in the order of the model.</summary>
    public abstract IReadOnlyList<NamedLoss> Tasks { get; }

    /// <summary>As <c>joint 0.4181, Digit 0.2713, Suit 0.2936</c>.</summary>
    public sealed override string ToString() => string.Join(", ", Tasks.Prepend(new NamedLoss("joint", Joint)));
}
