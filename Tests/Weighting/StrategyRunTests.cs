using MtlDsl.Tests.Contract;
using MtlDsl.Tests.Models;
using TorchSharp;

namespace MtlDsl.Tests.Weighting;

/// <summary>Training with every strategy of the runtime, from Fit to the history.</summary>
[Collection(nameof(SharedProcess))]
public sealed class StrategyRunTests
{
    public static TheoryData<string> Names => Strategies.Names;

    [Theory, MemberData(nameof(Names))]
    public void The_loss_falls_and_the_weights_are_in_the_history(string strategy)
    {
        FitOptions options = StrategyRuns.Options(strategy);

        (float[] values, var history) = StrategyRuns.Fit(options);

        values.ShouldAllBe(value => float.IsFinite(value));
        history.Epochs.Count.ShouldBe(3);
        history.Epochs[2].Train.Joint.ShouldBeLessThan(history.Epochs[0].Train.Joint);
        foreach (var epoch in history.Epochs)
        {
            epoch.LossWeights.Count.ShouldBe(3);
            // A method without such numbers, which chooses element by element, has NaN.
            epoch.LossWeights.ShouldAllBe(weight => double.IsFinite(weight) == (options.Weighting!.Weights != null));
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void A_run_that_was_interrupted_goes_on_to_the_last_bit(string strategy)
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("interrupted.safetensors");
        (float[] whole, var history) = StrategyRuns.Fit(StrategyRuns.Options(strategy));
        int stepsOfEpoch = history.Epochs[0].Steps;

        // Within the second epoch, and between it and the third, of which the validation is a part.
        foreach ((long step, bool atEpochEnd) in new[] { (stepsOfEpoch + 2L, false), (2L * stepsOfEpoch, true) })
        {
            FitOptions first = StrategyRuns.Options(strategy) with { Callbacks = [new Interruption(path, step, atEpochEnd)] };
            Should.Throw<Interruption.InterruptedException>(() => StrategyRuns.Fit(first));
            (float[] resumed, var after) = StrategyRuns.Fit(StrategyRuns.Options(strategy) with { Resume = path });

            resumed.ShouldBe(whole);
            after.Epochs.Select(epoch => epoch.LossWeights).ShouldBe(history.Epochs.Select(epoch => epoch.LossWeights), SameNumbers);
        }
    }

    [Fact]
    public void A_checkpoint_of_a_strategy_is_refused_by_a_run_without_one()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("interrupted.safetensors");
        FitOptions options = CallbackRuns.Options with { Weighting = new NashMTL() };
        Should.Throw<Interruption.InterruptedException>(() => CallbackRuns.Fit(options with { Callbacks = [new Interruption(path, 2)] }));

        var refused = Should.Throw<CheckpointException>(() => CallbackRuns.Fit(options with { Weighting = null, Resume = path }));

        refused.Message.ShouldContain("is of a run with NashMTL, and this one has no Weighting: go on with the same strategy");
    }

    [Fact]
    public void A_run_that_is_resumed_beyond_its_last_epoch_has_ended()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("interrupted.safetensors");
        FitOptions options = StrategyRuns.Options(nameof(NashMTL));
        (_, var whole) = StrategyRuns.Fit(options);
        long steps = 2L * whole.Epochs[0].Steps;
        Should.Throw<Interruption.InterruptedException>(() => StrategyRuns.Fit(options with { Callbacks = [new Interruption(path, steps, true)] }));

        (_, var history) = StrategyRuns.Fit(options with { Epochs = 1, Resume = path });

        history.Epochs.Count.ShouldBe(2);
    }

    [Theory, MemberData(nameof(Strategies.OfAccumulatedBatches), MemberType = typeof(Strategies))]
    public void Several_batches_make_a_step(string strategy)
    {
        int Steps(int accumulated)
        {
            (float[] values, var history) = StrategyRuns.Fit(StrategyRuns.Options(strategy) with { Epochs = 6, AccumulateGradients = accumulated });
            values.ShouldAllBe(value => float.IsFinite(value));
            history.Epochs[^1].Train.Joint.ShouldBeLessThan(history.Epochs[0].Train.Joint);
            return history.Epochs[0].Steps;
        }

        int batches = StrategyRuns.Options(strategy).Weighting is GradientMethod method ? method.Batches : 1;
        int all = StrategyRuns.Rows / StrategyRuns.BatchSize;
        Steps(1).ShouldBe((all + batches - 1) / batches);
        Steps(2).ShouldBe((all + 2 * batches - 1) / (2 * batches));
    }

    [Theory, MemberData(nameof(Strategies.OfOneBatch), MemberType = typeof(Strategies))]
    public void Several_batches_are_refused_where_one_is_computed_again(string strategy) =>
        Should.Throw<InvalidOperationException>(() => StrategyRuns.Fit(StrategyRuns.Options(strategy) with { AccumulateGradients = 2 }))
            .Message.ShouldContain("AccumulateGradients to 1");

    [Theory, MemberData(nameof(Names))]
    public void A_task_without_any_label_learns_nothing_and_hinders_none(string strategy)
    {
        using var model = new JointlyLearnt(seed: 1, device: "cpu");
        string before = Convert.ToHexString(model.get_parameter("odd_linear.weight")!.bytes);

        var history = model.Fit(StrategyRuns.Data(hasOdds: false), options: StrategyRuns.Options(strategy));

        Convert.ToHexString(model.get_parameter("odd_linear.weight")!.bytes).ShouldBe(before);
        model.Arena.Values.Floats().ShouldAllBe(value => float.IsFinite(value));
        (history.Epochs[2].Train.Kind + history.Epochs[2].Train.Size).ShouldBeLessThan(history.Epochs[0].Train.Kind + history.Epochs[0].Train.Size);
    }

    [Theory, MemberData(nameof(Names))]
    public void Runs_leave_no_tensor_behind(string strategy)
    {
        using var model = new JointlyLearnt(seed: 1, device: "cpu");
        JointlyLearnt.Dataset data = StrategyRuns.Data();
        var epochs = new List<long>();
        long Run()
        {
            epochs.Clear();
            model.Fit(data, options: StrategyRuns.Options(strategy) with { Callbacks = [new Calls { EpochEnd = _ => epochs.Add(Live) }] });
            return Live;
        }

        long first = Run();
        // Whatever a strategy remembers it has after the first epoch.
        epochs.Count.ShouldBe(3);
        epochs[2].ShouldBe(epochs[1]);
        epochs[1].ShouldBe(epochs[0]);
        Run().ShouldBe(first);
        Run().ShouldBe(first);
    }

    [Theory, MemberData(nameof(Strategies.OfRepresentation), MemberType = typeof(Strategies))]
    public void On_the_representation_the_loss_falls_and_no_tensor_is_left_behind(string strategy)
    {
        using var model = new JointlyLearnt(seed: 1, device: "cpu");
        JointlyLearnt.Dataset data = StrategyRuns.Data();
        (double First, double Last, long Live) Run()
        {
            var history = model.Fit(data, data, StrategyRuns.Options(strategy) with { Weighting = Strategies.CreateOnRepresentation(strategy) });
            return (history.Epochs[0].Train.Joint, history.Epochs[2].Train.Joint, Live);
        }

        (double first, double last, long live) = Run();

        last.ShouldBeLessThan(first);
        Run().Live.ShouldBe(live);
    }

    [Theory, MemberData(nameof(Names))]
    public void A_model_without_a_strategy_of_its_own_learns_with_the_run_s(string strategy)
    {
        using var model = new JointlyLearntByOption(seed: 1, device: "cpu");
        JointlyLearntByOption.Dataset data = JointlyLearntByOption.Dataset.From(StrategyRuns.Examples().Select(example =>
            new JointlyLearntByOption.Example(example.Features, example.Kind, example.Size, example.Odd) { Weight = example.Weight }).ToList());

        var history = model.Fit(data, data, StrategyRuns.Options(strategy));

        history.Epochs[2].Train.Joint.ShouldBeLessThan(history.Epochs[0].Train.Joint);
        history.Epochs.ShouldAllBe(epoch => epoch.LossWeights.Count == 3);
    }

    private static long Live => DisposeScopeManager.Statistics.ThreadTotalLiveCount;

    private static readonly IEqualityComparer<IReadOnlyList<double>> SameNumbers = EqualityComparer<IReadOnlyList<double>>.Create(
        (left, right) => left!.Zip(right!, (a, b) => a.Equals(b)).All(same => same) && left!.Count == right!.Count, weights => weights.Count);
}
