using TorchSharp;
using static TorchSharp.torch;

namespace MtlDsl.Tests.Models;

/// <summary>A saved model is the model, with all that its predictions depend on.</summary>
public sealed class SaveLoadTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_fresh_model_predicts_the_same_after_loading()
    {
        using Branches model = new(seed: 1, device: "cpu"), fresh = new(seed: 2, device: "cpu");
        Branches.Example[] examples = [.. Enumerable.Range(0, 20).Select(row =>
            new Branches.Example(FitTests.Row(row, 16), FitTests.Row(row, 3), (Kind)(row % 3), FitTests.Row(row, 3), new bool[4], row > 9))];
        model.Fit(examples, options: new() { Epochs = 2, BatchSize = 5 });
        string path = _folder.File("branches.safetensors");

        model.Save(path);
        fresh.Load(path);

        // Running statistics of BatchNorm1d are among what is saved.
        fresh.Predict(examples).ShouldBe(model.Predict(examples));
        fresh.Arena.Values.Floats().ShouldBe(model.Arena.Values.Floats());
    }

    [Fact]
    public void Statistics_of_records_travel_with_the_model()
    {
        Person[] people = PeopleData.Make(100, seed: 1), others = PeopleData.Make(50, seed: 2);
        using PeopleModel model = new(seed: 1, device: "cpu"), fresh = new(seed: 2, device: "cpu");
        model.Fit(people, options: new() { Epochs = 1 });
        string path = _folder.File("people.safetensors");

        model.Save(path);
        fresh.Load(path);
        IReadOnlyList<PeopleModel.Prediction> loaded = fresh.Predict(others);
        fresh.state_dict()["person.mean"].Floats().ShouldBe(model.state_dict()["person.mean"].Floats());
        fresh.Fit(PeopleData.Make(100, seed: 3), options: new() { Epochs = 1 });

        loaded.ShouldBe(model.Predict(others));
        // What is learned later stays on the scale that the weights were trained on.
        fresh.state_dict()["person.mean"].Floats().ShouldBe(model.state_dict()["person.mean"].Floats());
    }

    [Fact]
    public void A_loaded_model_trains_on()
    {
        using QuickStart model = new(seed: 1, device: "cpu"), fresh = new(seed: 2, device: "cpu");
        string path = _folder.File("quickstart.safetensors");
        model.Save(path);
        fresh.Load(path);
        QuickStart.Dataset data = QuickStartData.Make(100, seed: 1);
        FitOptions options = new() { Epochs = 2, Seed = 5 };

        var history = model.Fit(data, options: options);

        fresh.Fit(data, options: options).Epochs.Select(epoch => epoch.Train).ShouldBe(history.Epochs.Select(epoch => epoch.Train));
    }

    [Fact]
    public void The_file_of_another_model_is_refused_and_changes_nothing()
    {
        using var model = new Branches(device: "cpu");
        using var other = new QuickStart(device: "cpu");
        string path = _folder.File("branches.safetensors");
        model.Save(path);
        float[] before = other.Arena.Values.Floats();

        string message = Should.Throw<CheckpointException>(() => other.Load(path)).Message;

        message.ShouldContain("'Branches'");
        message.ShouldContain("'QuickStart'");
        other.Arena.Values.Floats().ShouldBe(before);
    }

    [Fact]
    public void A_model_is_not_moved()
    {
        using var model = new QuickStart(device: "cpu");

        Should.Throw<InvalidOperationException>(() => model.to(ScalarType.Float64)).Message.ShouldContain("new QuickStart(device:");
        Should.Throw<InvalidOperationException>(() => model.to(CPU)).Message.ShouldContain("arena");
        model.Predict(new float[100]).Digit.Probabilities.Length.ShouldBe(10);
    }

    [Theory, InlineData(true), InlineData(false)]
    public void Zeroed_gradients_stay_in_the_arena(bool setToNone)
    {
        using var model = new QuickStart(device: "cpu");
        using DisposeScope scope = NewDisposeScope();

        model.zero_grad(setToNone);
        model.JointLoss(model.Forward(new(ones(4, 100))), new(zeros(4, ScalarType.Int64), zeros(4, ScalarType.Int64))).Joint.backward();

        float[] gradient = model.get_parameter("trunk_linear.weight")!.grad!.Floats();
        gradient.ShouldContain(value => value != 0);
        model.Arena.Gradients.Floats()[..gradient.Length].ShouldBe(gradient);
    }
}
