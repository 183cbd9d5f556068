using System.Text;

namespace MtlDsl.Tests;

public class JsonRowTests
{
    private enum Level { Low = 3, High = 7 }

    [Fact]
    public void Every_type_is_read_by_the_models_names() => One(
        """{"single": 1.5, "double-value": -2.5e3, "INT": 7, "int_64": 9000000000, "flag": true, "level": "high", "note": "a \"b\" ü\n", "x": {"deep": [1]}}""",
        row => (row.Single("Single"), row.Double("DoubleValue"), row.Int32("Int"), row.Int64("Int64"), row.Boolean("Flag"), row.Enum<Level>("Level"), row.Text("Note")))
        .ShouldBe((1.5f, -2500, 7, 9_000_000_000, true, Level.High, "a \"b\" ü\n"));

    [Fact]
    public void Null_is_missing()
    {
        const string Line = """{"a": null}""";

        One(Line, row => (row.SingleOrNull("a"), row.Int32OrNull("a"), row.BooleanOrNull("a"), row.EnumOrNull<Level>("a"), row.TextOrNull("a"), row.SinglesOrNull("a", 2)))
            .ShouldBe((null, null, null, null, null, null));
        Fails(Line, row => row.Single("a")).Message.ShouldBe("Line 1, column 'a': the value is missing, and it may not be. Fill it in, or make its property nullable.");
        Fails(Line, row => row.Singles("a", 2)).Column.ShouldBe("a");
    }

    [Fact]
    public void Numbers_may_be_texts_and_name_members_of_an_enum()
    {
        One("""{"a": "12", "b": 1, "c": "1.5", "d": 7, "e": 3.0}""", row => (row.Int32("a"), row.Boolean("b"), row.Single("c"), row.Enum<Level>("d"), row.Int32("e")))
            .ShouldBe((12, true, 1.5f, Level.High, 3));
        Fails("""{"a": 4}""", row => row.Enum<Level>("a")).Message.ShouldStartWith("Line 1, column 'a': '4' is no member of Level.");
    }

    [Theory]
    [InlineData("""{"features": [1, 2.5, -3, 4]}""")]
    [InlineData("""{"Features": [[1, 2.5], [-3, 4]]}""")]
    [InlineData("""{"features_0": 1, "features_1": 2.5, "features_2": -3, "features_3": 4}""")]
    public void Arrays_are_arrays_or_properties_with_numbers(string line) => One(line, row => row.Singles("Features", 4)).ShouldBe([1, 2.5f, -3, 4]);

    [Fact]
    public void Answers_are_arrays_too() => One("""{"a": [true, 0, "yes"]}""", row => row.BooleansOrNull("a", 3)).ShouldBe([true, false, true]);

    [Fact]
    public void Sequences_are_arrays_or_texts()
    {
        One("""{"a": [3, 1, 2], "b": "3 1  2", "c": null}""", row => (string.Join(',', row.Tokens("a")), string.Join(',', row.Tokens("b")), row.Tokens("c").Length))
            .ShouldBe(("3,1,2", "3,1,2", 0));
        One("""{"a": [[1, 2], [3, 4]]}""", row => row.Steps("a", 2)).ShouldBe([[1, 2], [3, 4]]);
        Fails("""{"a": [1, 2.5]}""", row => row.Tokens("a")).Message.ShouldStartWith("Line 1, column 'a': '2.5' at 1 of the array is not a whole number");
        Fails("""{"a": [1, 2, 3]}""", row => row.Steps("a", 2)).Message.ShouldBe("Line 1, column 'a': there are 3 numbers, and steps of 2 features need a multiple of 2.");
    }

    [Theory]
    [InlineData("""{"a": [1, 2]}""", "the array has 2 values, and it takes 3.")]
    [InlineData("""{"a": [1, 2, 3, 4]}""", "the array has more than 3 values, and it takes 3.")]
    [InlineData("""{"a": [1, null, 3]}""", "the value at 1 of the array is missing, and only all of it may be.")]
    [InlineData("""{"a": [1, "x", 3]}""", "'x' at 1 of the array is not a number.")]
    [InlineData("""{"a": [1, {}, 3]}""", "there is an object at 1 of the array.")]
    [InlineData("""{"a": 1}""", "an array of 3 is wanted here.")]
    public void Arrays_of_another_length_or_type_are_refused(string line, string reason) =>
        Fails(line, row => row.Singles("a", 3)).Message.ShouldStartWith($"Line 1, column 'a': {reason}");

    [Fact]
    public void An_error_says_where_and_what()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("people.jsonl");
        File.WriteAllText(path, "{\"age\": 1}\n\n{\"age\": \"abc\"}\n");

        var exception = Should.Throw<RowException>(() => JsonRow.Read(path, null, row => row.Int32("Age")).ToList());

        exception.Message.ShouldBe("people.jsonl, line 3, column 'age': 'abc' is not a whole number in the range of its type. Whole numbers look like 12 or -3.");
        (exception.FileName, exception.Row, exception.Column, exception.Text).ShouldBe((path, 3, "age", "abc"));
    }

    [Theory]
    [InlineData("{\"a\": 1}\n[1]\n", 2)]
    [InlineData("{\"a\": 1}\n{\"a\": 1,}\n", 2)]
    [InlineData("{\"a\": 1} {\"a\": 2}\n", 1)]
    [InlineData("{\"a\": 1}\n\n{\"a\": 1", 3)]
    [InlineData("{\"a\": 1}\nabc", 2)]
    public void What_is_no_object_is_refused(string text, long line)
    {
        var exception = Fails(text, row => row.Int32("a"));

        exception.Message.ShouldStartWith($"Line {line}: this is no JSON object on a line of its own");
        exception.Row.ShouldBe(line);
    }

    [Fact]
    public void A_property_that_stands_twice_is_refused() =>
        Fails("""{"a": 1, "a": 2}""", row => row.Int32("a")).Message.ShouldBe("Line 1, column 'a': the property stands twice in this row.");

    [Fact]
    public void A_property_that_is_absent_is_an_error_that_names_the_nearest()
    {
        Fails("""{"age": 1, "education-num": 2}""", row => row.Int32OrNull("EducatonNum"))
            .Message.ShouldStartWith("Line 1: there is no column 'EducatonNum'. The nearest name is 'education-num', of 2 columns.");
        Fails("{\"a\": 1, \"b\": 2}\n{\"a\": 1}\n", row => row.Int32OrNull("b")).Message.ShouldStartWith("Line 2: there is no column 'b'.");
        Fails("{}", row => row.Int32("b")).Message.ShouldStartWith("Line 1: there is no column 'b'. There are no columns at all.");
    }

    [Fact]
    public void Properties_may_be_left_out_where_the_options_allow_it_and_come_in_any_order()
    {
        JsonLinesOptions options = new() { AllowMissingColumns = true };

        Read("{\"a\": 1}\n{\"b\": 2, \"a\": 3}\n{\"a\": 4, \"c\": [5, 6], \"b\": 7}\n{\"b\": 8, \"a\": 9}", options,
                row => (row.Int32("a"), row.Int32OrNull("B"), row.SinglesOrNull("c", 2)?.Sum()))
            .ShouldBe([(1, null, null), (3, 2, null), (4, 7, 11f), (9, 8, null)]);
    }

    [Fact]
    public void Properties_are_renamed() => Read("""{"y": 5}""", new JsonLinesOptions { Columns = new Dictionary<string, string> { ["Income"] = "y" } }, row => row.Int32("Income"))
        .ShouldBe([5]);

    [Fact]
    public void Two_properties_that_match_one_name_are_an_error() =>
        Fails("{\"x-1\": 1}\n{\"x_1\": 2, \"x-1\": 1}\n", row => row.Int32("X1")).Message.ShouldStartWith("Line 2: the columns 'x-1' and 'x_1' both match 'X1'.");

    [Theory]
    [InlineData("\uFEFF{\"a\": 1}\r\n{\"a\": 2}\r\n \t\r\n{\"a\": 3}")]
    [InlineData("{\"a\": 1}\n{\"a\": 2}\n\n\n{\"a\": 3}\n\n")]
    public void Byte_order_marks_blank_lines_and_line_ends_are_no_matter(string text) => Read(text, null, row => row.Int32("a")).ShouldBe([1, 2, 3]);

    [Fact]
    public void Lines_longer_than_the_buffer_are_read()
    {
        string text = string.Concat(Enumerable.Range(0, 5).Select(row => $"{{\"a\": {row}, \"b\": \"{new string('x', 50_000 * row)}\"}}\n"));

        Read(text, null, row => (row.Int32("a"), row.Text("b").Length)).ShouldBe([(0, 0), (1, 50_000), (2, 100_000), (3, 150_000), (4, 200_000)]);
    }

    private static T One<T>(string text, Func<JsonRow, T> read) => Read(text, null, read).Single();

    private static List<T> Read<T>(string text, JsonLinesOptions? options, Func<JsonRow, T> read) =>
        [.. JsonRow.Read(new MemoryStream(Encoding.UTF8.GetBytes(text)), options, read)];

    private static RowException Fails<T>(string text, Func<JsonRow, T> read) => Should.Throw<RowException>(() => Read(text, null, read));
}
