using MtlDsl.Tests.Models;
using MtlDsl.Tests.Resume;
using TorchSharp;
using static TorchSharp.torch;

namespace MtlDsl.Tests.Relatedness;

/// <summary>How related tasks are while they are trained.</summary>
public sealed class RelatednessCallbackTests
{
    // Both compute in float32, sums in another order: some units in the seventh digit of losses of size 1.
    private const double Tolerance = 1e-5;

    [Fact]
    public void The_cosine_is_that_of_the_gradients_before_the_step()
    {
        double[][] gradients = Recompute(change: null).Gradients;

        TaskMatrix cosines = Measured(new GradientSimilarity(everySteps: 1)).Single().Matrix;

        cosines.Name.ShouldBe("gradient cosine");
        cosines.Tasks.ShouldBe(["Kind", "Size", "Rest"]);
        for (int row = 0; row < 3; row++)
            for (int column = 0; column < 3; column++)
                cosines[row, column].ShouldBe(Dot(gradients[row], gradients[column]) / Math.Sqrt(Dot(gradients[row], gradients[row]) * Dot(gradients[column], gradients[column])), Tolerance);
        cosines.IsSymmetric.ShouldBeTrue();
    }

    [Theory]
    [InlineData(null)]
    [InlineData(0.3)]
    public void The_affinity_is_the_share_of_the_loss_that_a_step_on_the_other_task_takes_away(double? stepSize)
    {
        const double LearningRate = 0.05;
        var before = Recompute(change: null);

        TaskMatrix affinity = Measured(new TaskAffinity(everySteps: 1) { StepSize = stepSize }, LearningRate).Single().Matrix;

        for (int acting = 0; acting < 3; acting++)
        {
            float[] change = [.. before.Gradients[acting].Select(gradient => (float)(-(stepSize ?? LearningRate) * gradient))];
            double[] after = Recompute(change).Losses;
            for (int task = 0; task < 3; task++) affinity[acting, task].ShouldBe(1 - after[task] / before.Losses[task], Tolerance);
            affinity[acting, acting].ShouldBeGreaterThan(0, "a step on a task takes from its own loss");
        }
        affinity.IsSymmetric.ShouldBeFalse();
    }

    public static TheoryData<string?> Strategies => [null, nameof(CAGrad), nameof(UncertaintyWeighting)];

    [Theory, MemberData(nameof(Strategies))]
    public void A_run_is_the_same_as_without_them_to_the_last_bit(string? strategy)
    {
        using var plain = new Branches(seed: 4, device: "cpu");
        string expected = ResumedRun.Fingerprint(plain, plain.Fit(ResumedRun.Data(), ResumedRun.Data(40), Options()));
        using var model = new Branches(seed: 4, device: "cpu");
        TrainingCallback[] measuring = [new GradientSimilarity(everySteps: 2), new TaskAffinity(everySteps: 3)];

        var history = model.Fit(ResumedRun.Data(), ResumedRun.Data(40), Options(measuring));

        ResumedRun.Fingerprint(model, history).ShouldBe(expected);
        history.Relatedness.Count.ShouldBe(2 * ResumedRun.Epochs);
        history.Relatedness.ShouldAllBe(measured => measured.Matrix.Pairs(true).All(pair => double.IsFinite(measured.Matrix[pair.Row, pair.Column])));

        FitOptions Options(params TrainingCallback[] callbacks) => ResumedRun.Options(callbacks) with
        {
            Weighting = strategy switch { null => null, nameof(CAGrad) => new CAGrad(), _ => new UncertaintyWeighting() },
        };
    }

    [Fact]
    public void A_resumed_run_goes_on_with_what_was_measured()
    {
        using var folder = new TemporaryFolder();
        using var whole = new Branches(seed: 4, device: "cpu");
        string[] expected = Told(whole.Fit(ResumedRun.Data(), null, ResumedRun.Options(new GradientSimilarity(everySteps: 3))));
        using (var stopped = new Branches(seed: 4, device: "cpu"))
        {
            var part = stopped.Fit(ResumedRun.Data(), null, Options() with { MaxSteps = ResumedRun.StepsOfEpoch + 3 });
            // The epoch that was stopped within is told too, as far as it went.
            part.Relatedness.Select(measured => (measured.Epoch, measured.Step)).ShouldBe([(1, 4), (2, 7)]);
        }
        using var model = new Branches(seed: 4, device: "cpu");

        Told(model.Fit(ResumedRun.Data(), null, Options() with { Resume = folder.Path })).ShouldBe(expected);

        FitOptions Options() => ResumedRun.Options(new GradientSimilarity(everySteps: 3), new ModelCheckpoint(folder.Path) { Every = Interval.Steps(1) });
    }

    [Fact]
    public void A_task_without_labels_is_left_out()
    {
        using var model = new Siblings(seed: 2, device: "cpu");
        var similarity = new GradientSimilarity(everySteps: 1);
        var affinity = new TaskAffinity(everySteps: 1);

        model.Fit(SiblingData.Make(20, hasRest: false), options: new FitOptions { Epochs = 2, Callbacks = [similarity, affinity] });

        similarity.Mean!["Kind", "Size"].ShouldBeInRange(-1, 1);
        similarity.Mean["Kind", "Rest"].ShouldBe(double.NaN);
        affinity.Mean!["Rest", "Kind"].ShouldBe(double.NaN);
        affinity.Mean["Kind", "Rest"].ShouldBe(double.NaN);
        affinity.Mean["Kind", "Kind"].ShouldBeGreaterThan(0);
    }

    [Fact]
    public void An_epoch_without_a_measurement_adds_nothing_and_the_mean_is_over_those_with_one()
    {
        using var model = new Siblings(seed: 2, device: "cpu");
        var similarity = new GradientSimilarity(everySteps: 4);

        // Two steps an epoch.
        var history = model.Fit(SiblingData.Make(20), options: new FitOptions { Epochs = 5, BatchSize = 10, Callbacks = [similarity] });

        history.Relatedness.Select(measured => measured.Epoch).ShouldBe([1, 3, 5]);
        similarity.Mean![0, 1].ShouldBe(history.Relatedness.Average(measured => measured.Matrix[0, 1]), 1e-15);
        TaskGrouping.Partition(similarity.Mean, mostGroups: 2).Groups.SelectMany(group => group.Tasks).Count().ShouldBe(3);
    }

    [Fact]
    public void What_cannot_be_measured_is_said()
    {
        using var strangers = new Strangers(seed: 1, device: "cpu");
        Strangers.Dataset data = Strangers.Dataset.From([new Strangers.Example([1, 2, 3, 4], 0, 1)]);
        Should.Throw<InvalidOperationException>(() => strangers.Fit(data, options: new FitOptions { Callbacks = [new TaskAffinity()] })).Message
            .ShouldBe("TaskAffinity compares what tasks do to the parameters that they share, and Kind, Size share none: leave it out.");
        using var handWritten = new HandWritten(seed: 1, device: "cpu");
        HandWritten.Dataset rows = HandWritten.Dataset.From([new HandWritten.Example([1, 2, 3, 4], 0, 1)]);
        Should.Throw<InvalidOperationException>(() => handWritten.Fit(rows, options: new FitOptions { Epochs = 1, Callbacks = [new GradientSimilarity()] })).Message
            .ShouldStartWith("GradientSimilarity measures before steps, and saw none: the training step has to call Step of the optimizer with a closure");
        Should.Throw<ArgumentOutOfRangeException>(() => new TaskAffinity { StepSize = 0 });
        Should.Throw<ArgumentOutOfRangeException>(() => new GradientSimilarity(everySteps: 0));
    }

    private static IReadOnlyList<MeasuredRelatedness> Measured(TrainingCallback callback, double learningRate = 0.05)
    {
        using var model = new Siblings(seed: 2, device: "cpu");
        return model.Fit(SiblingData.Make(20), options: new FitOptions
        {
            Epochs = 1, BatchSize = 20, Shuffle = false, Optimizer = new Sgd(learningRate), Callbacks = [callback],
        }).Relatedness;
    }

    /// <summary>Losses and gradients of the shared parameters, of a model that is as the other before its first step but for a change of these.</summary>
    private static (double[] Losses, double[][] Gradients) Recompute(float[]? change)
    {
        using var scope = NewDisposeScope();
        using var model = new Siblings(seed: 2, device: "cpu");
        using ResidentColumns columns = SiblingData.Make(20).ToDevice(CPU);
        Batch batch = columns.Gather(null);
        Tensor shared = model.Arena.Values.narrow(0, model.Arena.Shared.Offset, model.Arena.Shared.Length);
        using (no_grad())
            if (change is not null) shared.add_(tensor(change));
        Siblings.Losses losses = model.JointLoss(
            model.Forward(new Siblings.Inputs(batch.Values(0))), new Siblings.Targets(batch.Values(1), batch.Values(2), batch.Values(3), RestMask: batch.Mask(3)));
        Tensor[] tasks = [losses.Kind, losses.Size, losses.Rest];
        var gradients = new double[tasks.Length][];
        for (int task = 0; task < tasks.Length; task++)
        {
            model.Arena.ZeroGradients();
            tasks[task].backward(retain_graph: true);
            gradients[task] = [.. model.Arena.Gradients.narrow(0, model.Arena.Shared.Offset, model.Arena.Shared.Length).data<float>().ToArray().Select(value => (double)value)];
        }
        return ([.. tasks.Select(loss => (double)loss.item<float>())], gradients);
    }

    private static double Dot(double[] left, double[] right) => left.Zip(right, (x, y) => x * y).Sum();

    private static string[] Told(TrainingHistory history) => [.. history.Relatedness.Select(measured =>
        $"{measured.Epoch} {measured.Step} {string.Join(' ', measured.Matrix.ToArray().Cast<double>().Select(value => value.ToString("R", System.Globalization.CultureInfo.InvariantCulture)))}")];
}
