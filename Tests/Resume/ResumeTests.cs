using Microsoft.Extensions.Logging;
using MtlDsl.Tests.Models;

namespace MtlDsl.Tests.Resume;

public sealed class ResumeTests
{
    private static readonly Lazy<(string Fingerprint, double Sum)> Uninterrupted = new(() =>
    {
        using var model = new Branches(seed: 4, device: "cpu");
        var sum = new RunningSum();
        var history = model.Fit(ResumedRun.Data(), ResumedRun.Data(40), ResumedRun.Options(sum));
        return (ResumedRun.Fingerprint(model, history), sum.Sum);
    });

    public static TheoryData<int> EveryStep => [.. Enumerable.Range(1, ResumedRun.Epochs * ResumedRun.StepsOfEpoch)];

    [Theory, MemberData(nameof(EveryStep))]
    public void A_run_stopped_at_any_step_goes_on_to_the_last_bit(int step)
    {
        using var folder = new TemporaryFolder();
        using (var stopped = new Branches(seed: 4, device: "cpu"))
        {
            var first = stopped.Fit(ResumedRun.Data(), ResumedRun.Data(40), Options(folder, new RunningSum()) with { MaxSteps = step });
            first.StopReason.ShouldBe(step == ResumedRun.Epochs * ResumedRun.StepsOfEpoch ? StopReason.Completed : StopReason.MaxStepsReached);
        }

        // Another seed: whatever the resumed run did not take from the checkpoint would differ.
        using var model = new Branches(seed: 99, device: "cpu");
        var sum = new RunningSum();
        var history = model.Fit(ResumedRun.Data(), ResumedRun.Data(40), Options(folder, sum) with { Resume = folder.Path, Seed = 4 });

        ResumedRun.Fingerprint(model, history).ShouldBe(Uninterrupted.Value.Fingerprint);
        sum.Sum.ShouldBe(Uninterrupted.Value.Sum);
        history.StopReason.ShouldBe(StopReason.Completed);
    }

    [Fact]
    public void A_run_stopped_again_and_again_goes_on_to_the_last_bit()
    {
        using var folder = new TemporaryFolder();
        var sum = new RunningSum();
        for (int steps = 1; ; steps += 2)
        {
            using var model = new Branches(seed: 4, device: "cpu");
            var history = model.Fit(ResumedRun.Data(), ResumedRun.Data(40), Options(folder, sum) with { Resume = folder.Path, MaxSteps = steps });
            if (history.StopReason == StopReason.MaxStepsReached) continue;
            ResumedRun.Fingerprint(model, history).ShouldBe(Uninterrupted.Value.Fingerprint);
            sum.Sum.ShouldBe(Uninterrupted.Value.Sum);
            return;
        }
    }

    [Fact]
    public void A_finished_run_has_nothing_to_go_on_with()
    {
        using var folder = new TemporaryFolder();
        using var model = new Branches(seed: 4, device: "cpu");
        model.Fit(ResumedRun.Data(), ResumedRun.Data(40), Options(folder));
        using var again = new Branches(seed: 4, device: "cpu");
        var counter = new StepCounter();

        var history = again.Fit(ResumedRun.Data(), ResumedRun.Data(40), Options(folder, counter) with { Resume = folder.Path });

        counter.Steps.ShouldBe(0);
        ResumedRun.Fingerprint(again, history).ShouldBe(Uninterrupted.Value.Fingerprint);
    }

    [Fact]
    public void More_epochs_go_on_where_a_finished_run_ended()
    {
        using var folder = new TemporaryFolder();
        FitOptions constant = Options(folder) with { Schedule = null };
        using var whole = new Branches(seed: 4, device: "cpu");
        string expected = ResumedRun.Fingerprint(whole, whole.Fit(ResumedRun.Data(), null, constant with { Callbacks = [] }));
        using (var first = new Branches(seed: 4, device: "cpu")) first.Fit(ResumedRun.Data(), null, constant with { Epochs = 1 });
        using var second = new Branches(seed: 4, device: "cpu");

        var history = second.Fit(ResumedRun.Data(), null, constant with { Resume = folder.Path });

        ResumedRun.Fingerprint(second, history).ShouldBe(expected);
    }

    [Fact]
    public void A_folder_without_checkpoints_begins_anew_and_one_with_some_is_not_mixed_up()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("run");
        using var model = new Branches(seed: 4, device: "cpu");
        FitOptions options = ResumedRun.Options(new ModelCheckpoint(path)) with { Epochs = 1 };

        model.Fit(ResumedRun.Data(), null, options with { Resume = path }).Epochs.Count.ShouldBe(1);

        Should.Throw<InvalidOperationException>(() => model.Fit(ResumedRun.Data(), null, options)).Message
            .ShouldContain("has checkpoints of an earlier run, the newest step-000000004.safetensors");
        Should.Throw<FileNotFoundException>(() => model.Fit(ResumedRun.Data(), null, options with { Resume = folder.File("none.safetensors") }));
    }

    [Fact]
    public void Within_an_epoch_a_run_goes_on_with_the_same_batches_alone()
    {
        using var folder = new TemporaryFolder();
        using var model = new Branches(seed: 4, device: "cpu");
        model.Fit(ResumedRun.Data(), null, Options(folder) with { MaxSteps = 2 });

        var error = Should.Throw<CheckpointException>(() =>
            model.Fit(ResumedRun.Data(), null, Options(folder) with { Resume = folder.Path, BatchSize = 8 }));

        error.Message.ShouldContain("stops within epoch 1");
        error.Message.ShouldContain("BatchSize = 16");
        error.Message.ShouldContain("BatchSize = 8");
        Should.Throw<CheckpointException>(() => model.Fit(ResumedRun.Data(rows: 120), null, Options(folder) with { Resume = folder.Path }))
            .Message.ShouldContain("of 150 examples, and this run has 120");
    }

    [Fact]
    public void Weights_of_a_checkpoint_load_into_a_model()
    {
        using var folder = new TemporaryFolder();
        using var model = new Branches(seed: 4, device: "cpu");
        var checkpoint = new ModelCheckpoint(folder.Path) { KeepBest = 2, Every = Interval.Steps(2) };
        var history = model.Fit(ResumedRun.Data(), ResumedRun.Data(40), ResumedRun.Options(checkpoint));
        using var loaded = new Branches(seed: 1, device: "cpu");

        loaded.Load(checkpoint.NewestPath!);

        ResumedRun.Fingerprint(loaded, history).ShouldBe(ResumedRun.Fingerprint(model, history));
        folder.Files.ShouldBe(["best-000000008.safetensors", "step-000000010.safetensors", "step-000000012.safetensors"]);
        loaded.Load(checkpoint.BestPath!);
        loaded.Evaluate(ResumedRun.Data(40)).Joint.Loss.ShouldBe(history.Epochs[1].Validation!.Joint.Loss);
    }

    [Fact]
    public void Weights_alone_are_no_run_to_go_on_with()
    {
        using var folder = new TemporaryFolder();
        using var model = new Branches(seed: 4, device: "cpu");
        model.Save(folder.File());

        Should.Throw<CheckpointException>(() => model.Fit(ResumedRun.Data(), null, new() { Resume = folder.File() }))
            .Message.ShouldContain("weights alone");
    }

    [Fact]
    public void Another_optimizer_or_callback_is_refused_and_leaves_the_model_as_it_was()
    {
        using var folder = new TemporaryFolder();
        using (var first = new Branches(seed: 4, device: "cpu")) first.Fit(ResumedRun.Data(), null, Options(folder) with { MaxSteps = 2 });
        using var model = new Branches(seed: 5, device: "cpu");
        float[] before = Values(model);
        FitOptions options = Options(folder) with { Resume = folder.Path, Seed = 4 };

        Should.Throw<CheckpointException>(() => model.Fit(ResumedRun.Data(), null, options with { Optimizer = new Sgd(0.1) { Momentum = 0.9 } }))
            .Message.ShouldContain("lacks the tensor 'optimizer/momentum_buffer'");
        Should.Throw<CheckpointException>(() => model.Fit(ResumedRun.Data(), null, Options(folder, new RunningSum()) with { Resume = folder.Path, Seed = 4 }))
            .Message.ShouldContain("lacks 'callbacks/RunningSum/0/sum'");

        Values(model).ShouldBe(before);
    }

    private static FitOptions Options(TemporaryFolder folder, params TrainingCallback[] callbacks) =>
        ResumedRun.Options([new ModelCheckpoint(folder.Path), .. callbacks]);

    private static float[] Values(MultiTaskModel model) => model.Arena.Values.data<float>().ToArray();

    private sealed class StepCounter : TrainingCallback
    {
        public int Steps { get; private set; }

        public override void OnStepEnd(TrainingRun run) => Steps++;
    }
}
