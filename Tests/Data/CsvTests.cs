using System.Text;
using Shouldly;
using Xunit;

namespace MtlDsl.Tests;

public class CsvTests
{
    private enum Education { HsGrad, Bachelors, _11th }

    [Theory]
    [InlineData("")]
    [InlineData("de-DE")]
    [InlineData("tr-TR")]
    public void Every_type_is_read_in_any_culture(string culture) => DataFixtures.UnderCulture(culture, () =>
    {
        const string Text = "Single,double-value,INT,Int_64,flag,Education,note\n1.5,-2.5e3,7,9000000000,YES,hs-grad,Istanbul\n";

        var row = One(Text, row => (row.Single("single"), row.Double("DoubleValue"), row.Int32("Int"), row.Int64("INT64"), row.Boolean("Flag"),
            row.Enum<Education>("education"), row.Text("Note")));

        row.ShouldBe((1.5f, -2500, 7, 9_000_000_000, true, Education.HsGrad, "Istanbul"));
    });

    [Theory]
    [InlineData("")]
    [InlineData("?")]
    [InlineData("NA")]
    [InlineData("n/a")]
    [InlineData("NaN")]
    [InlineData("NULL")]
    [InlineData("  ?  ")]
    public void Missing_values_are_null_or_refused(string text)
    {
        var table = $"a,b\n{text},x\n";

        One(table, row => row.SingleOrNull("a")).ShouldBeNull();
        One(table, row => row.DoubleOrNull("a")).ShouldBeNull();
        One(table, row => row.Int32OrNull("a")).ShouldBeNull();
        One(table, row => row.Int64OrNull("a")).ShouldBeNull();
        One(table, row => row.BooleanOrNull("a")).ShouldBeNull();
        One(table, row => row.EnumOrNull<Education>("a")).ShouldBeNull();
        One(table, row => row.TextOrNull("a")).ShouldBeNull();
        Fails(table, row => row.Single("a")).Message.ShouldBe(
            "Line 2, column 'a': the value is missing, and it may not be. Fill it in, or make its property nullable.");
    }

    [Fact]
    public void Values_that_are_there_are_read_by_the_OrNull_getters()
    {
        One("a,b,c,d,e,f,g\n1.5,2.5,3.0,4,no,11th,t\n", row => (row.SingleOrNull("a"), row.DoubleOrNull("b"), row.Int32OrNull("c"),
                row.Int64OrNull("d"), row.BooleanOrNull("e"), row.EnumOrNull<Education>("f"), row.TextOrNull("g")))
            .ShouldBe((1.5f, 2.5, 3, 4, false, Education._11th, "t"));
    }

    [Theory]
    [InlineData("abc")]
    [InlineData("1e99")]
    [InlineData("∞")]
    [InlineData("1 000")]
    [InlineData("\"1,5\"")]
    public void What_is_no_number_is_refused(string text) =>
        DataFixtures.UnderCulture("de-DE", () => Fails($"a,b\n{text},1\n", row => row.Single("a")).Message.ShouldContain("is not a number. Numbers look like"));

    [Fact]
    public void An_error_says_where_and_what()
    {
        var path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}-people.csv");
        File.WriteAllText(path, "age,job\n1,a\n2,\"line\r\nbreak\"\n\n3,c\n4,d\n\"abc\",e\n");
        try
        {
            var exception = Should.Throw<CsvException>(() => CsvRow.Read(path, null, row => row.Int32("Age")).ToList());

            // Line 3 goes on over line 4, and line 5 is blank.
            exception.Message.ShouldBe($"{Path.GetFileName(path)}, line 8, column 'age': 'abc' is not a whole number in the range of its type. Whole numbers look like 12 or -3.");
            exception.ShouldBeAssignableTo<FormatException>();
            (exception.FileName, exception.Line, exception.Column, exception.Text).ShouldBe((path, 8, "age", "abc"));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void Quoted_fields_keep_delimiters_quotes_blanks_and_line_breaks()
    {
        const string Text = "a, \"b \"\"x\"\"\",c\r\n\"1,2\", \" kept \" ,\"two\r\nlines \"\"here\"\"\"\r\n3,4,5\r\n";

        var rows = CsvRow.Read(new StringReader(Text), null, row => (row.Line, row.Text("a"), row.Text("bx"), row.Text("c"))).ToList();

        rows.ShouldBe([(2, "1,2", " kept ", "two\r\nlines \"here\""), (4, "3", "4", "5")]);
    }

    [Theory]
    [InlineData("a,b\n1,5\" disk\n", 2, "b")]
    [InlineData("a,b\n1,2\n3,\"never closed\n4,5\n", 3, "b")]
    [InlineData("a,b\n1,\"closed\" not quite\n", 2, "b")]
    [InlineData("a,\"b\n1,2\n", 1, "2")]
    public void Quotes_that_are_not_in_order_are_reported(string text, int line, string column)
    {
        // The other column is asked for: the error is the line's.
        var exception = Fails(text, row => row.Int32("a"));

        exception.Message.ShouldContain("are not in order");
        (exception.Line, exception.Column).ShouldBe((line, column));
    }

    [Theory]
    [InlineData("a,b\n1,2\n3\n", "Line 3: there are 1 fields, but 2 columns.")]
    [InlineData("a,b\n1,2\n3,4,5\n", "Line 3: there are 3 fields, but 2 columns.")]
    public void A_line_with_other_than_its_fields_is_refused(string text, string message) =>
        Fails(text, row => row.Int32("a")).Message.ShouldStartWith(message);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_byte_order_mark_is_no_part_of_the_name(bool file)
    {
        const string Text = "\uFEFFage,b\r\n17,2\r\n";
        if (!file)
        {
            One(Text, row => row.Int32("age")).ShouldBe(17);
            return;
        }

        var path = Path.GetTempFileName();
        File.WriteAllText(path, Text[1..], new UTF8Encoding(encoderShouldEmitUTF8Identifier: true));
        CsvRow.Read(path, null, row => (row.Int32("age"), row.Columns[0])).Single().ShouldBe((17, "age"));
        File.WriteAllText(path, Text, Encoding.Unicode);
        CsvRow.Read(path, null, row => row.Int32("age")).Single().ShouldBe(17);
        File.Delete(path);
    }

    [Fact]
    public void A_file_without_a_header_line_is_data_from_the_first_line_on()
    {
        CsvOptions options = new() { Header = ["Age", "Hours-per-week"] };

        Read("1,2\n3,4\n", options, row => (row.Line, row.Int32("HoursPerWeek"))).ShouldBe([(1, 2), (2, 4)]);
        Read("age, hours per week\n1,2\n", options, row => row.Int32("HoursPerWeek")).ShouldBe([2]);
        Read("", options, row => row.Int32("Age")).ShouldBeEmpty();
        Should.Throw<CsvException>(() => Read("1,2,3\n", options, row => row.Int32("Age"))).Message.ShouldStartWith("Line 1: there are 3 fields");
    }

    [Fact]
    public void A_file_with_nothing_in_it_is_refused()
    {
        Fails("", row => row.Int32("a")).Message.ShouldStartWith("Line 1: there is nothing here.");
        Read("a,b\n", null, row => row.Int32("a")).ShouldBeEmpty();
    }

    [Fact]
    public void Texts_are_rewritten_before_they_are_read()
    {
        CsvOptions options = new() { Rewrite = (column, text) => column == "Y" ? text.TrimEnd('.') : text };

        Read("Y,z\n<=50K.,1.\n>50K.,2.\n?.,3.\n", options, row => (row.EnumOrNull<Income>("y"), row.Text("z")))
            .ShouldBe([(Income.AtMost50K, "1."), (Income.Over50K, "2."), (null, "3.")]);
    }

    [Fact]
    public void Columns_are_renamed()
    {
        CsvOptions options = new() { Columns = new Dictionary<string, string> { ["Income"] = "Y", ["Features"] = "pixel" } };

        Read("pixel0,pixel1,y\n1,2,>50K\n", options, row => (row.Singles("features", 2)[1], row.Enum<Income>("Income")))
            .ShouldBe([(2f, Income.Over50K)]);
        Should.Throw<CsvException>(() => Read("a,b\n1,2\n", options, row => row.Text("Income"))).Message.ShouldContain("there is no column 'Y'");
    }

    [Fact]
    public void A_column_that_is_absent_is_an_error_that_names_the_nearest()
    {
        Fails("age,education-num\n1,2\n", row => row.Int32("EducatonNumber"))
            .Message.ShouldStartWith("Line 2: there is no column 'EducatonNumber'. The nearest name is 'education-num', of 2 columns.");
        Fails("age,b\n1,2\n", row => row.Int32OrNull("Agee")).Message.ShouldContain("The nearest name is 'age'");
        Fails("x_0,x_1\n1,2\n", row => row.SinglesOrNull("y", 2)).Message.ShouldContain("there is no column 'y_0'");
    }

    [Fact]
    public void A_column_may_be_absent_where_the_options_allow_it()
    {
        CsvOptions options = new() { AllowMissingColumns = true };

        Read("a\n1\n", options, row => (row.Has("b"), row.Int32OrNull("b"), row.EnumOrNull<Suit>("b"), row.SinglesOrNull("b", 2)))
            .ShouldBe([(false, null, null, null)]);
        One("a,b_0\n1,2\n", row => (row.Has("A"), row.Has("b"), row.Has("c"))).ShouldBe((true, true, false));
        Should.Throw<CsvException>(() => Read("a\n1\n", options, row => row.Int32("b")));
        Should.Throw<CsvException>(() => Read("b_0\n1\n", options, row => row.SinglesOrNull("b", 2))).Message.ShouldContain("there is no column 'b_1'");
    }

    [Fact]
    public void Two_columns_that_match_one_name_are_an_error_unless_one_is_the_very_name()
    {
        Fails("x-1,x_1\n1,2\n", row => row.Int32("X1")).Message.ShouldContain("the columns 'x-1' and 'x_1' both match 'X1'");
        One("x_1,X1\n1,2\n", row => row.Int32("X1")).ShouldBe(2);
    }

    [Theory]
    [InlineData("f_0,f_1,f_2")]
    [InlineData("F0,F1,F2")]
    [InlineData("f[0],f[1],f[2]")]
    [InlineData("f_2,f_1,f_0")]
    public void Arrays_are_columns_with_numbers(string header)
    {
        var expected = header.StartsWith("f_2", StringComparison.Ordinal) ? new[] { 0f, 0, 1 } : [1, 0, 0];

        One($"{header}\n1,0,0\n", row => row.Singles("F", 3)).ShouldBe(expected);
        One($"{header}\n1,0,0\n", row => row.BooleansOrNull("F", 3)).ShouldBe(expected.Select(value => value == 1).ToArray());
    }

    [Fact]
    public void Arrays_are_missing_as_a_whole_or_not_at_all()
    {
        One("f0,f1\n?,\n", row => row.SinglesOrNull("f", 2)).ShouldBeNull();
        One("f0,f1\n?,\n", row => row.BooleansOrNull("f", 2)).ShouldBeNull();
        Fails("f0,f1\n1,?\n", row => row.SinglesOrNull("f", 2)).Column.ShouldBe("f1");
        Fails("f0,f1\n?,?\n", row => row.Booleans("f", 2)).Column.ShouldBe("f0");
    }

    [Fact]
    public void An_unknown_member_is_an_error_that_names_the_nearest() =>
        Fails("Education,b\nBachelor,1\n", row => row.Enum<Education>("Education")).Message
            .ShouldStartWith("Line 2, column 'Education': 'Bachelor' is no member of Education. The nearest is Bachelors, of HsGrad, Bachelors, _11th.");

    [Fact]
    public void Other_delimiters_and_missing_values()
    {
        CsvOptions options = new() { Delimiter = "\t", MissingValues = ["-"], Trim = false };

        Read("a\tb\n-\t NA\n", options, row => (row.Int32OrNull("a"), row.Text("b"))).ShouldBe([(null, " NA")]);
    }

    [Fact]
    public void Records_are_read_as_they_are_asked_for()
    {
        var rows = CsvRow.Read(new StringReader("a\n1\n2\nx\n"), null, row => row.Int32("a"));

        rows.Take(2).ShouldBe([1, 2]);
    }

    [Fact]
    public void A_file_is_read_anew_each_time_and_closed()
    {
        var path = Path.GetTempFileName();
        File.WriteAllText(path, "a\n1\n2\n");
        var rows = CsvRow.Read(path, null, row => row.Int32("a"));

        rows.First().ShouldBe(1);
        rows.Sum().ShouldBe(3);
        File.AppendAllText(path, "3\n");
        rows.Sum().ShouldBe(6);

        File.Delete(path);
        Should.Throw<FileNotFoundException>(() => rows.ToList());
    }

    private static T One<T>(string text, Func<CsvRow, T> read) => Read(text, null, read).Single();

    private static List<T> Read<T>(string text, CsvOptions? options, Func<CsvRow, T> read) => [.. CsvRow.Read(new StringReader(text), options, read)];

    private static CsvException Fails<T>(string text, Func<CsvRow, T> read) => Should.Throw<CsvException>(() => Read(text, null, read));
}
