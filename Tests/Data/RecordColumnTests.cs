using Shouldly;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace MtlDsl.Tests;

public class RecordColumnTests
{
    private sealed record Person(float Age, float? Hours, Suit? Suit, int Rank);

    [Fact]
    public void Records_become_numbers_and_indices()
    {
        var column = People();
        column.Add(new(30, 40, Suit.Hearts, 2));
        column.Add(new(50, null, null, 0));

        using var tensors = column.ToTensors(CPU);

        tensors.Values.shape.ShouldBe([2, 2]);
        tensors.Values.dtype.ShouldBe(ScalarType.Float32);
        tensors.Values.Floats().ShouldBe([30, 40, 50, float.NaN]);
        tensors.Categorical!.shape.ShouldBe([2, 2]);
        tensors.Categorical!.dtype.ShouldBe(ScalarType.Int64);
        tensors.Categorical!.Longs().ShouldBe([2, 2, 4, 0]);
        tensors.Mask.ShouldBeNull();
        column.HasMissing.ShouldBeTrue();
    }

    [Fact]
    public void Only_a_missing_number_counts_as_missing()
    {
        var column = People();
        column.HasMissing.ShouldBeFalse();
        column.Add(new(float.MinValue, float.MaxValue, null, 0));
        column.HasMissing.ShouldBeFalse();
    }

    [Fact]
    public void A_record_that_is_refused_leaves_nothing()
    {
        var column = People();
        column.Add(new(30, 40, Suit.Clubs, 1));

        Should.Throw<ArgumentException>(() => column.Add(new(float.NegativeInfinity, 1, null, 0)))
            .Message.ShouldBe("Person of row 1: Age is infinite; give a finite number, or none (NaN or null) where it is missing.");
        Should.Throw<ArgumentException>(() => column.Add(new(1, 1, null, 3))).Message.ShouldBe("Person of row 1: Rank is 3; it takes 0 to 2.");
        Should.Throw<ArgumentException>(() => column.Add(new(1, 1, (Suit)8, 0))).Message.ShouldStartWith("Person of row 1: 8 is no member of Suit");
        Should.Throw<ArgumentException>(() => column.Add(null!)).Message.ShouldStartWith("Person of row 1 is null;");
        column.Add(new(50, 60, Suit.Clubs, 1));

        using var tensors = column.ToTensors(CPU);
        tensors.Values.Floats().ShouldBe([30, 40, 50, 60]);
    }

    [Fact]
    public void An_index_that_the_encoding_gets_wrong_is_refused()
    {
        var column = new RecordColumn<int>("Row", [], [new("Kind", 3, 2)], (row, _, categorical) => categorical[0] = row);

        Should.Throw<ArgumentException>(() => column.Add(3)).Message.ShouldBe("Row of row 0: Kind has index 3; its indices are 0 to 2.");
        Should.Throw<ArgumentException>(() => column.Add(-1));
    }

    [Fact]
    public void Statistics_are_those_of_the_values_that_are_there()
    {
        var column = new RecordColumn<float[]>("Row", ["A", "Constant", "Absent", "Large"], [], (row, numeric, _) => row.CopyTo(numeric));
        column.Add([1, 0.1f, float.NaN, 16_000_001]);
        column.Add([float.NaN, 0.1f, float.NaN, 16_000_002]);
        column.Add([5, 0.1f, float.NaN, 16_000_003]);

        var (mean, deviation) = column.Statistics();

        mean.ShouldBe([3, 0.1f, 0, 16_000_002]);
        // Population deviations: sqrt(((1-3)² + (5-3)²) / 2) and sqrt(2/3); those without a spread are 1.
        deviation.ShouldBe([2, 1, 1, (float)Math.Sqrt(2 / 3.0)]);
    }

    [Fact]
    public void Records_without_numbers_or_categories_have_empty_tensors()
    {
        var column = new RecordColumn<int>("Row", [], [new("Kind", 3, 2)], (row, _, categorical) => categorical[0] = row);
        column.Add(2);

        using var tensors = column.ToTensors(CPU);

        tensors.Values.shape.ShouldBe([1, 0]);
        tensors.Categorical!.Longs().ShouldBe([2]);
        column.Statistics().Mean.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(5)]
    [InlineData((1L << 32) + 1)]
    public void An_index_has_a_range(long value)
    {
        Category.Index(4, 5, "Person.Kind").ShouldBe(4);
        Should.Throw<ArgumentException>(() => Category.Index(value, 5, "Person.Kind")).Message.ShouldBe($"Person.Kind is {value}; it takes 0 to 4.");
    }

    private static RecordColumn<Person> People() => new(
        "Person",
        ["Age", "Hours"],
        [new("Suit", 5, 3), new("Rank", 3, 2)],
        (person, numeric, categorical) =>
        {
            numeric[0] = person.Age;
            numeric[1] = person.Hours ?? float.NaN;
            categorical[0] = person.Suit is { } suit ? EnumClasses<Suit>.IndexOf(suit) : 4;
            categorical[1] = Category.Index(person.Rank, 3, "Rank");
        });
}
