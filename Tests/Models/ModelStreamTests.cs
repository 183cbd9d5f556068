using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Microsoft.Data.Sqlite;

namespace MtlDsl.Tests.Models;

/// <summary>Models that learn from streams: the same to the last bit as from the same rows in memory.</summary>
public sealed class ModelStreamTests : IDisposable
{
    private const int Rows = 150;

    // Whole batches, and each of them with a missing label: masks in memory are for all batches or none.
    private static readonly FitOptions InOrder = new() { Epochs = 2, BatchSize = 15, Shuffle = false };

    private readonly TemporaryFolder _folder = new();
    private readonly QuickStart.Example[] _examples = [.. QuickStartData.Examples(Rows, seed: 1, row => row % 7 > 0, row => row % 5 > 0)];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Csv_files_are_streamed()
    {
        string[] paths = [Csv("a.csv", _examples.Take(70)), Csv("b.csv", _examples.Skip(70))];

        Trained(QuickStart.Dataset.StreamCsv(paths)).ShouldBe(Expected);
        Trained(QuickStart.Dataset.StreamCsv(Csv("all.csv", _examples), new() { ReadAhead = 20 })).ShouldBe(Expected);
    }

    [Fact]
    public void Json_lines_are_streamed_and_read()
    {
        string path = _folder.File("data.jsonl");
        File.WriteAllLines(path, _examples.Select(example =>
            $$"""{"features": [{{Join(example.Features)}}], "digit": {{Text(example.Digit)}}, "suit": {{Text(example.Suit)}}}"""));

        Trained(QuickStart.Dataset.StreamJsonLines(path)).ShouldBe(Expected);
        Trained(QuickStart.Dataset.FromJsonLines(path)).ShouldBe(Expected);

        static string Text(int? label) => label?.ToString(CultureInfo.InvariantCulture) ?? "null";
    }

    [Fact]
    public void Sequences_are_streamed()
    {
        Trained(QuickStart.Dataset.Stream(() => Later(_examples))).ShouldBe(Expected);
        Trained(QuickStart.Dataset.Stream(() => _examples.AsEnumerable())).ShouldBe(Expected);
        using var model = new QuickStart(seed: 3, device: "cpu");
        model.Fit(Later(_examples), options: InOrder);
        Weights(model).ShouldBe(Expected);
    }

    [Fact]
    public void A_query_of_records_is_streamed_and_read()
    {
        Person[] people = PeopleData.Make(Rows, seed: 2);
        using SqliteConnection connection = Database(people);
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = "SELECT * FROM people ORDER BY rowid";
        string expected = TrainedOnPeople(PeopleModel.Dataset.From(people), people);

        TrainedOnPeople(PeopleModel.Dataset.StreamQuery(command), people).ShouldBe(expected);
        TrainedOnPeople(PeopleModel.Dataset.StreamQuery(() => command.ExecuteReader()), people).ShouldBe(expected);
        TrainedOnPeople(PeopleModel.Dataset.Stream(() => Later(people)), people).ShouldBe(expected);
        using SqliteDataReader reader = command.ExecuteReader();
        TrainedOnPeople(PeopleModel.Dataset.FromQuery(reader), people).ShouldBe(expected);
    }

    [Fact]
    public void Statistics_are_those_of_the_rows_in_memory()
    {
        Person[] people = [.. PeopleData.Make(3000, seed: 2).Select(person => person with { Age = 1e6f + person.Age, Children = 2 })];
        int opened = 0;
        var stream = PeopleModel.Dataset.Stream(() =>
        {
            opened++;
            return people.AsEnumerable();
        });

        var (mean, deviation) = stream.Statistics(0);
        var (expectedMean, expectedDeviation) = PeopleModel.Dataset.From(people).Statistics(0);

        // Both are sums in double precision, in different order, rounded to single: they differ in the last digit at most.
        for (int column = 0; column < mean.Length; column++)
        {
            mean[column].ShouldBe(expectedMean[column], 1e-7 * Math.Abs(expectedMean[column]));
            deviation[column].ShouldBe(expectedDeviation[column], 2e-7 * expectedDeviation[column]);
        }
        deviation[^1].ShouldBe(1);
        stream.Statistics(0);
        (opened, stream.Count).ShouldBe((1, 3000));
        Should.Throw<ArgumentException>(() => stream.Statistics(1)).Message.ShouldContain("Prefers holds no records");
    }

    [Fact]
    public void A_shuffled_stream_is_validated_and_evaluated_like_data_in_memory()
    {
        var stream = QuickStart.Dataset.StreamCsv(Csv("all.csv", _examples), new() { ShuffleBuffer = 40 });
        using var model = new QuickStart(seed: 3, device: "cpu");

        var history = model.Fit(stream, stream, new() { Epochs = 3, BatchSize = 16 });

        history.Epochs.Select(epoch => epoch.Steps).ShouldBe([10, 10, 10]);
        history.Epochs[2].Train.Joint.ShouldBeLessThan(history.Epochs[0].Train.Joint);
        model.Evaluate(stream).ShouldBe(model.Evaluate(_examples));
    }

    private string Expected => Trained(QuickStart.Dataset.From(_examples));

    private static string Trained(ExampleSource<QuickStart.Example> data)
    {
        using var model = new QuickStart(seed: 3, device: "cpu");
        model.Fit(data, options: InOrder);
        return Weights(model);
    }

    /// <param name="data">What the model learns from.</param>
    /// <param name="people">
    /// What it learns from before: their statistics standardise the inputs, in place of those of the data, whose last bit depends on how a
    /// sum is put together.
    /// </param>
    private static string TrainedOnPeople(ExampleSource<PeopleModel.Example> data, Person[] people)
    {
        using var model = new PeopleModel(seed: 3, device: "cpu");
        model.Fit(people, options: InOrder with { Epochs = 1 });
        model.Fit(data, options: InOrder);
        return Weights(model);
    }

    /// <summary>A digest of all weights.</summary>
    private static string Weights(TorchSharp.torch.nn.Module model) => Convert.ToHexString(
        SHA256.HashData(MemoryMarshal.AsBytes<float>(model.parameters().SelectMany(parameter => parameter.Floats()).ToArray())));

    private static async IAsyncEnumerable<T> Later<T>(IEnumerable<T> rows)
    {
        foreach (T row in rows)
        {
            await Task.Yield();
            yield return row;
        }
    }

    private string Csv(string name, IEnumerable<QuickStart.Example> examples)
    {
        string path = _folder.File(name);
        File.WriteAllLines(path, examples
            .Select(example => FormattableString.Invariant($"{Join(example.Features)},{example.Digit},{example.Suit}"))
            .Prepend(string.Join(',', Enumerable.Range(0, 100).Select(i => $"features_{i}")) + ",digit,suit"));
        return path;
    }

    private static string Join(float[] features) => string.Join(',', features.Select(feature => feature.ToString(CultureInfo.InvariantCulture)));

    private static SqliteConnection Database(Person[] people)
    {
        var connection = new SqliteConnection("Data Source=:memory:");
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = "CREATE TABLE people (age REAL, hours REAL, sector TEXT, education INTEGER, month INTEGER, veteran INTEGER, prefers TEXT, employed INTEGER, children INTEGER, wage REAL)";
        command.ExecuteNonQuery();
        command.CommandText = "INSERT INTO people VALUES ($0, $1, $2, $3, $4, $5, $6, $7, $8, $9)";
        foreach (Person person in people)
        {
            object?[] values = [person.Age, person.Hours, person.Sector.ToString(), (int?)person.Education, person.Month, person.Veteran, person.Prefers?.ToString(), person.Employed, person.Children, person.Wage];
            command.Parameters.Clear();
            for (int i = 0; i < values.Length; i++)
                command.Parameters.AddWithValue($"${i}", values[i] ?? DBNull.Value);
            command.ExecuteNonQuery();
        }
        return connection;
    }
}
