using static TorchSharp.torch;

namespace MtlDsl.Benchmarks;

/// <summary>The step of ten tasks.</summary>
internal sealed class HardSharingTraining : StepTraining
{
    private readonly HardSharing _model;

    public HardSharingTraining(int batch, JointMethod method) : this(new HardSharing(seed: 1, device: "cpu"), batch, method)
    {
    }

    private HardSharingTraining(HardSharing model, int batch, JointMethod method)
        : base(model, HardSharing.Dataset.From(HardSharingData.Examples()).ToDevice(model.Device), batch) => _model = model;

    private protected override Tensor TrainOn(Batch batch, ArenaOptimizer optimizer) => _model.TrainOn(batch, optimizer).Joint;
}
