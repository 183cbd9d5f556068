using TorchSharp;
using static TorchSharp.torch;

namespace MtlDsl.Tests.Models;

/// <summary>What a row, a class and a data set count.</summary>
public sealed class WeightTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void An_example_of_weight_2_is_as_good_as_two()
    {
        QuickStart.Example[] rows = [.. QuickStartData.Examples(10, seed: 1, hasSuit: row => row % 3 > 0)];
        QuickStart.Example[] weighted = [.. rows.Select((row, i) => i < 5 ? row with { Weight = 2 } : row), rows[9] with { Weight = 0 }];
        QuickStart.Example[] repeated = [.. rows[..5], .. rows];
        using var model = new QuickStart(seed: 4, device: "cpu");

        var expected = model.Evaluate(repeated);
        var found = model.Evaluate(weighted);

        // Losses of order 1 as means of float32 sums over 10 and 15 rows.
        found.Digit.Loss.ShouldBe(expected.Digit.Loss, 1e-6);
        found.Suit.Loss.ShouldBe(expected.Suit.Loss, 1e-6);
        found.Digit.Count.ShouldBe(10);
    }

    [Fact]
    public void A_task_has_weights_of_its_own()
    {
        QuickStart.Example[] rows = [.. QuickStartData.Examples(8, seed: 2)];
        using var model = new QuickStart(seed: 4, device: "cpu");

        var expected = model.Evaluate(rows[..4]);
        var all = model.Evaluate(rows);
        var found = model.Evaluate(rows.Select((row, i) => i < 4 ? row : row with { SuitWeight = 0 }));

        found.Suit.Loss.ShouldBe(expected.Suit.Loss, 1e-6);
        found.Digit.Loss.ShouldBe(all.Digit.Loss, 1e-6);
    }

    [Fact]
    public void A_csv_file_may_weigh_its_rows()
    {
        string names = string.Join(",", Enumerable.Range(0, 100).Select(i => $"features_{i}")), zeros = string.Join(",", Enumerable.Repeat("0", 100));
        string path = Csv($"{names},digit,suit,weight,digit_weight\n{zeros},1,2,0.5,3\n{zeros},3,,1,1\n");
        string plain = Csv($"{names},digit,suit\n{zeros},1,2\n"), negative = Csv($"{names},digit,suit,Weight\n{zeros},1,2,-1\n");

        QuickStart.Example[] examples = [.. QuickStart.Example.ReadCsv(path)];

        examples.Select(example => (example.Weight, example.DigitWeight, example.SuitWeight)).ShouldBe([(0.5f, 3, 1), (1, 1, 1)]);
        QuickStart.Example.ReadCsv(plain).Single().Weight.ShouldBe(1);
        Should.Throw<CsvException>(() => QuickStart.Example.ReadCsv(negative).ToList()).Message.ShouldContain("-1 is less than 0");
    }

    [Fact]
    public void A_record_may_weigh_its_example()
    {
        Reading[] readings = [.. Enumerable.Range(0, 12).Select(i => new Reading(i, i % 3, i > 6, i * 0.1f))];
        string path = Csv("level,households,flood,damage,weight\n1.5,7,true,0.25,99\n");
        using var model = new RiverModel(seed: 1, device: "cpu");

        RiverModel.Example example = RiverModel.Example.ReadCsv(path).Single();

        (example.Weight, example.Reading.Households).ShouldBe((7f, 7));
        new RiverModel.Example(readings[5], true).Weight.ShouldBe(2);
        model.Evaluate(readings).Damage.Loss.ShouldBe(
            model.Evaluate(readings.SelectMany(reading => Enumerable.Repeat(reading with { Households = 1 }, reading.Households))).Damage.Loss, 1e-6);
        Should.Throw<ArgumentException>(() => RiverModel.Dataset.From([new RiverModel.Example(null!)])).Message.ShouldStartWith("Reading of row 0 is null");
    }

    [Fact]
    public void Statistics_and_balance_come_from_training_data_and_travel_with_the_model()
    {
        LearnedModel.Dataset data = Learnable(60), other = Learnable(37);
        string path = _folder.File("learned.safetensors");
        using LearnedModel model = new(seed: 1, device: "cpu"), loaded = new(seed: 2, device: "cpu");

        model.Fit(data, other, new() { Epochs = 2, BatchSize = 8 });
        model.Save(path);
        loaded.Load(path);
        loaded.Fit(other, options: new() { Epochs = 1 });

        foreach (LearnedModel each in new[] { model, loaded })
        {
            each.state_dict()["grid.mean"].Floats().ShouldBe(data.Statistics(0).Mean);
            each.state_dict()["grid.deviation"].shape.ShouldBe([2, 2]);
            each.state_dict()["kind_balance.weights"].Floats().ShouldBe(data.BalancedWeights(1));
            each.state_dict()["alarm_balance.weights"].Floats().ShouldBe(data.BalancedWeights(2));
            each.state_dict()["topics_balance.weights"].Floats().ShouldBe(data.BalancedWeights(3));
        }
        data.BalancedWeights(1).ShouldNotBe(other.BalancedWeights(1));
    }

    [Fact]
    public void Nothing_is_learnt_of_no_example()
    {
        using var model = new LearnedModel(seed: 1, device: "cpu");

        Should.Throw<ArgumentException>(() => model.Fit(new LearnedModel.Dataset())).Message.ShouldStartWith("There is nothing to train on");
        model.Fit(Learnable(60), options: new() { Epochs = 1 });

        model.state_dict()["grid.mean"].Floats().ShouldBe(Learnable(60).Statistics(0).Mean);
    }

    [Fact]
    public void Balanced_losses_are_those_with_the_learnt_weights()
    {
        using DisposeScope scope = NewDisposeScope();
        LearnedModel.Dataset data = Learnable(60);
        using var model = new LearnedModel(seed: 1, device: "cpu");
        model.LearnStatistics(data);
        var outputs = new LearnedModel.Outputs(Reference.Values([6, 3], 1), Reference.Values([6, 1], 2), Reference.Values([6, 2], 3), Reference.Values([6, 2], 4));
        var targets = new LearnedModel.Targets(
            Reference.Labels(6, 3, 5), Reference.Labels(6, 2, 6).to(ScalarType.Float32).reshape(6, 1),
            Reference.Labels(12, 2, 7).to(ScalarType.Float32).reshape(6, 2), Reference.Labels(6, 2, 8));

        LearnedModel.Losses losses = model.JointLoss(outputs, targets);

        losses.Kind.item<float>().ShouldBe(
            TaskLoss.CrossEntropy(outputs.Kind, targets.Kind, null, 0.1, tensor(data.BalancedWeights(1))).item<float>());
        losses.Alarm.item<float>().ShouldBe(
            TaskLoss.BinaryCrossEntropy(outputs.Alarm, targets.Alarm, null, tensor(data.BalancedWeights(2))).item<float>());
        losses.Topics.item<float>().ShouldBe(
            TaskLoss.MultiLabel(outputs.Topics, targets.Topics, null, tensor(data.BalancedWeights(3))).item<float>());
    }

    [Fact]
    public void A_model_standardises_its_input_before_its_nodes()
    {
        LearnedModel.Dataset data = Learnable(60);
        using DisposeScope scope = NewDisposeScope();
        using LearnedModel model = new(seed: 1, device: "cpu"), plain = new(seed: 1, device: "cpu");
        model.LearnStatistics(data);
        var (mean, deviation) = data.Statistics(0);
        float[] grid = [3, 100, -2, 0.5f];
        float[] standardised = [.. grid.Select((value, i) => (value - mean[i]) / deviation[i])];

        Tensor found = model.Forward(new(tensor(grid).reshape(1, 2, 2))).Kind;

        found.Floats().ShouldBe(plain.Forward(new(tensor(standardised).reshape(1, 2, 2))).Kind.Floats());
    }

    [Fact]
    public void A_task_named_like_a_member_of_data_sets_has_its_labels_beside_it()
    {
        LearnedModel.Dataset data = Learnable(60);

        var (train, validation) = data.Split(0.5, stratifyBy: rows => rows.CountLabels);

        (data.Count, train.Count, validation.Count).ShouldBe((60, 30, 30));
        data.Split(0.5, stratifyBy: rows => rows.Kind).Train.Count.ShouldBe(30);
    }

    private static LearnedModel.Dataset Learnable(int count) => LearnedModel.Dataset.From(Enumerable.Range(0, count).Select(i => new LearnedModel.Example(
        [i, 10 - i, i % 7, 5], Kind: i % 5 == 0 ? 2 : i % 2, Alarm: i % 9 == 0, Topics: [i % 4 == 0, i % 3 > 0], Count: i % 2)));

    private string Csv(string text)
    {
        string path = _folder.File($"{Guid.NewGuid():N}.csv");
        File.WriteAllText(path, text);
        return path;
    }
}
