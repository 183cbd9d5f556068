using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MtlDsl;

/// <summary>Deals with steps that were refused because a loss or a gradient is not finite, as <see cref="FitOptions.NonFinite"/> says.</summary>
internal sealed class DivergenceGuard(MultiTaskModel model, ArenaOptimizer optimizer, LossMeans losses, IReadOnlyList<string> tasks, NonFinitePolicy policy)
    : IDisposable
{
    private const int MaximumInARow = 10;
    private const string Remedy =
        "Lower the learning rate, clip gradients (FitOptions.ClipNorm), or look for infinite or missing numbers among the inputs.";

    private List<(Tensor Live, Tensor Good)>? _good;
    private int _inARow;

    /// <summary>Notes the state as the one to go back to, where the policy goes back.</summary>
    public void NoteGoodState()
    {
        if (policy != NonFinitePolicy.RestoreLastGood) return;
        optimizer.NoteGoodState();
        using IDisposable untracked = no_grad();
        if (_good is null)
        {
            _good = [.. Live().Select(live => (live, live.clone().DetachFromDisposeScope()))];
            return;
        }
        using DisposeScope scope = NewDisposeScope();
        foreach ((Tensor live, Tensor good) in _good) good.copy_(live);
    }

    /// <summary>Looks at the step that was just tried.</summary>
    /// <returns>What was done about it, in words; null for a step that was taken.</returns>
    /// <exception cref="TrainingDivergedException">Training cannot go on.</exception>
    public string? Examine(int epoch, long step)
    {
        if (!optimizer.IsRefused && !losses.HasNotFinite)
        {
            if (optimizer.Accumulated == 0) _inARow = 0;
            return null;
        }
        _inARow++;
        TrainingDivergedException exception = Describe(epoch, step, isExact: true);
        if (policy == NonFinitePolicy.Stop || _inARow >= MaximumInARow) throw exception;
        if (policy == NonFinitePolicy.RestoreLastGood)
        {
            Restore();
            return $"went back to the last good state: {exception.Message}";
        }
        if (!AreValuesFinite()) throw exception;
        return $"left the step out: {exception.Message}";
    }

    /// <summary>Throws where losses were summed that are not finite: on a device that is asked only now and then.</summary>
    public void ThrowIfDiverged(int epoch, long step)
    {
        if (!losses.AreFinite()) throw Describe(epoch, step, isExact: false);
    }

    public void Dispose()
    {
        foreach ((_, Tensor good) in _good ?? []) good.Dispose();
    }

    private TrainingDivergedException Describe(int epoch, long step, bool isExact)
    {
        double[] values = isExact ? losses.TakeNotFinite() : losses.Sums();
        int index = Array.FindIndex(values, 1, value => !double.IsFinite(value));
        string? task = index > 0 ? tasks[index - 1] : double.IsFinite(values[0]) ? null : "joint";
        string problem = task is null
            ? "A gradient is not finite, while the losses are,"
            : FormattableString.Invariant($"The loss of {task} is {values[Math.Max(index, 0)]}");
        return new TrainingDivergedException(problem, Remedy, task, FirstParameter(), epoch, step, isExact, isUntouched: isExact && optimizer.IsRefused);
    }

    private string? FirstParameter()
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable untracked = no_grad();
        foreach ((string name, Parameter parameter) in model.named_parameters())
        {
            if (!IsFinite(parameter)) return $"{name} (its values)";
            if (parameter.requires_grad && parameter.grad is { } gradient && !IsFinite(gradient)) return $"{name} (its gradient)";
        }
        return null;
    }

    private bool AreValuesFinite()
    {
        using DisposeScope scope = NewDisposeScope();
        return IsFinite(model.Arena.Values);
    }

    private void Restore()
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable untracked = no_grad();
        foreach ((Tensor live, Tensor good) in _good!) live.copy_(good);
        optimizer.RestoreGoodState();
    }

    private IEnumerable<Tensor> Live() =>
        [model.Arena.Values, .. optimizer.State.Select(state => state.Tensor), .. model.buffers()];

    private static bool IsFinite(Tensor tensor) => !tensor.is_floating_point() || tensor.isfinite().all().cpu().item<bool>();
}
