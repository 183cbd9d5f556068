using MtlDsl.Tests.Contract;
using MtlDsl.Tests.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace MtlDsl.Tests.Weighting;

/// <summary>The rows that a method on gradients gets in a step, against a backward pass for each task through the whole model.</summary>
[Collection(nameof(SharedProcess))]
public sealed class TaskGradientsTests
{
    // Sums of up to 24 rows in float32, in another order.
    private const double Tolerance = 2e-6;

    [Fact]
    public void Of_layers_that_a_tape_knows() => Check(seed => new Entangled(seed, "cpu"),
        (model, optimizer, odd) => model.TrainStep(new(Features), new(Kinds, Sizes, Odds, OddMask: odd), optimizer).Joint,
        (model, odd) => Split(model.JointLoss(model.Forward(new(Features)), new(Kinds, Sizes, Odds, OddMask: odd)), l => [l.Kind, l.Size, l.Odd]), isTaped: true);

    [Fact]
    public void Of_layers_that_only_autograd_knows() => Check(seed => new HalfRecorded(seed, "cpu"),
        (model, optimizer, odd) => model.TrainStep(new(Features), new(Kinds, Sizes, Odds, OddMask: odd), optimizer).Joint,
        (model, odd) => Split(model.JointLoss(model.Forward(new(Features)), new(Kinds, Sizes, Odds, OddMask: odd)), l => [l.Kind, l.Size, l.Odd]), isTaped: true);

    [Fact]
    public void Of_custom_nodes() => Check(seed => new CustomShared(seed, "cpu"),
        (model, optimizer, odd) => model.TrainStep(new(Features), new(Kinds, Sizes, Odds, OddMask: odd), optimizer).Joint,
        (model, odd) => Split(model.JointLoss(model.Forward(new(Features)), new(Kinds, Sizes, Odds, OddMask: odd)), l => [l.Kind, l.Size, l.Odd]), isTaped: true);

    [Fact]
    public void Of_a_module_that_own_nodes_of_two_tasks_use() => Check(seed => new OneModule(seed, "cpu"),
        (model, optimizer, odd) => model.TrainStep(new(Features), new(Kinds, Sizes, Odds, OddMask: odd), optimizer).Joint,
        (model, odd) => Split(model.JointLoss(model.Forward(new(Features)), new(Kinds, Sizes, Odds, OddMask: odd)), l => [l.Kind, l.Size, l.Odd]), isTaped: false);

    [Fact]
    public void Of_embeddings_that_own_nodes_read()
    {
        using DisposeScope scope = NewDisposeScope();
        RecordColumns visit = new(Features.narrow(1, 0, 1), tensor(Enumerable.Range(0, 48).Select(i => (long)(i / 2 * 7 % (i % 2 == 0 ? 5 : 3))).ToArray()).view(24, 2));
        Check(seed => new Visits(seed, "cpu"),
            (model, optimizer, odd) => model.TrainStep(new(visit), new(Kinds, Sizes, Odds, OddMask: odd), optimizer).Joint,
            (model, odd) => Split(model.JointLoss(model.Forward(new(visit)), new(Kinds, Sizes, Odds, OddMask: odd)), l => [l.Kind, l.Size, l.Odd]), isTaped: true);
    }

    [Fact]
    public void Of_the_representation()
    {
        using DisposeScope scope = NewDisposeScope();
        using var model = new CustomShared(3, "cpu");
        model.train();
        Tensor stem = model.Stem(Features), mixed = model.Mixed(stem);
        Tensor[] losses =
        [
            TaskLoss.CrossEntropy(model.Kind(mixed), Kinds, null), TaskLoss.MeanSquaredError(model.Size(mixed), Sizes, null),
            TaskLoss.BinaryCrossEntropy(model.Odd(stem), Odds, null),
        ];
        // Of each task with respect to the one it reads; the other is 0.
        float[][] expected = [.. losses.Select((loss, task) => autograd.grad([loss], [task < 2 ? mixed : stem], retain_graph: true)[0].Floats())];

        var recorder = new RecordingMethod { OnRepresentation = true };
        recorder.Begin(["Kind", "Size", "Odd"]);
        using ArenaOptimizer optimizer = new Sgd(1e-30).Create(model.Arena, null);
        using JointStep joint = recorder.CreateStep(optimizer);
        optimizer.Joint = joint;
        model.TrainStep(new(Features), new(Kinds, Sizes, Odds), optimizer);

        float[] rows = recorder.Rows[0];
        int width = expected[0].Length + expected[2].Length;
        rows.Length.ShouldBe(3 * width);
        for (int task = 0; task < 3; task++)
        {
            float[] row = rows[(task * width)..((task + 1) * width)];
            row.Where(value => value != 0).ShouldBe(expected[task].Where(value => value != 0), Tolerance);
        }
        // The method adds up: what goes on is the gradient of the sum.
        float[] shared = model.Arena.Gradients.narrow(0, 0, model.Arena.Shared.Length).Floats();
        model.Arena.ZeroGradients();
        losses.Aggregate((sum, loss) => sum + loss).backward();
        shared.ShouldBe(model.Arena.Gradients.narrow(0, 0, model.Arena.Shared.Length).Floats(), Tolerance);
    }

    [Fact]
    public void Of_the_representation_of_recorded_layers_is_the_gradient_of_the_sum_where_a_method_adds_up()
    {
        using DisposeScope scope = NewDisposeScope();
        using var model = new Entangled(3, "cpu");
        model.train();
        var recorder = new RecordingMethod { OnRepresentation = true };
        recorder.Begin(["Kind", "Size", "Odd"]);
        using ArenaOptimizer optimizer = new Sgd(1e-30).Create(model.Arena, null);
        using JointStep joint = recorder.CreateStep(optimizer);
        optimizer.Joint = joint;

        model.TrainStep(new(Features), new(Kinds, Sizes, Odds), optimizer);

        float[] shared = model.Arena.Gradients.Floats();
        model.Arena.ZeroGradients();
        model.SeedStep(0);
        model.JointLoss(model.Forward(new(Features)), new(Kinds, Sizes, Odds)).Joint.backward();
        shared.ShouldBe(model.Arena.Gradients.Floats(), Tolerance);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_task_that_learns_nothing_of_what_is_shared_takes_no_part(bool onRepresentation)
    {
        using DisposeScope scope = NewDisposeScope();
        using var model = new Apart(3, "cpu");
        var recorder = new RecordingMethod { OnRepresentation = onRepresentation };
        recorder.Begin(["Kind", "Size", "Odd"]);
        using ArenaOptimizer optimizer = new Sgd(1e-30).Create(model.Arena, null);
        using JointStep joint = recorder.CreateStep(optimizer);
        optimizer.Joint = joint;

        model.TrainStep(new(Features), new(Kinds, Sizes, Odds), optimizer);

        recorder.Tasks[0].ShouldBe([0, 1]);
        model.get_parameter("odd_linear.weight")!.grad!.Floats().ShouldContain(value => value != 0);
    }

    [Fact]
    public void A_task_that_learns_nothing_of_what_is_shared_takes_no_part_without_a_tape()
    {
        using DisposeScope scope = NewDisposeScope();
        using var model = new Apart(3, "cpu");
        var recorder = new RecordingMethod();
        recorder.Begin(["Kind", "Size", "Odd"]);
        using ArenaOptimizer optimizer = new Sgd(1e-30).Create(model.Arena, null);
        using JointStep joint = recorder.CreateStep(optimizer);
        optimizer.Joint = joint;

        optimizer.Step(() =>
        {
            Apart.Losses losses = model.JointLoss(model.Forward(new(Features)), new(Kinds, Sizes, Odds));
            optimizer.Backward(losses.Joint, new StepLoss(losses.Kind, null), new StepLoss(losses.Size, null), new StepLoss(losses.Odd, null));
            return losses;
        });

        recorder.Tasks[0].ShouldBe([0, 1]);
    }

    [Fact]
    public void Nothing_is_remembered_of_a_batch_whose_loss_is_not_finite()
    {
        using DisposeScope scope = NewDisposeScope();
        using var model = new Apart(3, "cpu");
        var recorder = new RecordingMethod();
        recorder.Begin(["Kind", "Size", "Odd"]);
        using ArenaOptimizer optimizer = new Sgd(1e-30).Create(model.Arena, null);
        using JointStep joint = recorder.CreateStep(optimizer);
        optimizer.Joint = joint;

        // Its square is infinite, its derivative is not.
        model.TrainStep(new(Features), new(Kinds, Sizes.mul(0).add(1e30), Odds), optimizer);

        optimizer.IsRefused.ShouldBeTrue();
        recorder.Rows.ShouldBeEmpty();
    }

    private static Tensor Features => tensor(RandomNumbers.Normal(new Random(1), 24 * 8)).view(24, 8);

    private static Tensor Kinds => tensor(Enumerable.Range(0, 24).Select(i => i * 5 % 3L).ToArray());

    private static Tensor Sizes => tensor(RandomNumbers.Normal(new Random(2), 24)).view(24, 1);

    private static Tensor Odds => tensor(Enumerable.Range(0, 24).Select(i => (float)(i * i % 5 % 2)).ToArray()).view(24, 1);

    private static Tensor[] Split<T>(T losses, Func<T, Tensor[]> tasks) => tasks(losses);

    private static void Check<TModel>(Func<long, TModel> create, Func<TModel, ArenaOptimizer, Tensor?, Tensor> step, Func<TModel, Tensor?, Tensor[]> losses, bool isTaped)
        where TModel : MultiTaskModel
    {
        using DisposeScope scope = NewDisposeScope();
        foreach (bool hasOdd in new[] { true, false })
        {
            using TModel model = create(3);
            model.train();
            Tensor? mask = hasOdd ? tensor(Enumerable.Range(0, 24).Select(i => (float)(i % 3)).ToArray()) : zeros(24);
            (float[][] shared, float[] own) = Expected(model, () => losses(model, mask));

            var recorder = new RecordingMethod();
            recorder.Begin(["Kind", "Size", "Odd"]);
            using ArenaOptimizer optimizer = new Sgd(1e-30).Create(model.Arena, null);
            using JointStep joint = recorder.CreateStep(optimizer);
            optimizer.Joint = joint;
            step(model, optimizer, mask);

            recorder.Tasks[0].ShouldBe(hasOdd ? [0, 1, 2] : [0, 1]);
            for (int row = 0; row < recorder.Tasks[0].Length; row++)
                recorder.Rows[0].AsSpan(row * shared[row].Length, shared[row].Length).ToArray().ShouldBe(shared[row], Tolerance);
            Own(model).ShouldBe(own, Tolerance);
            model.Arena.Gradients.narrow(0, 0, model.Arena.Shared.Length).Floats().ShouldBe(
                shared.Take(recorder.Tasks[0].Length).Aggregate((sum, row) => [.. sum.Zip(row, (a, b) => a + b)]), Tolerance);
            (joint is GradientStep { HasTaped: true }).ShouldBe(isTaped);
        }
    }

    private static (float[][] Shared, float[] Own) Expected(MultiTaskModel model, Func<Tensor[]> losses)
    {
        var shared = new List<float[]>();
        float[]? own = null;
        for (int task = 0; task < 3; task++)
        {
            model.Arena.ZeroGradients();
            using SeededRandom random = model.SeedEverything(0);
            losses()[task].backward();
            shared.Add(model.Arena.Gradients.narrow(0, 0, model.Arena.Shared.Length).Floats());
            float[] mine = Own(model);
            own = own is null ? mine : [.. own.Zip(mine, (a, b) => a + b)];
        }
        return ([.. shared], own!);
    }

    private static float[] Own(MultiTaskModel model) => model.Arena.Own.Length == 0
        ? []
        : model.Arena.Gradients.narrow(0, model.Arena.Own.Offset, model.Arena.Own.Length).Floats();
}
