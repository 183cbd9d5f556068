using Shouldly;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace MtlDsl.Tests;

public class ColumnTests
{
    [Fact]
    public void Features_keep_their_shape_and_order()
    {
        var column = new FeatureColumn("Image", 2, 3);
        column.Add([1, 2, 3, 4, 5, 6]);
        column.Add([7, 8, 9, 10, 11, 12]);

        using var tensors = column.ToTensors(CPU);

        tensors.Values.shape.ShouldBe([2, 2, 3]);
        tensors.Values.dtype.ShouldBe(ScalarType.Float32);
        tensors.Values.Floats().ShouldBe([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
        tensors.Mask.ShouldBeNull();
        column.HasMissing.ShouldBeFalse();
    }

    [Fact]
    public void Features_of_another_length_are_refused()
    {
        var column = new FeatureColumn("Features", 100);
        for (var row = 0; row < 12; row++)
            column.Add(new float[100]);

        Should.Throw<ArgumentException>(() => column.Add(new float[99])).Message.ShouldBe("Features of row 12 has 99 values; (100) takes 100.");
        column.Count.ShouldBe(12);
        Should.Throw<ArgumentOutOfRangeException>(() => new FeatureColumn("Features", 3, 0));
    }

    [Theory, InlineData(float.NaN, "NaN"), InlineData(float.NegativeInfinity, "-Infinity")]
    public void Features_are_finite(float value, string text)
    {
        var column = new FeatureColumn("Features", 3);
        column.Add([1, 2, 3]);

        Should.Throw<ArgumentException>(() => column.Add([float.MaxValue, value, 0])).Message.ShouldStartWith($"Features of row 1 is {text} at 1");
        column.Count.ShouldBe(1);
    }

    [Fact]
    public void Many_rows_grow_without_loss()
    {
        var column = new FeatureColumn("Features", 3);
        for (var row = 0; row < 10_000; row++)
            column.Add([row, row + 0.5f, -row]);

        using var tensors = column.ToTensors(CPU);

        var expected = Enumerable.Range(0, 10_000).SelectMany(row => new[] { row, row + 0.5f, -row }).ToArray();
        tensors.Values.Floats().ShouldBe(expected);
    }

    [Fact]
    public void A_row_costs_no_allocation_but_the_growth_of_the_column()
    {
        var features = new FeatureColumn("Features", 3);
        var suit = new ClassColumn<Suit>("Suit");
        var value = new RealColumn("Value");
        var row = new float[3];
        long Fill(int rows)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var i = 0; i < rows; i++)
            {
                features.Add(row);
                suit.Add(Suit.Hearts);
                value.Add(1f);
            }
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }

        // Capacities double from 16: 1,100 rows leave room for another 200 in each column.
        Fill(1_100);

        Fill(200).ShouldBe(0);
    }

    [Fact]
    public void Classes_are_int64_and_a_missing_one_is_masked()
    {
        var column = new ClassColumn("Digit", 10);
        column.Add(9);
        column.Add(null);
        column.Add(0);

        using var tensors = column.ToTensors(CPU);

        column.HasMissing.ShouldBeTrue();
        column.Missing.ShouldBe(1);
        tensors.Values.shape.ShouldBe([3]);
        tensors.Values.dtype.ShouldBe(ScalarType.Int64);
        tensors.Values.Longs().ShouldBe([9, 0, 0]);
        tensors.Mask!.shape.ShouldBe([3]);
        tensors.Mask!.dtype.ShouldBe(ScalarType.Float32);
        tensors.Mask!.Floats().ShouldBe([1, 0, 1]);
    }

    [Theory]
    [InlineData(10)]
    [InlineData(-1)]
    public void A_class_that_does_not_exist_is_refused(int label)
    {
        var column = new ClassColumn("Digit", 10);
        column.Add(3);

        Should.Throw<ArgumentException>(() => column.Add(label))
            .Message.ShouldBe($"Digit of row 1 is {label}; its 10 classes are 0 to 9. A missing label is null.");
        column.Count.ShouldBe(1);
    }

    [Fact]
    public void Enum_classes_are_their_indices()
    {
        var column = new ClassColumn<Suit>("Suit");
        column.Add(Suit.Spades);
        column.Add(null);
        column.Add(Suit.Clubs);

        using var tensors = column.ToTensors(CPU);

        column.Classes.ShouldBe(4);
        tensors.Values.Longs().ShouldBe([3, 0, 0]);
        tensors.Mask!.Floats().ShouldBe([1, 0, 1]);
        Should.Throw<ArgumentException>(() => column.Add((Suit)9)).Message.ShouldStartWith("Suit of row 3: 9 is no member of Suit");
        column.Count.ShouldBe(3);
    }

    [Fact]
    public void Binary_labels_are_a_column_of_float32()
    {
        var column = new BinaryColumn("Smokes");
        column.Add(true);
        column.Add(false);
        column.Add(null);
        var income = new BinaryColumn<Income>("Income");
        income.Add(Income.Over50K);
        income.Add(Income.AtMost50K);

        using var tensors = column.ToTensors(CPU);
        using var incomes = income.ToTensors(CPU);

        tensors.Values.shape.ShouldBe([3, 1]);
        tensors.Values.dtype.ShouldBe(ScalarType.Float32);
        tensors.Values.Floats().ShouldBe([1, 0, 0]);
        tensors.Mask!.Floats().ShouldBe([1, 1, 0]);
        incomes.Values.Floats().ShouldBe([1, 0]);
        incomes.Mask.ShouldBeNull();
        Should.Throw<ArgumentException>(() => new BinaryColumn<Suit>("Suit")).Message.ShouldContain("4 members");
    }

    [Fact]
    public void Real_labels_are_finite_and_as_wide_as_they_should_be()
    {
        var column = new RealColumn("Box", 2);
        column.Add([1.5f, -2]);
        column.Add((float[]?)null);

        using var tensors = column.ToTensors(CPU);

        tensors.Values.shape.ShouldBe([2, 2]);
        tensors.Values.Floats().ShouldBe([1.5f, -2, 0, 0]);
        tensors.Mask!.Floats().ShouldBe([1, 0]);
        Should.Throw<ArgumentException>(() => column.Add([1, 2, 3])).Message.ShouldBe("Box of row 2 has 3 values; it takes 2.");
        Should.Throw<ArgumentException>(() => column.Add(1f)).Message.ShouldBe("Box of row 2 has 1 values; it takes 2.");
        Should.Throw<ArgumentException>(() => column.Add([1, float.NaN])).Message.ShouldStartWith("Box of row 2 is NaN;");
        column.Count.ShouldBe(2);

        var price = new RealColumn("Price");
        price.Add(3f);
        Should.Throw<ArgumentException>(() => price.Add(float.PositiveInfinity)).Message.ShouldStartWith("Price of row 1 is Infinity;");
    }

    [Fact]
    public void Several_labels_in_one()
    {
        var column = new MultiLabelColumn("Genres", 3);
        column.Add([true, false, true]);
        column.Add(null);

        using var tensors = column.ToTensors(CPU);

        tensors.Values.shape.ShouldBe([2, 3]);
        tensors.Values.dtype.ShouldBe(ScalarType.Float32);
        tensors.Values.Floats().ShouldBe([1, 0, 1, 0, 0, 0]);
        tensors.Mask!.Floats().ShouldBe([1, 0]);
        Should.Throw<ArgumentException>(() => column.Add([true])).Message.ShouldBe("Genres of row 2 has 1 values; it takes 3.");
    }
}
