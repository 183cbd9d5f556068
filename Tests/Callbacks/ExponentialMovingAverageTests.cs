using static TorchSharp.torch;

namespace MtlDsl.Tests;

public sealed class ExponentialMovingAverageTests
{
    // Twenty updates of weights of up to about 1, each rounded to float32, whose steps there are 6e-8.
    private const float Tolerance = 1e-6f;

    [Theory]
    [InlineData(0.9, true)]
    [InlineData(0.5, true)]
    [InlineData(0.9, false)]
    [InlineData(0.0, false)]
    public void The_model_is_left_with_the_average_over_the_steps(double decay, bool warmsUp)
    {
        double[]? expected = null;
        int updates = 0;
        var follow = new Calls
        {
            StepEnd = run =>
            {
                updates++;
                double kept = warmsUp ? Math.Min(decay, (1.0 + updates) / (10.0 + updates)) : decay;
                float[] weights = run.Model.Arena.Values.Floats();
                expected = [.. expected!.Zip(weights, (average, weight) => kept * average + (1 - kept) * weight)];
            },
        };
        using var fresh = new Models.QuickStart(seed: 1, device: "cpu");
        expected = [.. fresh.Arena.Values.Floats().Select(weight => (double)weight)];

        float[] left = CallbackRuns.Fit(CallbackRuns.Options with { Callbacks = [new ExponentialMovingAverage(decay) { WarmUp = warmsUp }, follow] });

        updates.ShouldBe(CallbackRuns.Epochs * CallbackRuns.StepsOfEpoch);
        left.ShouldBe(expected.Select(weight => (float)weight), Tolerance);
    }

    [Fact]
    public void Training_itself_is_as_without_it()
    {
        float[] plain = CallbackRuns.Fit(CallbackRuns.Options), last = [];
        var keep = new Calls { EpochEnd = run => last = run.Model.Arena.Values.Floats() };

        float[] left = CallbackRuns.Fit(CallbackRuns.Options with { Callbacks = [new ExponentialMovingAverage { LeaveInModel = false }, keep] });

        last.ShouldBe(plain);
        left.ShouldBe(plain);
    }

    [Fact]
    public void The_average_is_what_is_validated()
    {
        double measured = 0;
        float[] left = CallbackRuns.Fit(CallbackRuns.Options with { Callbacks = [new ExponentialMovingAverage(0.9)] },
            look: history => measured = history.Epochs[^1].Validation!.Joint.Loss);
        using var model = new Models.QuickStart(seed: 5, device: "cpu");
        using (no_grad()) model.Arena.Values.copy_(tensor(left));

        model.Evaluate(CallbackRuns.Validation).Joint.Loss.ShouldBe(measured);
    }

    [Fact]
    public void A_validation_within_an_epoch_has_the_step_before_it_in_the_average()
    {
        float[] begun = [], validated = [];
        var options = CallbackRuns.Options with { Epochs = 1, ValidateEvery = Interval.Steps(1), MaxSteps = 1 };
        var look = new Calls { ValidationBegin = run => validated = run.Model.Arena.Values.Floats() };

        begun = CallbackRuns.Fit(options with { Callbacks = [new ExponentialMovingAverage(0.5), look] });

        validated.ShouldBe(begun);
    }

    [Fact]
    public void Early_stopping_keeps_the_average_of_the_best_epoch()
    {
        var averages = new List<float[]>();
        var look = new Calls { ValidationBegin = run => averages.Add(run.Model.Arena.Values.Floats()) };
        var stopping = new EarlyStopping { Metric = CallbackRuns.Scripted(false, 3, 1, 2, 2, 2) };

        float[] left = CallbackRuns.Fit(CallbackRuns.Options with { Callbacks = [stopping, new ExponentialMovingAverage(0.9), look] });

        left.ShouldBe(averages[1]);
    }

    [Fact]
    public void It_has_to_come_after_early_stopping() =>
        Should.Throw<InvalidOperationException>(() => CallbackRuns.Fit(
            CallbackRuns.Options with { Callbacks = [new ExponentialMovingAverage(), new EarlyStopping()] }))
            .Message.ShouldEndWith("put EarlyStopping first.");

    [Theory, MemberData(nameof(CallbackRuns.Moments), MemberType = typeof(CallbackRuns))]
    public void A_resumed_run_has_the_average_of_the_whole_one(long step, bool atEpochEnd)
    {
        float[] whole = CallbackRuns.Fit(CallbackRuns.Options with { Callbacks = [new ExponentialMovingAverage(0.9)] });

        CallbackRuns.FitInterrupted(() => [new ExponentialMovingAverage(0.9)], step, atEpochEnd).ShouldBe(whole);
    }

    [Fact]
    public void No_checkpoint_is_written_with_the_average_in_the_model()
    {
        using var folder = new TemporaryFolder();
        var save = new Calls { ValidationBegin = run => run.SaveCheckpoint(folder.File()) };

        Should.Throw<InvalidOperationException>(() => CallbackRuns.Fit(CallbackRuns.Options with { Callbacks = [new ExponentialMovingAverage(), save] }))
            .Message.ShouldStartWith("A checkpoint was asked for while the average of the weights is in the model");
        folder.Files.ShouldBeEmpty();
    }

    [Fact]
    public void The_pass_over_memory_does_what_tensor_operations_do()
    {
        const int Count = 1037;
        using ArenaMemory average = Memory(Count, 1), values = Memory(Count, 2), averageByTensors = Memory(Count, 1);
        float[] before = average.Tensor.Floats();

        AveragePass.Update(average, values, 0.9);
        AveragePass.UpdateTensors(averageByTensors.Tensor, values.Tensor, 0.9);
        // Values of up to 1, of which one side may fuse multiplication and addition.
        average.Tensor.Floats().ShouldBe(averageByTensors.Tensor.Floats(), 1.2e-7f);
        average.Tensor.Floats().ShouldNotBe(before);

        float[] first = average.Tensor.Floats(), second = values.Tensor.Floats();
        AveragePass.Swap(average, values);
        average.Tensor.Floats().ShouldBe(second);
        values.Tensor.Floats().ShouldBe(first);
        AveragePass.SwapTensors(average.Tensor, values.Tensor);
        average.Tensor.Floats().ShouldBe(first);
        values.Tensor.Floats().ShouldBe(second);
    }

    [Fact]
    public void Wrong_options_are_refused_by_name_and_value() =>
        Should.Throw<ArgumentOutOfRangeException>(() => new ExponentialMovingAverage(1)).Message.ShouldStartWith("The decay is 1, and has to be in [0, 1).");

    private static ArenaMemory Memory(int count, long salt)
    {
        var memory = new ArenaMemory(count, CPU);
        memory.Tensor.copy_(Reference.Values([count], salt));
        return memory;
    }
}
