using System.Runtime.ExceptionServices;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MtlDsl;

/// <summary>One of TorchSharp's own optimizers over the arena's parameters.</summary>
internal sealed class TorchOptimizer : ArenaOptimizer
{
    private readonly OptimizerFactory _factory;
    private optim.Optimizer _optimizer;
    private double[] _shares;
    private Tensor? _written;
    private byte[]? _good;
    private ArenaMemory? _before;

    // Of the step at hand.
    private bool _isEvaluated;
    private bool _isBroken;
    private ExceptionDispatchInfo? _failure;

    public TorchOptimizer(ParameterArena arena, OptimizerFactory factory, double? clipNorm) : this(arena, factory, Make(factory, arena), clipNorm)
    {
    }

    private TorchOptimizer(ParameterArena arena, OptimizerFactory factory, optim.Optimizer optimizer, double? clipNorm)
        : base(arena, RateOf(optimizer), clipNorm)
    {
        _factory = factory;
        _optimizer = optimizer;
        _shares = Shares(optimizer);
    }

    /// <summary>Nothing: what it remembers has no length of the arena, and is written as a whole.</summary>
    public override IReadOnlyList<(string Name, Tensor Tensor)> State => [];

    private string Kind => _optimizer.GetType().Name;

    private protected override string Name => Kind;

    protected override void Update(Tensor gradients)
    {
        if (!ReferenceEquals(gradients, Arena.Gradients)) Arena.Gradients.copy_(gradients);
        SetLearningRates();
        if (_optimizer is LBFGS && !CanReevaluate) throw CannotReevaluate(Kind);
        _before ??= new ArenaMemory(Arena.Length, Arena.Values.device);
        _before.Tensor.copy_(Arena.Values);
        (_isEvaluated, _isBroken, _failure) = (false, false, null);
        _optimizer.step(Loss is { IsInvalid: false } ? Evaluate : null!);
        Arena.Rebind();
        if (_isBroken) TakeBack();
    }

    // An optimizer that computes the loss again has changed parameters by then.
    private void TakeBack()
    {
        Arena.Values.copy_(_before!.Tensor);
        if (_optimizer is not OptimizerHelper) Renew();
        Refuse();
        _failure?.Throw();
    }

    // TorchSharp empties the tensor that the closure of a native optimizer returns, so it never gets the loss itself.
    private Tensor Evaluate()
    {
        if (!_isEvaluated)
        {
            _isEvaluated = true;
            return Loss!.detach();
        }
        if (!_isBroken && TryAgain() is { } loss) return loss;
        // Gradients of 0 are a minimum, at which it stops.
        _isBroken = true;
        Arena.ZeroGradients();
        return zeros(Array.Empty<long>(), ScalarType.Float32, Arena.Values.device);
    }

    // No exception may cross the frames of native code.
    private Tensor? TryAgain()
    {
        using DisposeScope scope = NewDisposeScope();
        try
        {
            Arena.Rebind();
            return Reevaluate()?.detach().MoveToOuterDisposeScope();
        }
        catch (Exception exception)
        {
            _failure = ExceptionDispatchInfo.Capture(exception);
            return null;
        }
    }

    public override void Save(CheckpointWriter writer)
    {
        base.Save(writer);
        writer.Add("kind", Kind);
        if (_optimizer is not OptimizerHelper helper)
        {
            // What it remembers cannot be read. It forgets it here too, so that this run and one that is resumed go on alike.
            Renew();
            return;
        }
        byte[] state = Bytes(helper);
        _written?.Dispose();
        using DisposeScope scope = NewDisposeScope();
        _written = zeros((long)state.Length, ScalarType.Byte).DetachFromDisposeScope();
        state.CopyTo(_written.bytes);
        writer.Add("state", _written);
    }

    public override Action Load(CheckpointReader reader)
    {
        Action load = base.Load(reader);
        string kind = reader.Text("kind");
        if (kind != Kind) throw reader.Refused($"was written with the optimizer {kind}, and this run has {Kind}");
        if (_optimizer is not OptimizerHelper)
        {
            return () =>
            {
                load();
                Renew();
            };
        }
        var loaded = (OptimizerHelper)Make(_factory, Arena);
        double[] shares = Shares(loaded);
        try
        {
            Read(loaded, reader.Tensor("state").bytes.ToArray());
        }
        catch (Exception exception) when (exception is ArgumentException or IOException or FormatException)
        {
            loaded.Dispose();
            throw reader.Refused($"has a state of {kind} that does not fit ({exception.Message})");
        }
        return () =>
        {
            load();
            Replace(loaded, shares);
        };
    }

    internal override void NoteGoodState()
    {
        if (_optimizer is OptimizerHelper helper) _good = Bytes(helper);
    }

    internal override void RestoreGoodState()
    {
        if (_good is not null) Read((OptimizerHelper)_optimizer, _good);
        else Renew();
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _optimizer.Dispose();
            _written?.Dispose();
            _before?.Dispose();
        }
        base.Dispose(disposing);
    }

    private static optim.Optimizer Make(OptimizerFactory factory, ParameterArena arena)
    {
        optim.Optimizer optimizer = factory(arena.Parameters)
            ?? throw new InvalidOperationException("The function that makes the optimizer returned null: return one of torch.optim.");
        if (optimizer is LBFGS && arena.Groups is { HasRates: true })
        {
            optimizer.Dispose();
            throw new InvalidOperationException(
                "LBFGS looks for one step of all parameters together, and nodes have a [LearningRate] of their own: remove those, or take " +
                "another optimizer.");
        }
        return optimizer;
    }

    // The group that L-BFGS shows does not set its rate; it does so itself.
    private static double RateOf(optim.Optimizer optimizer) =>
        optimizer is optim.ILearningRateController whole ? whole.LearningRate : optimizer.ParamGroups.First().LearningRate;

    /// <summary>The learning rate of each group in units of the first one's, which schedules keep.</summary>
    private static double[] Shares(optim.Optimizer optimizer)
    {
        if (optimizer is optim.ILearningRateController) return [];
        double first = RateOf(optimizer);
        if (first == 0)
            throw new InvalidOperationException(
                "The learning rate of the optimizer's first group is 0, and that of the others follows it: give it a positive one.");
        return [.. optimizer.ParamGroups.Select(group => group.LearningRate / first)];
    }

    private void SetLearningRates()
    {
        if (_optimizer is optim.ILearningRateController whole)
        {
            if (whole.LearningRate != LearningRate) whole.LearningRate = LearningRate;
            return;
        }
        foreach ((optim.ILearningRateController group, double share) in _optimizer.ParamGroups.Zip(_shares)) group.LearningRate = LearningRate * share;
    }

    private void Renew()
    {
        optim.Optimizer renewed = Make(_factory, Arena);
        Replace(renewed, Shares(renewed));
    }

    private void Replace(optim.Optimizer optimizer, double[] shares)
    {
        _optimizer.Dispose();
        (_optimizer, _shares) = (optimizer, shares);
    }

    private static byte[] Bytes(OptimizerHelper optimizer)
    {
        using DisposeScope scope = NewDisposeScope();
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        optimizer.save_state_dict(writer);
        writer.Flush();
        return stream.ToArray();
    }

    private static void Read(OptimizerHelper optimizer, byte[] state)
    {
        using DisposeScope scope = NewDisposeScope();
        using var reader = new BinaryReader(new MemoryStream(state));
        optimizer.load_state_dict(reader);
        if (reader.BaseStream.Position != state.Length)
            throw new InvalidDataException(
                FormattableString.Invariant($"{state.Length - reader.BaseStream.Position} bytes are left over after the state of {optimizer.GetType().Name}."));
        // TorchSharp makes some of the state anew, in whatever scope there is.
        scope.Detach([.. scope.DisposablesView]);
    }
}
