using MtlDsl.Tests.Models;
using TorchSharp;

namespace MtlDsl.Tests;

/// <summary>What callbacks leave in the model at the end, and what the last checkpoint has.</summary>
public sealed class LeftWeightsTests
{
    [Fact]
    public void A_checkpoint_has_the_weights_of_training_whatever_is_left_in_the_model()
    {
        using var folder = new TemporaryFolder();
        float[] whole = CallbackRuns.Fit(CallbackRuns.Options with { Callbacks = Callbacks(3, 1, 2, 0.5, 0.7) });
        FitOptions first = CallbackRuns.Options with { Epochs = 3, Callbacks = [new ModelCheckpoint(folder.Path), .. Callbacks(3, 1, 2)] };
        float[] left = CallbackRuns.Fit(first);

        float[] resumed = CallbackRuns.Fit(CallbackRuns.Options with
        {
            Resume = folder.Path,
            Callbacks = [new ModelCheckpoint(folder.Path), .. Callbacks(0.5, 0.7)],
        });

        resumed.ShouldBe(whole);
        resumed.ShouldNotBe(left);

        static TrainingCallback[] Callbacks(params double[] metrics) =>
            [new EarlyStopping { Metric = CallbackRuns.Scripted(false, metrics) }, new ExponentialMovingAverage(0.9)];
    }

    [Fact]
    public void A_callback_can_be_used_again()
    {
        TrainingCallback[] callbacks = [new EarlyStopping(), new ExponentialMovingAverage(0.9), new LearningRateMonitor()];
        float[] first = CallbackRuns.Fit(CallbackRuns.Options with { Callbacks = callbacks });

        CallbackRuns.Fit(CallbackRuns.Options with { Callbacks = callbacks }).ShouldBe(first);
        ((LearningRateMonitor)callbacks[2]).Changes.Count.ShouldBe(1);
    }

    [Fact]
    public void Nothing_that_callbacks_hold_lives_on_after_a_run()
    {
        using var model = new QuickStart(seed: 1, device: "cpu");
        TrainingCallback[] callbacks = [new EarlyStopping(), new ExponentialMovingAverage(0.9)];
        long first = LiveAfterRun();
        LiveAfterRun().ShouldBe(first);

        long LiveAfterRun()
        {
            model.Fit(CallbackRuns.Train, CallbackRuns.Validation, CallbackRuns.Options with { Callbacks = callbacks });
            return DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        }
    }
}
