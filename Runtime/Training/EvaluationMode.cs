using static TorchSharp.torch;

namespace MtlDsl;

/// <summary>Puts a model into evaluation mode without gradients, and on Dispose back into the mode that it was in.</summary>
public sealed class EvaluationMode : IDisposable
{
    private readonly MultiTaskModel _model;
    private readonly bool _wasTraining;
    private readonly IDisposable _inference = inference_mode();

    private EvaluationMode(MultiTaskModel model)
    {
        _model = model;
        _wasTraining = model.training;
        model.eval();
    }

    /// <summary>Begins evaluation on this thread.</summary>
    public static EvaluationMode Begin(MultiTaskModel model) => new(model);

    /// <inheritdoc/>
    public void Dispose()
    {
        _model.train(_wasTraining);
        _inference.Dispose();
    }
}
