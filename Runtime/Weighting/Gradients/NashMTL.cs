using System.ComponentModel.DataAnnotations;

namespace MtlDsl;


/// <summary>
/// Nash-MTL (Navon et al., "Multi-Task Learning as a Bargaining Game", 2022): the weights of the Nash bargaining solution, G w = 1 / w, w &gt; 0. The combined gradient
/// has the norm √tasks, whatever the scale of the gradients, and is scaled down to <see cref="MaxNorm"/>.
/// </summary>
/// <remarks>
/// The equation is solved to 1e-10; LibMTL's and TorchJD's sequence of convex problems ends where the weights change by less than 1e-6. LibMTL gives the
/// weights before they are scaled down, TorchJD those after, as here.
/// </remarks>
public sealed class NashMTL : GramMethod
{
    private readonly TaskMemory _weights = new("weights");

    /// <summary>The norm that the combined gradient is scaled down to. At least 0; 0: never. The authors' 1 by default.</summary>
    [Range(0.0, double.MaxValue)]
    public double MaxNorm { get; init => field = Check(value, value >= 0 && double.IsFinite(value), "at least 0 and finite"); } = 1;

    /// <summary>Every how many steps the equation is solved; in between the weights stay, but for tasks without any yet. At least 1.</summary>
    [Range(1, int.MaxValue)]
    public int UpdateEvery { get; init => field = Check(value, value >= 1, "at least 1"); } = 1;

    /// <inheritdoc/>
    protected internal override double[] Weigh(GradientGram gram)
    {
        ArgumentNullException.ThrowIfNull(gram);
        var all = _weights.For(gram.Rows.TaskCount, 0);
        if (gram.Rows.Step % UpdateEvery == 0 || gram.Rows.Tasks.Any(task => all[task] == 0))
        {
            var solved = gram.OverNonZeroRows(static (products, rows) =>
                FairnessEquation.Solve(products, [.. Enumerable.Repeat(1.0, rows.Length)], 1));
            for (var i = 0; i < solved.Length; i++) all[gram.Rows.Tasks[i]] = solved[i];
        }

        return gram.Limited([.. gram.Rows.Tasks.Select(task => all[task])], MaxNorm);
    }

    /// <inheritdoc/>
    protected override void OnBegin()
    {
        _weights.Clear();
    }

    /// <inheritdoc/>
    public override void Save(CheckpointWriter writer) => _weights.Save(writer);

    /// <inheritdoc/>
    public override Action Load(CheckpointReader reader) => _weights.Load(reader);
}
