namespace MtlDsl.Tests.Models;

/// <summary>What a generated data set reads: examples, arrays, records, CSV files.</summary>
public sealed class ModelDataTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Examples_and_arrays_are_the_same_data()
    {
        QuickStart.Example[] examples = [.. QuickStartData.Examples(60, seed: 1, hasSuit: row => row % 3 > 0)];
        var features = new float[60, 100];
        for (int row = 0; row < 60; row++)
            for (int i = 0; i < 100; i++) features[row, i] = examples[row].Features[i];

        QuickStart.Dataset fromArrays = QuickStart.Dataset.FromArrays(
            features, examples.Select(example => example.Digit!.Value).ToArray(), examples.Select(example => example.Suit).ToArray());

        Trained(fromArrays).ShouldBe(Trained(QuickStart.Dataset.From(examples)));
        Should.Throw<ArgumentException>(() => QuickStart.Dataset.FromArrays(features, new int[60], new int[59]))
            .Message.ShouldBe("features has 60 rows, but suit has 59: give one for each example, null for a missing label.");
    }

    [Fact]
    public void A_csv_file_of_features_and_labels_is_read()
    {
        string path = Csv("""
            value,second,frozen,first,features_1,features_2,features_0,features_3
            "x, y",2.5,,"1.5",0.1,0.2,0,0.3
            z,,3,,1.1,1.2,1,1.3
            """);

        Cascade.Example[] examples = [.. Cascade.Example.ReadCsv(path)];

        examples[0].Features.ShouldBe([0, 0.1f, 0.2f, 0.3f]);
        (examples[0].First, examples[0].Second, examples[0].Frozen).ShouldBe((1.5f, 2.5f, null));
        (examples[1].First, examples[1].Frozen).ShouldBe((null, 3f));
    }

    [Fact]
    public void A_csv_file_of_records_is_read()
    {
        string path = Csv("""
            age,hours,sector,education,month,veteran,prefers,employed,children,wage
            30,38.5,State,University,11,true,Own,false,2,1234.5
            41,,private,,0,0,,,0,
            """);

        PeopleModel.Example[] examples = [.. PeopleModel.Example.ReadCsv(path)];

        examples[0].Person.ShouldBe(new Person(30, 38.5, Sector.State, Education.University, 11, true, Sector.Own, false) { Children = 2, Wage = 1234.5f });
        (examples[0].Prefers, examples[0].Employed, examples[0].Wage).ShouldBe((Sector.Own, false, 1234.5f));
        examples[1].Person.ShouldBe(new Person(41, null, Sector.Private, null, 0, false));
        (examples[1].Prefers, examples[1].Employed, examples[1].Wage).ShouldBe((null, null, null));
        using var model = new PeopleModel(device: "cpu");
        model.Fit(PeopleModel.Dataset.FromCsv(path), options: new() { Epochs = 1 }).Epochs.Count.ShouldBe(1);
    }

    [Fact]
    public void A_wrong_cell_is_named()
    {
        string path = Csv("""
            age,hours,sector,education,month,veteran,prefers,employed,children,wage
            30,38.5,Stat,University,11,true,Own,false,2,1
            """);

        string message = Should.Throw<CsvException>(() => PeopleModel.Dataset.FromCsv(path)).Message;

        message.ShouldContain("Stat");
        message.ShouldContain("State");
        message.ShouldContain("2");
    }

    [Fact]
    public void Records_carry_their_labels_and_a_category_out_of_range_is_named()
    {
        Person[] people = PeopleData.Make(40, seed: 1);
        using PeopleModel model = new(seed: 1, device: "cpu"), same = new(seed: 1, device: "cpu");
        FitOptions options = new() { Epochs = 2 };

        var history = model.Fit(people.Where(person => person.Age > 20), options: options);
        same.Fit(people.Where(person => person.Age > 20).Select(person => new PeopleModel.Example(person, person.Prefers, person.Employed, person.Wage)),
            options: options).Epochs.Select(epoch => epoch.Train).ShouldBe(history.Epochs.Select(epoch => epoch.Train));

        Should.Throw<ArgumentException>(() => model.Predict([people[0] with { Month = 12 }])).Message.ShouldContain("Person.Month");
    }

    [Fact]
    public void A_missing_label_is_left_out_of_its_task_alone()
    {
        QuickStart.Example[] half = [.. QuickStartData.Examples(80, seed: 1, hasSuit: row => row % 2 == 0)];
        using var model = new QuickStart(seed: 1, device: "cpu");

        QuickStart.Metrics metrics = model.Evaluate(half, batchSize: 7);
        QuickStart.Metrics present = model.Evaluate(half.Where(example => example.Suit is not null));
        QuickStart.Metrics none = model.Evaluate(half.Select(example => example with { Suit = null }));

        (metrics.Digit.Count, metrics.Suit.Count).ShouldBe((80, 40));
        metrics.Suit.Loss.ShouldBe(present.Suit.Loss, 1e-6);
        metrics.Suit.Accuracy.ShouldBe(present.Suit.Accuracy, 1e-12);
        (none.Suit.Count, double.IsNaN(none.Suit.Loss)).ShouldBe((0, true));
        none.Joint.Loss.ShouldBe(metrics.Digit.Loss, 1e-6);
    }

    [Fact]
    public void A_task_without_any_label_stays_as_it_is()
    {
        using var model = new QuickStart(seed: 1, device: "cpu");
        float[] before = model.get_parameter("suit_linear.weight")!.Floats();

        var history = model.Fit(QuickStartData.Make(100, seed: 1, hasSuit: _ => false), options: new() { Epochs = 2 });

        model.get_parameter("suit_linear.weight")!.Floats().ShouldBe(before);
        history.Epochs.ShouldAllBe(epoch => epoch.Train.Suit == 0 && epoch.Train.Digit > 0);
    }

    private static float[] Trained(QuickStart.Dataset data)
    {
        using var model = new QuickStart(seed: 1, device: "cpu");
        model.Fit(data, options: new() { Epochs = 1 });
        return model.Arena.Values.Floats();
    }

    private string Csv(string text)
    {
        string path = _folder.File("data.csv");
        System.IO.File.WriteAllText(path, text);
        return path;
    }
}
