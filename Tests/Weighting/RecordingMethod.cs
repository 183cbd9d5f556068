using MtlDsl.Tests.Models;
using static TorchSharp.torch;

namespace MtlDsl.Tests.Weighting;

/// <summary>Adds the gradients up, and keeps a copy of what it was given.</summary>
internal sealed class RecordingMethod(int batches = 1) : GramMethod
{
    public List<TaskGradients> Steps { get; } = [];

    public List<float[]> Rows { get; } = [];

    public override int Batches => batches;

    protected internal override Tensor Track(GradientRows rows)
    {
        Rows.AddRange(rows.Batches.Select(batch => batch.Floats()));
        Tasks.Add([.. rows.Tasks]);
        return rows.Batches[0];
    }

    public new List<int[]> Tasks { get; } = [];

    protected internal override double[] Weigh(GradientGram gram) => [.. Enumerable.Repeat(1.0, gram.Count)];
}
