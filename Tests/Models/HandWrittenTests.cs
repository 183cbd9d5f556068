using TorchSharp;
using static TorchSharp.torch;

namespace MtlDsl.Tests.Models;

/// <summary>A model whose user wrote some of the generated members.</summary>
[MultiTaskModel]
public partial class HandWritten
{
    [SharedLayer, Linear(6), Tanh]
    public partial Tensor Trunk([Input(4)] Tensor features);

    [Task, Linear(3), CrossEntropy]
    public partial Tensor Class(Tensor trunk);

    [Task, Linear(1), MeanSquaredError]
    public partial Tensor Value(Tensor trunk);

    public int Steps { get; private set; }

    /// <summary>The squared norm of the outputs is added to the generated tasks' losses.</summary>
    public Losses JointLoss(Outputs outputs, Targets targets)
    {
        Tensor @class = TaskLoss.CrossEntropy(outputs.Class, targets.Class, targets.ClassMask);
        Tensor value = TaskLoss.MeanSquaredError(outputs.Value, targets.Value, targets.ValueMask);
        return new Losses(@class + value + 0.1 * outputs.Class.square().mean(), @class, value);
    }

    public Losses TrainStep(Inputs inputs, Targets targets, ArenaOptimizer optimizer)
    {
        Steps++;
        Arena.ZeroGradients();
        Losses losses = JointLoss(Forward(inputs), targets);
        losses.Joint.backward();
        optimizer.Step();
        return losses;
    }

    public override ModelSummary Summary() => new("By hand", []);
}

public sealed class HandWrittenTests
{
    [Fact]
    public void Generated_members_call_those_that_the_user_wrote()
    {
        using var model = new HandWritten(device: "cpu");
        HandWritten.Dataset data = Data();

        var history = model.Fit(data, options: new() { Epochs = 2, BatchSize = 8 });

        model.Steps.ShouldBe(10);
        var losses = history.Epochs[0].Train;
        losses.Joint.ShouldBeGreaterThan(losses.Class + losses.Value);
        model.Evaluate(data).Joint.Loss.ShouldBeGreaterThan(0);
        model.Summary().Model.ShouldBe("By hand");
    }

    [Fact]
    public void A_loop_of_ones_own_with_an_optimizer_of_TorchSharp_learns()
    {
        using var model = new HandWritten(seed: 3, device: "cpu");
        using ResidentColumns columns = Data().ToDevice(CPU);
        using optim.Optimizer optimizer = optim.SGD(model.parameters(), 0.2);
        var losses = new List<float>();

        for (int step = 0; step < 200; step++)
        {
            using DisposeScope scope = NewDisposeScope();
            Batch batch = columns.Slice(0, 40);
            model.zero_grad();
            HandWritten.Losses loss = model.JointLoss(model.Forward(new(batch.Values(0))), new(batch.Values(1), batch.Values(2)));
            loss.Joint.backward();
            optimizer.step();
            losses.Add(loss.Joint.item<float>());
        }

        losses[^1].ShouldBeLessThan(0.5f * losses[0]);
    }

    [Fact]
    public void A_step_of_SGD_is_the_same_over_parameters_and_over_the_arena()
    {
        using HandWritten model = new(seed: 3, device: "cpu"), same = new(seed: 3, device: "cpu");
        using ResidentColumns columns = Data().ToDevice(CPU);
        using optim.Optimizer optimizer = optim.SGD(model.parameters(), 0.1);
        using ArenaOptimizer arenaOptimizer = new Sgd(0.1).Create(same.Arena);

        for (int step = 0; step < 5; step++)
        {
            using DisposeScope scope = NewDisposeScope();
            Batch batch = columns.Slice(0, 40);
            model.zero_grad();
            model.JointLoss(model.Forward(new(batch.Values(0))), new(batch.Values(1), batch.Values(2))).Joint.backward();
            optimizer.step();
            same.TrainStep(new(batch.Values(0)), new(batch.Values(1), batch.Values(2)), arenaOptimizer);
        }

        // The same operations in float32, fused or not: a few units in the last place of weights below 1.
        same.Arena.Values.Floats().ShouldBe(model.Arena.Values.Floats(), 1e-6);
    }

    private static HandWritten.Dataset Data()
    {
        float[][] features = [.. Enumerable.Range(0, 40).Select(row => FitTests.Row(row, 4))];
        int[] classes = [.. features.Select(row => row[0] < -0.4f ? 0 : row[0] < 0.4f ? 1 : 2)];
        float[] values = [.. features.Select(row => row[1] + row[2])];
        return HandWritten.Dataset.FromArrays(features, classes, values);
    }
}
