namespace MtlDsl;

/// <summary>What training went through, epoch by epoch.</summary>
public sealed class History<TLosses, TMetrics> : TrainingHistory
    where TLosses : EpochLosses
    where TMetrics : ModelMetrics
{
    private readonly List<Epoch<TLosses, TMetrics>> _epochs = [];
    private readonly List<StepValidation<TMetrics>> _validations = [];

    /// <summary>An empty history.</summary>
    /// <param name="model">The model.</param>
    /// <param name="tasks">Its tasks' names.</param>
    public History(ModelSummary model, IReadOnlyList<string> tasks) : base(model, tasks)
    {
    }

    /// <summary>The epochs, the first one first. The last one is incomplete where training was stopped within it.</summary>
    public IReadOnlyList<Epoch<TLosses, TMetrics>> Epochs => _epochs;

    /// <summary>The validations within epochs, which <see cref="FitOptions.ValidateEvery"/> a number of steps asks for.</summary>
    public IReadOnlyList<StepValidation<TMetrics>> Validations => _validations;

    /// <inheritdoc/>
    public override IReadOnlyList<Epoch> Entries => _epochs;

    internal void Add(Epoch<TLosses, TMetrics> epoch) => _epochs.Add(epoch);

    internal void Add(StepValidation<TMetrics> validation) => _validations.Add(validation);

    internal void Replace(
        IEnumerable<Epoch<TLosses, TMetrics>> epochs, IEnumerable<StepValidation<TMetrics>> validations, IEnumerable<MeasuredRelatedness> relatedness)
    {
        ReplaceRelatedness(relatedness);
        _epochs.Clear();
        _epochs.AddRange(epochs);
        _validations.Clear();
        _validations.AddRange(validations);
    }
}
