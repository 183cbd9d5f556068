using System.Data;
using Microsoft.Data.Sqlite;

namespace MtlDsl.Tests;

/// <summary>Rows of queries: of SQLite, whose values have types of their own, and of a table whose columns have one.</summary>
public sealed class QueryRowTests : IDisposable
{
    private readonly SqliteConnection _connection = new("Data Source=:memory:");

    private enum Level { Low = 3, High = 7 }

    public QueryRowTests() => _connection.Open();

    public void Dispose() => _connection.Dispose();

    [Fact]
    public void Every_type_is_read_by_the_models_names() => One(
        "SELECT 1.5 AS single, -2500.0 AS double_value, 7 AS INT, 9000000000 AS int_64, 1 AS flag, 'high' AS level, 'ü' AS note",
        row => (row.Single("Single"), row.Double("DoubleValue"), row.Int32("Int"), row.Int64("Int64"), row.Boolean("Flag"), row.Enum<Level>("Level"), row.Text("Note")))
        .ShouldBe((1.5f, -2500, 7, 9_000_000_000, true, Level.High, "ü"));

    [Fact]
    public void Numbers_may_be_of_another_type_or_texts() => One(
        "SELECT 3.0 AS a, 7 AS b, '1.5' AS c, 'yes' AS d, '12' AS e, 3 AS f",
        row => (row.Int32("a"), row.Single("b"), row.Single("c"), row.Boolean("d"), row.Int64("e"), row.Enum<Level>("f")))
        .ShouldBe((3, 7f, 1.5f, true, 12, Level.Low));

    [Fact]
    public void Null_is_missing()
    {
        One("SELECT NULL AS a, NULL AS b_0, NULL AS b_1", row => (row.SingleOrNull("a"), row.Int32OrNull("a"), row.EnumOrNull<Level>("a"), row.SinglesOrNull("b", 2)))
            .ShouldBe((null, null, null, null));
        Fails("SELECT 1 AS a UNION ALL SELECT NULL", row => row.Int32("a")).Message
            .ShouldBe("Row 2 of the query, column 'a': the value is missing, and it may not be. Fill it in, or make its property nullable.");
    }

    [Theory]
    [InlineData("SELECT 'abc' AS a", "'abc' is not a whole number")]
    [InlineData("SELECT 1.5 AS a", "'1.5' is not a whole number")]
    [InlineData("SELECT 9000000000 AS a", "'9000000000' is not a whole number in the range of its type")]
    [InlineData("SELECT 9.3e18 AS a", "'9.3E+18' is not a whole number")]
    [InlineData("SELECT x'00' AS a", "'System.Byte[]' is not a whole number")]
    public void What_is_no_whole_number_is_refused(string query, string reason)
    {
        var exception = Fails(query, row => row.Int32("A"));

        exception.Message.ShouldStartWith($"Row 1 of the query, column 'a': {reason}");
        (exception.Row, exception.Column, exception.FileName).ShouldBe((1, "a", null));
    }

    [Fact]
    public void A_column_that_is_absent_is_an_error_that_names_the_nearest()
    {
        Fails("SELECT 1 AS age, 2 AS education_num", row => row.Int32OrNull("EducatonNum")).Message
            .ShouldStartWith("Row 1 of the query: there is no column 'EducatonNum'. The nearest name is 'education_num', of 2 columns.");
        Fails("SELECT 1 AS b", row => row.Singles("a", 2)).Message.ShouldContain("there is no column 'a'");
        Fails("SELECT 1 AS a", row => row.Singles("a", 2)).Message.ShouldContain("this is a Int64, and 2 numbers are wanted: an array, or columns a_0 to a_1.");
    }

    [Fact]
    public void Sequences_are_arrays_or_texts()
    {
        One("SELECT '3 1 2' AS a, NULL AS b, '1 2 3 4' AS c", row => (string.Join(',', row.Tokens("a")), row.Tokens("b").Length, row.Steps("c", 2).Length))
            .ShouldBe(("3,1,2", 0, 2));
        using var table = new DataTable();
        table.Columns.Add("a", typeof(long[]));
        table.Columns.Add("b", typeof(float[]));
        table.Rows.Add(new long[] { 5, 6 }, new float[] { 1, 2 });
        using DataTableReader reader = table.CreateDataReader();
        QueryRow.Read(reader, row => (row.Tokens("a")[1], row.Steps("b", 1)[1][0])).ShouldBe([(6, 2f)]);
    }

    [Fact]
    public void Columns_may_have_each_type_there_is()
    {
        using var table = new DataTable();
        object[] values = [(byte)1, (sbyte)-2, (short)-3, (ushort)4, 5, 6u, 7L, 8ul, 9.5f, 10.5, 11.5m, true, new[] { 1f, 2 }, new[] { 3.0, 4 }, new[] { true, false }, double.NaN, float.NaN];
        foreach (object value in values)
            table.Columns.Add($"c{table.Columns.Count}", value.GetType());
        table.Rows.Add(values);
        using DataTableReader reader = table.CreateDataReader();

        QueryRow.Read(reader, row =>
        {
            Enumerable.Range(0, 11).Select(i => row.Double($"c{i}")).ShouldBe([1, -2, -3, 4, 5, 6, 7, 8, 9.5, 10.5, 11.5]);
            Enumerable.Range(0, 11).Select(i => row.Single($"c{i}")).ShouldBe([1, -2, -3, 4, 5, 6, 7, 8, 9.5f, 10.5f, 11.5f]);
            Enumerable.Range(0, 7).Select(i => row.Int32($"c{i}")).ShouldBe([1, -2, -3, 4, 5, 6, 7]);
            row.Boolean("c11").ShouldBeTrue();
            row.Singles("c12", 2).ShouldBe([1, 2]);
            row.SinglesOrNull("c13", 2).ShouldBe([3, 4]);
            row.Booleans("c14", 2).ShouldBe([true, false]);
            (row.DoubleOrNull("c15"), row.SingleOrNull("c16")).ShouldBe((null, null));
            Should.Throw<RowException>(() => row.Singles("c12", 3)).Message.ShouldContain("the array has 2 values, and it takes 3.");
            Should.Throw<RowException>(() => row.Single("c11")).Message.ShouldContain("'True' is not a number");
            return row.Number;
        }).ShouldBe([1]);
    }

    private T One<T>(string query, Func<QueryRow, T> read) => Read(query, read).Single();

    private List<T> Read<T>(string query, Func<QueryRow, T> read)
    {
        using SqliteCommand command = _connection.CreateCommand();
        command.CommandText = query;
        using SqliteDataReader reader = command.ExecuteReader();
        return [.. QueryRow.Read(reader, read)];
    }

    private RowException Fails<T>(string query, Func<QueryRow, T> read) => Should.Throw<RowException>(() => Read(query, read));
}
