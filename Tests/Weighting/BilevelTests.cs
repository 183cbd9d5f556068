using MtlDsl.Tests.Models;
using MtlDsl.Tests.Resume;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MtlDsl.Tests.Weighting;

public sealed class BilevelTests
{
    private static readonly string[] Two = ["Good", "Bad"];

    public static TheoryData<string> Methods => ["AutoLambda", "MOML", "FORUM"];

    [Fact]
    public void The_difference_of_AutoLambda_is_the_gradient_of_a_quadratic_problem()
    {
        using DisposeScope scope = NewDisposeScope();
        float[] theta = [0.5f, -1, 2], outer = [1, 0.25f, -0.5f];
        float[][] centers = [[1, 1, 0], [-0.5f, 2, 1]];
        using var parameter = new Parameter(tensor(theta).clone());
        using var arena = new ParameterArena(CPU, [parameter], []);
        StepLoss[] Losses() => [.. centers.Select((center, i) => new StepLoss((parameter - tensor(center).clone()).square().sum() * (0.5 + i), null))];
        var step = new BilevelStep(arena, learningRate: 0.1, Losses, Losses(), Losses);
        Tensor direction = tensor(outer).clone();

        double[] derivatives = AutoLambda.Derivatives(step, direction, 0.01 / direction.norm().item<float>());

        for (int i = 0; i < centers.Length; i++)
        {
            // -η d·∇L_i with ∇L_i = (1 + 2i) (θ - c_i): exact for a quadratic, but for the rounding of losses of order 10, over 0.02.
            double exact = -0.1 * (1 + 2 * i) * outer.Zip(theta.Zip(centers[i], (t, c) => t - c), (d, g) => (double)d * g).Sum();
            derivatives[i].ShouldBe(exact, 2e-4);
        }
        arena.Values.Floats().ShouldBe(theta);
    }

    [Theory, MemberData(nameof(Methods))]
    public void The_task_that_leads_to_the_held_out_optimum_wins(string name)
    {
        LearnedBilevelMethod method = name switch
        {
            "AutoLambda" => new AutoLambda { LearningRate = 0.02, Softmax = true },
            "MOML" => new MOML { LearningRate = 0.02 },
            _ => new FORUM { LearningRate = 0.02 },
        };
        // Weighed alike the tasks end between (1, 1) and (-1, 0); held-out examples of both want (1, 1).
        using DisposeScope scope = NewDisposeScope();
        Tensor good = ones(2), bad = tensor(new float[] { -1, 0 }).clone();
        using var problem = new BilevelProblem(method, Two, zeros(2), 0.05, (theta, isHeldOut) =>
            [(theta - good).square().sum(), (theta - (isHeldOut ? good : bad)).square().sum()]);

        for (int step = 0; step < 600; step++) problem.Learn(step);

        method.Weights[0].ShouldBeGreaterThan(0.95);
        problem.Arena.Values.Floats().ShouldAllBe(value => value > 0.85);
    }

    [Theory, MemberData(nameof(Methods))]
    public void A_run_that_is_resumed_goes_on_to_the_last_bit(string name)
    {
        using var folder = new TemporaryFolder();
        using var whole = new Branches(seed: 4, device: "cpu");
        string expected = ResumedRun.Fingerprint(whole, whole.Fit(ResumedRun.Data(), null, Options(name)));
        using (var stopped = new Branches(seed: 4, device: "cpu"))
            stopped.Fit(ResumedRun.Data(), null, Options(name, new ModelCheckpoint(folder.Path)) with { MaxSteps = 13 });
        using var model = new Branches(seed: 99, device: "cpu");

        var history = model.Fit(ResumedRun.Data(), null, Options(name, new ModelCheckpoint(folder.Path)) with { Resume = folder.Path, Seed = 4 });

        ResumedRun.Fingerprint(model, history).ShouldBe(expected);
        history.Epochs.ShouldAllBe(epoch => epoch.LossWeights.All(double.IsFinite));
    }

    [Fact]
    public void Held_out_batches_come_from_HeldOut_else_the_validation_data_else_the_training_data()
    {
        CountOfHeldOut(null, null).ShouldBe(16 + 16 + 8);
        CountOfHeldOut(ResumedRun.Data(4), null).ShouldBe(4 * 3);
        CountOfHeldOut(ResumedRun.Data(4), ResumedRun.Data(6)).ShouldBe(6 * 3);
    }

    [Fact]
    public void Evaluations_of_a_step_have_one_dropout_and_leave_parameters_and_statistics_alone()
    {
        using var model = new Branches(seed: 4, device: "cpu");
        var method = new Probe();
        using var plain = new Branches(seed: 4, device: "cpu");
        FitOptions options = new() { Epochs = 2, BatchSize = 16, Optimizer = new Sgd(0.05) };

        model.Fit(ResumedRun.Data(40), null, options with { Weighting = method });
        plain.Fit(ResumedRun.Data(40), null, options with { Weighting = new EqualWeighting() });

        method.Repeated.ShouldAllBe(same => same);
        // The method gives what the sum of the losses gives: all else it does is seen nowhere.
        foreach (((string name, Tensor tensor), (_, Tensor other)) in model.NamedTensors().Zip(plain.NamedTensors()))
            tensor.to(ScalarType.Float32).Floats().ShouldBe(other.to(ScalarType.Float32).Floats(), 1e-5, name);
    }

    [Fact]
    public void Accumulated_batches_and_examples_of_another_model_are_refused()
    {
        using var model = new Branches(seed: 4, device: "cpu");
        Should.Throw<InvalidOperationException>(() => model.Fit(ResumedRun.Data(40), null, new FitOptions { Weighting = new MOML(), AccumulateGradients = 2 }))
            .Message.ShouldContain("set AccumulateGradients to 1 and a larger BatchSize");
        Should.Throw<ArgumentException>(() => model.Fit(ResumedRun.Data(40), null, new FitOptions { Weighting = new MOML(), HeldOut = new Entangled.Dataset() }))
            .Message.ShouldContain("make it of the Example of that model");
        Should.Throw<ArgumentException>(() => model.Fit(ResumedRun.Data(40), null, new FitOptions { Weighting = new AutoLambda { PrimaryTasks = ["Sise"] } }))
            .Message.ShouldContain("'Sise' of PrimaryTasks is no task of the model");
    }

    [Theory]
    [InlineData("LearningRate is 0,"), InlineData("InnerLearningRate is -1,"), InlineData("InnerSteps is 0,"), InlineData("Phi is NaN,"), InlineData("InitialWeight is NaN,")]
    public void Options_out_of_their_range_are_refused(string message) => Should.Throw<ArgumentOutOfRangeException>(() => message.Split(' ')[0] switch
    {
        "LearningRate" => (BilevelMethod)new AutoLambda { LearningRate = 0 },
        "InnerLearningRate" => new MOML { InnerLearningRate = -1 },
        "InnerSteps" => new FORUM { InnerSteps = 0 },
        "Phi" => new FORUM { Phi = double.NaN },
        _ => new AutoLambda { InitialWeight = double.NaN },
    }).Message.ShouldContain(message);

    private static int CountOfHeldOut(Branches.Dataset? validation, Branches.Dataset? heldOut)
    {
        using var model = new Branches(seed: 4, device: "cpu");
        var rows = new RowCounter();
        model.Fit(ResumedRun.Data(40), validation, new FitOptions { Epochs = 1, BatchSize = 16, Weighting = new Probe(), HeldOut = heldOut, Callbacks = [rows] });
        return (int)rows.Sum;
    }

    private static FitOptions Options(string name, params TrainingCallback[] callbacks) => new()
    {
        Epochs = 2,
        BatchSize = 16,
        ClipNorm = 1,
        Optimizer = new AdamW(3e-3),
        Callbacks = callbacks,
        HeldOut = ResumedRun.Data(40),
        Weighting = name switch
        {
            "AutoLambda" => new AutoLambda { LearningRate = 0.01 },
            "MOML" => new MOML { LearningRate = 0.01 },
            _ => new FORUM { LearningRate = 0.01, InnerSteps = 2 },
        },
    };

    private sealed class RowCounter : TrainingCallback
    {
        public long Sum { get; private set; }

        public override void OnStepEnd(TrainingRun run) => Sum += ((HeldOutStep)run.Joint!).HeldOut!.Rows;
    }

    /// <summary>The sum of the losses, after looking at much else.</summary>
    private sealed class Probe : BilevelMethod
    {
        public List<bool> Repeated { get; } = [];

        protected internal override Tensor Step(BilevelStep step)
        {
            double[] before = step.Training.Losses(), heldOut = step.HeldOut.Losses();
            Repeated.Add(step.Training.Losses().SequenceEqual(before) && step.HeldOut.Losses().SequenceEqual(heldOut));
            Tensor rows = step.HeldOut.Gradients().Gradient;
            rows.shape.ShouldBe([step.HeldOut.Tasks.Count, step.Length]);
            step.Move(ones(step.Length), 0.1);
            step.Training.Losses().SequenceEqual(before).ShouldBeFalse();
            step.Restore();
            return step.Training.Gradient([1, 1, 1, 1]).Gradient;
        }
    }
}
