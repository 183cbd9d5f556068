using TorchSharp;
using static TorchSharp.torch;

namespace MtlDsl.Tests;

public sealed class DatasetSplitTests
{
    private static Cards Data(int count)
    {
        var data = new Cards();
        data.AddRange(Enumerable.Range(0, count).Select(i => new Cards.Example(
            [i, i + 0.25f, i + 0.5f, i + 0.75f],
            Digit: i % 4 == 3 ? null : i % 3,
            Suit: i % 5 == 0 ? null : (Suit)(i % 4),
            Value: i % 7 == 0 ? null : -i,
            Weight: i < count / 2 ? 1 : i / 8f,
            DigitWeight: i % 2 + 0.5f)));
        return data;
    }

    [Fact]
    public void Selected_rows_are_copies_of_all_columns()
    {
        var data = Data(40);
        int[] rows = [39, 3, 3, 0, 12, 27];
        using var scope = NewDisposeScope();
        using var all = data.ToCpu();
        using var selected = data.Select(rows).ToCpu();
        var expected = all.Gather(tensor(Array.ConvertAll(rows, row => (long)row)));
        var found = selected.Gather(null);

        found.Count.ShouldBe(6);
        for (var column = 0; column < data.Columns.Count; column++)
        {
            found.Values(column).to(ScalarType.Float32).Floats().ShouldBe(expected.Values(column).to(ScalarType.Float32).Floats());
            found.Mask(column)?.Floats().ShouldBe(expected.Mask(column)!.Floats());
        }
        found.Mask(1)!.Floats().ShouldBe(expected.Mask(1)!.Floats());
    }

    [Fact]
    public void A_selection_of_complete_rows_has_no_mask()
    {
        using var selected = Data(40).Select(4, 8, 16).ToCpu();

        selected.Gather(null).Mask(2).ShouldBeNull();
    }

    [Fact]
    public void A_selection_grows_on_its_own()
    {
        var data = Data(10);
        var selected = data.Select(1, 2);

        selected.Add(new([0, 0, 0, 0], Digit: 1));

        (data.Count, selected.Count).ShouldBe((10, 3));
        Should.Throw<ArgumentOutOfRangeException>(() => data.Select(0, 10)).Message.ShouldStartWith("The data set has 10 rows, numbered from 0.");
    }

    [Fact]
    public void A_split_is_stratified_by_a_task()
    {
        var data = Data(40);

        var (train, validation) = data.Split(0.75, stratifyBy: cards => cards.Digit, seed: 2);

        (train.Count, validation.Count).ShouldBe((30, 10));
        foreach (int? digit in new int?[] { 0, 1, 2, null })
            Math.Abs(Rows(train).Count(label => label == digit) - 0.75 * Rows(data).Count(label => label == digit)).ShouldBeLessThan(1);
        data.Split(0.75, seed: 2).Train.Count.ShouldBe(30);
    }

    [Fact]
    public void Folds_are_data_sets()
    {
        var data = Data(40);

        foreach (var (train, validation) in data.Folds(5, stratifyBy: cards => cards.Suits))
            (train.Count, validation.Count).ShouldBe((32, 8));
        data.Folds(4).Count().ShouldBe(4);
        data.FoldsByGroup(4, [.. Enumerable.Range(0, 40).Select(row => row / 5)]).ShouldAllBe(fold => fold.Validation.Count == 10);
    }

    [Fact]
    public void Groups_and_times_are_given_row_by_row()
    {
        var data = Data(40);
        int[] tens = [.. Enumerable.Range(0, 40).Select(row => row / 10)];

        data.SplitByGroup(0.75, tens).Validation.Count.ShouldBe(10);
        data.SplitByTime(0.5, tens).Train.Count.ShouldBe(20);
        Should.Throw<ArgumentException>(() => data.SplitByGroup(0.75, tens[1..]))
            .Message.ShouldStartWith("The data set has 40 rows, but groups has 39: give one for each row.");
        Should.Throw<ArgumentException>(() => data.Split(0.5, stratifyBy: _ => Data(3).Digit)).Message.ShouldContain("40 rows, but Digit has 3");
    }

    private static IEnumerable<int?> Rows(Cards data) => Enumerable.Range(0, data.Count).Select(row => data.Digit[row]);
}
