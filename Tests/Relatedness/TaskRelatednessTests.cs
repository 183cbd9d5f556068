using MtlDsl.Tests.Models;

namespace MtlDsl.Tests.Relatedness;

public sealed class TaskRelatednessTests
{
    [Fact]
    public void A_generated_data_set_is_measured_by_the_names_of_its_tasks()
    {
        var people = PeopleData.Make(400, seed: 3);

        var related = TaskRelatedness.OfLabels(PeopleModel.Dataset.From(people.Select(person => new PeopleModel.Example(person, person.Prefers, person.Employed, person.Wage))));

        related.Tasks.ShouldBe([nameof(PeopleModel.Prefers), nameof(PeopleModel.Employed), nameof(PeopleModel.Wage)]);
        // The wage goes by the age, which also says who is employed.
        related.CorrelationRatio[nameof(PeopleModel.Employed), nameof(PeopleModel.Wage)].ShouldBeGreaterThan(0.1);
        related.Association[1, 2].ShouldBe(related.CorrelationRatio[1, 2]);
        related.Association[0, 1].ShouldBe(related.CramersV[0, 1]);
        related.Agreement[0, 1].ShouldBe(double.NaN, "two classes and three");
        related.Measures.Select(matrix => matrix.Name).ShouldBe(["label association", "mutual information", "normalized mutual information", "Cramér's V", "correlation ratio"]);
        related.ToString().ShouldStartWith("label association  Prefers  Employed    Wage\nPrefers");
    }

    [Fact]
    public void Agreement_is_the_share_of_rows_with_one_class()
    {
        ClassColumn first = Classes("First", 3, 0, 1, 2, null, 2), second = Classes("Second", 3, 0, 2, 2, 1, null), three = Classes("Three", 2, 0, 1, 1, 1, 1);

        var related = TaskRelatedness.Of([first, second, three], isBiasCorrected: false);

        related.Agreement[0, 1].ShouldBe(2 / 3.0);
        related.Agreement[0, 0].ShouldBe(1);
        related.Agreement[0, 2].ShouldBe(double.NaN);
        related.SharedRows[0, 1].ShouldBe(3);
    }

    [Fact]
    public void Classes_of_different_enums_do_not_agree_or_disagree()
    {
        var suit = new ClassColumn<Suit>("Suit");
        var other = new ClassColumn<Suit>("Other");
        var season = new ClassColumn("Season", 4);
        foreach (Suit card in (Suit[])[Suit.Clubs, Suit.Hearts])
        {
            suit.Add(card);
            other.Add(Suit.Clubs);
            season.Add((int)card);
        }

        var related = TaskRelatedness.Of([suit, other, season], isBiasCorrected: false);

        related.Agreement["Suit", "Other"].ShouldBe(0.5);
        related.Agreement["Suit", "Season"].ShouldBe(double.NaN);
        related.CramersV["Suit", "Season"].ShouldBe(1, 1e-15);
        related.CramersV["Suit", "Other"].ShouldBe(double.NaN, "a label that is always the same");
        related.MutualInformation["Suit", "Other"].ShouldBe(0);
        related.MutualInformation["Suit", "Season"].ShouldBe(Math.Log(2), 1e-15);
    }

    [Fact]
    public void Tasks_that_share_no_row_are_not_related_by_any_measure()
    {
        var related = TaskRelatedness.Of([Classes("First", 2, 0, 1, null, null), Classes("Second", 2, null, null, 1, 0)], isBiasCorrected: true);

        related.Measures.ShouldBeEmpty();
        related.ToString().ShouldBeEmpty();
        related.SharedRows[0, 1].ShouldBe(0);
        related.Association[0, 1].ShouldBe(double.NaN);
    }

    [Fact]
    public void Many_classes_are_counted_by_the_pairs_that_occur()
    {
        const int Many = 100_000;
        ClassColumn first = new("First", Many), second = new("Second", Many);
        for (int row = 0; row < 1000; row++)
        {
            first.Add(row * 97 % Many);
            second.Add(row * 89 % Many);
        }

        var related = TaskRelatedness.Of([first, second], isBiasCorrected: false);

        // Each class once: one label tells the other. A thousand terms of chi-squared are rounded.
        related.CramersV[0, 1].ShouldBe(1, 1e-12);
        related.MutualInformation[0, 1].ShouldBe(Math.Log(1000), 1e-12);
        TaskRelatedness.Of([first, second], isBiasCorrected: true).CramersV[0, 1].ShouldBe(double.NaN, "as many classes as rows leave nothing beyond chance");
    }

    [Fact]
    public void A_sample_weight_has_no_say()
    {
        ClassColumn plain = Classes("Plain", 2, 0, 1, 1, 0), other = Classes("Other", 2, 0, 1, 0, 0), weighted = new("Plain", 2);
        foreach (var (label, weight) in ((int, float)[])[(0, 5), (1, 0.5f), (1, 0), (0, 1)]) weighted.Add(label, weight);

        TaskRelatedness.Of([weighted, other], isBiasCorrected: false).Agreement.ToArray()
            .ShouldBe(TaskRelatedness.Of([plain, other], isBiasCorrected: false).Agreement.ToArray());
    }

    [Fact]
    public void Data_without_rows_or_labels_is_refused()
    {
        Should.Throw<ArgumentException>(() => TaskRelatedness.OfLabels(new Cards())).Message.ShouldStartWith("The data set is empty");
        var texts = new Texts();
        texts.Add(new([1], [[1, 2]]));
        Should.Throw<ArgumentException>(() => TaskRelatedness.OfLabels(texts)).Message.ShouldStartWith("The data set has no labels");
    }

    private static ClassColumn Classes(string name, int classes, params int?[] labels)
    {
        var column = new ClassColumn(name, classes);
        foreach (int? label in labels) column.Add(label);
        return column;
    }
}
