using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MtlDsl;

/// <summary>
/// Turns the columns of records into features: numbers are standardised with a missing one at the mean, categories looked up in embeddings.
/// </summary>
/// <remarks>
/// Buffers <c>mean</c> and <c>deviation</c> (numeric) and <c>learned</c> (); parameters <c>{category}.weight</c> (count, width), in the
/// order of the categories, their names in snake case.
/// </remarks>
public sealed class RecordEncoder : nn.Module<Tensor, Tensor, Tensor>
{
    private readonly int _numeric;
    private readonly IReadOnlyList<Category> _categories;
    private readonly Embedding[] _tables;
    private FusedLookup? _fused;

    /// <summary>Makes the encoder on the CPU, its embeddings drawn from torch's default generator.</summary>
    /// <param name="numeric">The number of numeric columns.</param>
    /// <param name="categories">The categorical columns.</param>
    /// <exception cref="ArgumentException">There is no column.</exception>
    public RecordEncoder(int numeric, IReadOnlyList<Category> categories) : base(nameof(RecordEncoder))
    {
        if (numeric + categories.Count == 0) throw new ArgumentException("A record needs at least one column, numeric or categorical.");
        _numeric = numeric;
        _categories = categories;
        _tables = [.. categories.Select(category => nn.Embedding(category.Count, category.EmbeddingWidth))];
        RegisterComponents();
    }

    /// <summary>The number of features: numeric columns and embedding widths.</summary>
    public int Width => _numeric + _categories.Sum(category => category.EmbeddingWidth);

    /// <summary>Whether <see cref="Learn"/> was called, here or before the weights were saved.</summary>
    public bool IsLearned => LearnedBuffer.IsSet(this);

    /// <summary>Sets what numbers are standardised with, unless that is known already.</summary>
    /// <param name="statistics">Computes the mean and deviation of each numeric column.</param>
    public void LearnOnce(Func<(float[] Mean, float[] Deviation)> statistics)
    {
        if (IsLearned) return;
        (float[] mean, float[] deviation) = statistics();
        Learn(mean, deviation);
    }

    /// <summary>Sets what numbers are standardised with, which until then is mean 0 and deviation 1.</summary>
    /// <param name="mean">The mean of each numeric column; NaN, of a column without a number, counts as 0.</param>
    /// <param name="deviation">The standard deviation of each; 0, of a column with one value, and NaN count as 1.</param>
    /// <exception cref="ArgumentException">There is another number of columns.</exception>
    public void Learn(float[] mean, float[] deviation)
    {
        if (mean.Length != _numeric || deviation.Length != _numeric)
            throw new ArgumentException($"There are {_numeric} numeric columns; {mean.Length} means and {deviation.Length} deviations were given.");
        using DisposeScope scope = NewDisposeScope();
        if (_numeric > 0)
        {
            get_buffer("mean")!.copy_(tensor([.. mean.Select(value => float.IsFinite(value) ? value : 0)]));
            get_buffer("deviation")!.copy_(tensor([.. deviation.Select(value => value > 0 && float.IsFinite(value) ? value : 1)]));
        }
        LearnedBuffer.Set(this);
    }

    /// <summary>
    /// Looks all embeddings up at once, from one leaf over their neighbouring parameters. On the CPU, where calls cost more than the
    /// look-up; elsewhere each embedding has its own, whose backward pass sums in a fixed order there.
    /// </summary>
    /// <param name="arena">The arena with this encoder's parameters, one after another in the order of <c>parameters()</c>.</param>
    public void Fuse(ParameterArena arena)
    {
        if (_tables.Length == 0 || arena.Values.device_type != DeviceType.CPU) return;
        _fused = new FusedLookup(arena.Flatten([.. parameters()]), _categories);
    }

    /// <summary>The features.</summary>
    /// <param name="numeric">float32 (batch, numeric columns), NaN where a number is missing.</param>
    /// <param name="categorical">int64 (batch, categories), each in [0, count).</param>
    /// <returns>(batch, <see cref="Width"/>): the standardised numbers, then the embeddings in order.</returns>
    public override Tensor forward(Tensor numeric, Tensor categorical)
    {
        if (_tables.Length == 0) return Standardize(numeric);
        Tensor embedded = _fused is null ? LookUp(categorical) : _fused.LookUp(categorical);
        return _numeric == 0 ? embedded : cat([Standardize(numeric), embedded], 1);
    }

    /// <inheritdoc/>
    protected override void RegisterComponents()
    {
        if (has_buffer("learned")) return;
        if (_numeric > 0)
        {
            register_buffer("mean", zeros(_numeric).DetachFromDisposeScope());
            register_buffer("deviation", ones(_numeric).DetachFromDisposeScope());
        }
        LearnedBuffer.Register(this);
        for (int i = 0; i < _tables.Length; i++) register_module(SnakeCase.Of(_categories[i].Name), _tables[i]);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing) _fused?.Dispose();
        base.Dispose(disposing);
    }

    private Tensor LookUp(Tensor categorical) => cat([.. _tables.Select((table, i) => table.call(categorical.select(1, i)))], 1);

    private Tensor Standardize(Tensor numeric) => numeric.sub(get_buffer("mean")!).div_(get_buffer("deviation")!)
        .nan_to_num(0, double.PositiveInfinity, double.NegativeInfinity);
}
