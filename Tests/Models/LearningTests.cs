using TorchSharp;
using static TorchSharp.torch;

namespace MtlDsl.Tests.Models;

/// <summary>Models learn rules that a model with a broken gradient cannot. Bounds are far from chance, and from what was measured.</summary>
public sealed class LearningTests
{
    private static readonly FitOptions Options = new() { Epochs = 12, BatchSize = 64, Optimizer = new Adam(3e-3) };

    [Fact]
    public void Two_tasks_learn_two_rules()
    {
        using var model = new QuickStart(seed: 1, device: "cpu");

        var history = model.Fit(QuickStartData.Make(6000, seed: 1), QuickStartData.Make(500, seed: 2), Options);
        QuickStart.Metrics metrics = model.Evaluate(QuickStartData.Make(1000, seed: 3));

        // Chance is 0.1 and 0.2. With a trunk that does not learn, 64 random features of the 100 give 0.34 and 0.47; four seeds gave 0.85 to 0.90.
        metrics.Digit.Accuracy.ShouldBeGreaterThan(0.75);
        metrics.Suit.Accuracy.ShouldBeGreaterThan(0.75);
        history.Epochs[^1].Train.Joint.ShouldBeLessThan(0.3 * history.Epochs[0].Train.Joint);
        history.Epochs[^1].Validation!.Digit.Accuracy.ShouldBe(metrics.Digit.Accuracy, 0.1);
    }

    [Fact]
    public void A_trunk_that_does_not_learn_is_worse()
    {
        using var model = new QuickStart(seed: 1, device: "cpu");
        QuickStart.Dataset data = QuickStartData.Make(3000, seed: 1);
        using ArenaOptimizer optimizer = new Adam(3e-3).Create(model.Arena);
        using ResidentColumns columns = data.ToDevice(CPU);

        for (int step = 0; step < 12 * 47; step++)
        {
            using DisposeScope scope = NewDisposeScope();
            Batch batch = columns.Slice(step % 46 * 64, 64);
            model.zero_grad();
            QuickStart.Outputs outputs = model.Forward(new(batch.Values(0)));
            model.JointLoss(outputs, new(batch.Values(1), batch.Values(2))).Joint.backward();
            model.Arena.Gradients.narrow(0, model.Arena.Shared.Offset, model.Arena.Shared.Length).zero_();
            optimizer.Step();
        }

        // The bound of the test above is out of reach without the trunk's gradient.
        model.Evaluate(QuickStartData.Make(1000, seed: 3)).Digit.Accuracy.ShouldBeLessThan(0.5);
    }

    [Fact]
    public void Records_with_missing_values_are_learned_from_a_query()
    {
        Person[] people = PeopleData.Make(3000, seed: 1), others = PeopleData.Make(800, seed: 2);
        using var model = new PeopleModel(seed: 4, device: "cpu");

        model.Fit(from person in people where person.Age >= 18 orderby person.Age select person, options: Options with { Epochs = 25 });
        PeopleModel.Metrics metrics = model.Evaluate(others);

        // The preferred sector is a rule of two embeddings together (chance is 1/3), the wage one of an embedding and a number.
        metrics.Prefers.Accuracy.ShouldBeGreaterThan(0.95);
        metrics.Employed.Auc.ShouldBeGreaterThan(0.95);
        metrics.Wage.R2.ShouldBeGreaterThan(0.9);
    }

    [Fact]
    public void A_custom_node_learns_with_its_own_module_and_parameter()
    {
        using var model = new Images(seed: 1, device: "cpu");
        float[] scale = model.get_parameter("scale")!.Floats();

        model.Fit(ImageData.Make(800, seed: 1), options: Options with { Epochs = 25, Optimizer = new Adam(1e-2) });
        Images.Metrics metrics = model.Evaluate(ImageData.Make(300, seed: 2));

        // The mean over the image is the same for both: only a trained convolution tells the directions apart.
        metrics.Stripes.Accuracy.ShouldBeGreaterThan(0.95);
        metrics.Contrast.R2.ShouldBeGreaterThan(0.8);
        model.get_parameter("scale")!.Floats().ShouldNotBe(scale);
        model.get_buffer("shift")!.Floats().ShouldAllBe(value => value == 0.5f);
        model.state_dict().Keys.ShouldContain("convolution.weight");
        model.Summary().Parameters.ShouldBe(model.parameters().Sum(parameter => parameter.numel()));
    }

    [Fact]
    public void Every_kind_of_layer_and_loss_learns_together()
    {
        using var model = new Branches(seed: 2, device: "cpu");
        Branches.Dataset data = MakeBranches(1500, seed: 1), test = MakeBranches(400, seed: 2);

        model.Fit(data, options: Options with { Epochs = 25 });
        Branches.Metrics metrics = model.Evaluate(test);

        // Chance is 1/3, an R² of 0 and an accuracy of 1/2.
        metrics.Size.Accuracy.ShouldBeGreaterThan(0.85);
        metrics.Place.R2.ShouldBeGreaterThan(0.8);
        metrics.Tags.Accuracy.ShouldBeGreaterThan(0.8);
        // Nothing trains the task of weight 0.
        metrics.Ignored.Count.ShouldBe(400);
        metrics.Ignored.Auc.ShouldBe(0.5, 0.15);
    }

    [Fact]
    public void Half_of_the_labels_are_enough_for_the_rule()
    {
        using var model = new QuickStart(seed: 1, device: "cpu");

        model.Fit(QuickStartData.Make(8000, seed: 1, hasDigit: row => row % 2 == 0, hasSuit: row => row % 2 == 1), options: Options);
        QuickStart.Metrics metrics = model.Evaluate(QuickStartData.Make(1000, seed: 3));

        metrics.Digit.Accuracy.ShouldBeGreaterThan(0.65);
        metrics.Suit.Accuracy.ShouldBeGreaterThan(0.65);
    }

    internal static Branches.Dataset MakeBranches(int count, int seed)
    {
        var random = new Random(seed);
        var data = new Branches.Dataset();
        for (int row = 0; row < count; row++)
        {
            float[] image = RandomNumbers.Normal(random, 16), context = RandomNumbers.Normal(random, 3);
            float sum = image[0] + image[1] + context[0];
            data.Add(new(image, context,
                sum < -0.7f ? Kind.Small : sum < 0.7f ? Kind.Medium : Kind.Large,
                [image[2], image[3] - context[1], sum],
                [image[2] > 0, image[3] > context[1], image[4] > context[2], sum > 0],
                image[8] > 0));
        }
        return data;
    }
}
