using System.Text.Json;
using Shouldly;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace MtlDsl.Tests;

public sealed class WeightingReferenceTests
{
    // Everything is float64 and of order 1 to 30; twenty steps of Adam add up rounding of 1e-16 each, magnified by roots of small squares.
    private const double Tolerance = 1e-11;

    public static TheoryData<string> Cases => [.. Reference.CaseNames("lossweights")];

    [Theory, MemberData(nameof(Cases))]
    public void Joint_losses_gradients_and_parameters_are_those_of_PyTorch(string name)
    {
        JsonElement item = Reference.Case("lossweights", name);
        LossWeighting strategy = WeightingReference.Create(name);

        int step = 0;
        foreach (JsonElement expected in item.GetProperty("steps").EnumerateArray())
        {
            (double joint, double[] gradient) = WeightingReference.Step(strategy, name, step++);
            joint.ShouldBe(expected.GetProperty("joint").GetDouble(), Tolerance);
            gradient.ShouldBe(WeightingReference.Doubles(expected.GetProperty("gradient")), Tolerance);
        }

        step.ShouldBe(WeightingReference.Steps);
        if (item.TryGetProperty("parameters", out JsonElement parameters))
            ((LearnedWeighting)strategy).Parameters.ShouldBe(WeightingReference.Doubles(parameters), Tolerance);
        else
            strategy.ShouldNotBeAssignableTo<LearnedWeighting>();
    }

    [Theory, MemberData(nameof(Cases))]
    public void Weights_are_the_gradient_and_stay_where_a_task_is_left_out(string name)
    {
        LossWeighting strategy = WeightingReference.Create(name);
        double[] last = [1, 1, 1];
        strategy.Weights.ShouldBe(last);
        for (int step = 0; step < WeightingReference.Steps; step++)
        {
            bool[] hasLabels = WeightingReference.HasLabels(name, step);
            double[] gradient = WeightingReference.Step(strategy, name, step).Gradient;
            for (int task = 0; task < last.Length; task++)
            {
                if (hasLabels is [] || hasLabels[task]) last[task] = gradient[task];
                else gradient[task].ShouldBe(0);
            }
            strategy.Weights.ShouldBe(last);
        }
    }

    [Theory, MemberData(nameof(Cases))]
    public void A_strategy_that_was_saved_in_the_middle_goes_on_to_the_last_bit(string name)
    {
        LossWeighting whole = WeightingReference.Create(name), first = WeightingReference.Create(name), second = WeightingReference.Create(name);
        for (int step = 0; step < WeightingReference.Steps; step++)
        {
            if (step == 11) CheckpointCopy.Take(first, second);
            (double joint, double[] gradient) = WeightingReference.Step(whole, name, step);
            (double resumedJoint, double[] resumedGradient) = WeightingReference.Step(step < 11 ? first : second, name, step);
            resumedJoint.ShouldBe(joint);
            resumedGradient.ShouldBe(gradient);
        }
        second.Weights.ShouldBe(whole.Weights);
        (second.Steps, second.Epochs).ShouldBe((whole.Steps, whole.Epochs));
    }

    [Theory, MemberData(nameof(Cases))]
    public void A_strategy_begins_a_second_run_as_it_began_the_first(string name)
    {
        LossWeighting used = WeightingReference.Create(name), fresh = WeightingReference.Create(name);
        for (int step = 0; step < 11; step++) WeightingReference.Step(used, name, step);

        used.Begin(WeightingReference.Tasks, Reference.Load("lossweights").GetProperty("seed").GetInt64());

        for (int step = 0; step < WeightingReference.Steps; step++)
            WeightingReference.Step(used, name, step).Gradient.ShouldBe(WeightingReference.Step(fresh, name, step).Gradient);
    }

    [Theory, MemberData(nameof(Cases))]
    public void Losses_in_single_precision_give_a_joint_loss_in_single_precision(string name)
    {
        using DisposeScope scope = NewDisposeScope();
        LossWeighting strategy = WeightingReference.Create(name);

        Tensor joint = strategy.Combine(tensor(new float[] { 0.5f, 1, 2 }));

        (joint.dtype, joint.dim()).ShouldBe((ScalarType.Float32, 0));
    }

    [Theory, MemberData(nameof(Cases))]
    public void A_batch_without_any_label_gives_nothing_and_changes_nothing(string name)
    {
        using DisposeScope scope = NewDisposeScope();
        LossWeighting strategy = WeightingReference.Create(name), other = WeightingReference.Create(name);
        Tensor losses = tensor(new[] { double.NaN, double.NaN, double.NaN }, requires_grad: true);

        Tensor none = strategy.Combine(losses, [false, false, false]);
        none.backward();

        none.item<double>().ShouldBe(0);
        losses.grad!.data<double>().ToArray().ShouldBe([0, 0, 0]);
        for (int step = 0; step < WeightingReference.Steps; step++)
        {
            (double joint, double[] gradient) = WeightingReference.Step(strategy, name, step);
            (double expectedJoint, double[] expectedGradient) = WeightingReference.Step(other, name, step);
            joint.ShouldBe(expectedJoint);
            gradient.ShouldBe(expectedGradient);
        }
    }
}
