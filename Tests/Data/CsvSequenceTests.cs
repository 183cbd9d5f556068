namespace MtlDsl.Tests;

public sealed class CsvSequenceTests
{
    [Theory]
    [InlineData("17 4 1290", new[] { 17, 4, 1290 })]
    [InlineData("  7\t8  9 ", new[] { 7, 8, 9 })]
    [InlineData("3.0", new[] { 3 })]
    [InlineData("", new int[0])]
    [InlineData("NA", new int[0])]
    public void Tokens_are_separated_by_blanks(string cell, int[] tokens) =>
        Read($"review,x\n{cell},1", row => row.Tokens("Review")).ShouldBe(tokens);

    [Fact]
    public void Steps_follow_one_another_whatever_the_culture() => DataFixtures.UnderCulture("de-DE", () =>
        Read("walk,x\n1.5 -2  3e-1 4,1", row => row.Steps("Walk", 2)).ShouldBe([[1.5f, -2], [0.3f, 4]]));

    [Theory]
    [InlineData("1 2 x", "'x' is not a whole number")]
    [InlineData("1 2.5", "'2.5' is not a whole number")]
    [InlineData("99999999999", "'99999999999' is not a whole number in the range of its type")]
    public void What_is_no_token_is_named(string cell, string message)
    {
        CsvException exception = Should.Throw<CsvException>(() => Read($"review,x\n{cell},1", row => row.Tokens("Review")));

        exception.Message.ShouldContain(message);
        exception.Message.ShouldContain("review");
        exception.Line.ShouldBe(2);
    }

    [Fact]
    public void Half_a_step_is_refused() =>
        Should.Throw<CsvException>(() => Read("walk,x\n1 2 3,1", row => row.Steps("Walk", 2)))
            .Message.ShouldContain("there are 3 numbers, and steps of 2 features need a multiple of 2");

    [Fact]
    public void An_absent_column_is_refused() =>
        Should.Throw<CsvException>(() => Read("words,x\n1 2 3,1", row => row.Tokens("Review"))).Message.ShouldContain("there is no column 'Review'");

    private static T Read<T>(string text, Func<CsvRow, T> read)
    {
        using var reader = new StringReader(text);
        return CsvRow.Read(reader, options: null, read).Single();
    }
}
