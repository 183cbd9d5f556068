using static TorchSharp.torch;

namespace MtlDsl.Benchmarks;

/// <summary>QuickStart's step.</summary>
internal sealed class QuickStartTraining : StepTraining
{
    private readonly QuickStart _model;

    public QuickStartTraining(int batch) : this(new QuickStart(seed: 1, device: "cpu"), batch)
    {
    }

    private QuickStartTraining(QuickStart model, int batch)
        : base(model, QuickStart.Dataset.From(QuickStartData.Examples()).ToDevice(model.Device), batch) => _model = model;

    private protected override Tensor TrainOn(Batch batch, ArenaOptimizer optimizer) => _model.TrainOn(batch, optimizer).Joint;
}
