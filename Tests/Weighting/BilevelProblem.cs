using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MtlDsl.Tests.Weighting;

/// <summary>The regressions of bilevel.json, stepped by an optimizer as a run does it.</summary>
internal sealed class BilevelProblem : IDisposable
{
    public const double Rate = 0.25;
    private const int Inputs = 8;
    private const int Rows = 16;

    private static readonly string[] Names = ["Digit", "Suit", "Color"];
    private readonly Linear _buffers = nn.Linear(1, 1);
    private readonly Parameter _theta;
    private readonly bool _isMissing;
    private readonly Func<bool, StepLoss[]> _losses;
    private int _step;

    public BilevelProblem(BilevelMethod method, bool isMissing) : this(method, Names, Reference.Values([Inputs + Names.Length], 3, 0.5f), Rate)
    {
        _isMissing = isMissing;
        _losses = Losses;
    }

    /// <summary>Another problem: losses of the parameters, of the training batch and of the held-out one.</summary>
    public BilevelProblem(BilevelMethod method, string[] tasks, Tensor theta, double rate, Func<Tensor, bool, Tensor[]> losses) : this(method, tasks, theta, rate) =>
        _losses = isHeldOut => [.. losses(_theta, isHeldOut).Select(loss => new StepLoss(loss, null))];

    private BilevelProblem(BilevelMethod method, string[] tasks, Tensor theta, double rate)
    {
        _theta = new Parameter(theta);
        _losses = _ => [];
        Arena = new ParameterArena(CPU, [_theta], []);
        Optimizer = new Sgd(rate).Create(Arena, null);
        method.Begin(tasks);
        Step = (HeldOutStep)method.CreateStep(Optimizer);
        Step.HeldOut = new HeldOutBatches(new OneBatch(), _buffers, (_, _) => _losses(true));
        Optimizer.Joint = Step;
    }

    public ParameterArena Arena { get; }

    public ArenaOptimizer Optimizer { get; }

    public HeldOutStep Step { get; }

    /// <summary>Makes losses of the training batch infinite.</summary>
    public bool IsBroken { get; set; }

    /// <summary>Learns from the batches of a step.</summary>
    public void Learn(int step)
    {
        using DisposeScope scope = NewDisposeScope();
        _step = step;
        Optimizer.Step(() =>
        {
            StepLoss[] losses = _losses(false);
            Optimizer.Backward(losses[0].Loss, losses);
            return new object();
        });
    }

    public void Dispose()
    {
        Optimizer.Dispose();
        Step.Dispose();
        Arena.Dispose();
        _buffers.Dispose();
    }

    private StepLoss[] Losses(bool isHeldOut)
    {
        long salt = 100 + 10 * _step + (isHeldOut ? 5 : 0);
        Tensor x = Reference.Values([Rows, Inputs], salt), y = Reference.Values([Rows, Names.Length], salt + 1);
        Tensor shared = x.mv(_theta.narrow(0, 0, Inputs)).tanh().unsqueeze(1);
        Tensor losses = (shared + _theta.narrow(0, Inputs, Names.Length) - y).square().mean([0]) * tensor(new[] { 1, 0.5f, 2 }).clone();
        return [.. Enumerable.Range(0, Names.Length).Select(task => Loss(losses[task], task, isHeldOut))];
    }

    // What a task without labels has for a loss must not matter.
    private StepLoss Loss(Tensor loss, int task, bool isHeldOut)
    {
        bool isMissing = _isMissing && (_step + 2 * task + (isHeldOut ? 1 : 0)) % 5 == 0;
        return new StepLoss(IsBroken && !isHeldOut ? loss / 0 : loss, isMissing ? zeros(Rows) : ones(Rows));
    }

    private sealed class OneBatch : BatchSource
    {
        public override int? Batches => 1;

        public override long? Examples => Rows;

        public override void BeginEpoch(int epoch, int skippedBatches = 0)
        {
        }

        public override bool TryNext(out Batch batch, CancellationToken cancellationToken = default)
        {
            batch = default;
            return true;
        }

        protected override void Dispose(bool disposing)
        {
        }
    }
}
