namespace MtlDsl;

/// <summary>Labels that are classes, by which rows can be stratified: those of a task with several classes, or of a yes-or-no task.</summary>
public interface IClassLabels
{
    /// <summary>The task's name.</summary>
    string Name { get; }

    /// <summary>The number of rows.</summary>
    int Count { get; }

    /// <summary>A row's class, from 0 (of a yes-or-no task, 1 for yes); null where the label is missing.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row.</exception>
    int? this[int row] { get; }
}
