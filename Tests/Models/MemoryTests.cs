using TorchSharp;
using static TorchSharp.torch;

namespace MtlDsl.Tests.Models;

/// <summary>Steps leave no tensor behind, allocate next to nothing, and a model that is disposed is gone.</summary>
public sealed class MemoryTests
{
    [Fact]
    public void The_number_of_live_tensors_after_many_steps_is_that_after_one()
    {
        using var model = new Branches(seed: 1, device: "cpu");
        using ArenaOptimizer optimizer = new Adam().Create(model.Arena, clipNorm: 1);
        long LiveAfterStep()
        {
            using (NewDisposeScope())
                model.TrainStep(GraphTests.Inputs(8), GraphTests.Targets(8), optimizer);
            return Live;
        }

        model.train();
        long first = LiveAfterStep();
        for (int step = 2; step <= 50; step++) LiveAfterStep().ShouldBe(first, $"step {step}");
    }

    [Fact]
    public void Fit_Evaluate_and_Predict_leave_no_tensor_behind()
    {
        using var model = new PeopleModel(seed: 1, device: "cpu");
        PeopleModel.Dataset data = PeopleModel.Dataset.From(PeopleData.Make(100, seed: 1));
        long LiveAfterRun()
        {
            model.Fit(data, data, new() { Epochs = 2 });
            model.Evaluate(data);
            model.Predict(PeopleData.Make(3, seed: 2));
            return Live;
        }

        long first = LiveAfterRun();
        for (int run = 0; run < 3; run++) LiveAfterRun().ShouldBe(first);
    }

    [Fact]
    public void A_run_that_throws_leaves_no_tensor_behind()
    {
        using var model = new Cascade(device: "cpu");
        float[][] features = [.. Enumerable.Range(0, 8).Select(row => FitTests.Row(row, 4))];
        Cascade.Dataset data = Cascade.Dataset.FromArrays(features, new float[8], Enumerable.Repeat(1e30f, 8).ToArray(), new float[8]);
        void Diverge() => Should.Throw<TrainingDivergedException>(() => model.Fit(data, data));

        Diverge();
        long first = Live;
        Diverge();
        Live.ShouldBe(first);
    }

    [Fact]
    public void A_model_made_in_a_scope_outlives_it()
    {
        QuickStart model;
        using (NewDisposeScope()) model = new QuickStart(seed: 1, device: "cpu");

        using (model) model.Predict(new float[100]).Digit.Probabilities.Length.ShouldBe(10);
    }

    [Fact]
    public void A_disposed_model_has_freed_its_tensors()
    {
        var model = new QuickStart(device: "cpu");
        Tensor values = model.Arena.Values, gradients = model.Arena.Gradients, weight = model.get_parameter("trunk_linear.weight")!;
        long before = Live;

        model.Dispose();

        values.IsInvalid.ShouldBeTrue();
        gradients.IsInvalid.ShouldBeTrue();
        weight.IsInvalid.ShouldBeTrue();
        // Six parameters, two fused ones, a gradient of each, the values and the gradients.
        (before - Live).ShouldBeGreaterThanOrEqualTo(8);
    }

    [Fact]
    public void A_step_allocates_next_to_nothing()
    {
        using var model = new QuickStart(device: "cpu");
        using ArenaOptimizer optimizer = new Adam().Create(model.Arena);
        using ResidentColumns columns = QuickStartData.Make(64, seed: 1).ToDevice(CPU);
        void Step()
        {
            using DisposeScope scope = NewDisposeScope();
            Batch batch = columns.Slice(0, 32);
            model.TrainStep(new(batch.Values(0)), new(batch.Values(1), batch.Values(2)), optimizer);
        }

        for (int i = 0; i < 50; i++) Step();
        const int steps = 100;
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < steps; i++) Step();
        long bytes = (GC.GetAllocatedBytesForCurrentThread() - before) / steps;

        bytes.ShouldBeLessThan(LargestStep);
    }

#if TORCH_PROVIDER_SYSTEM
    private const long LargestStep = 4096;
#else
    // TorchSharp's own wrappers of tensors and scopes weigh more.
    private const long LargestStep = 16384;
#endif

    private static long Live => DisposeScopeManager.Statistics.ThreadTotalLiveCount;
}
