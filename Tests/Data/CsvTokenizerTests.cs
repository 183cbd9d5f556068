using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;

namespace MtlDsl.Tests;

/// <summary>What CSV files are cut into, compared with CsvHelper.</summary>
public class CsvTokenizerTests
{
    private static readonly string[] Pieces = ["a", "12", "-3.5", " ", "\t", ",", ",", ",", "\"", "\"\"", "\n", "\r\n", "\r", "ü", ";", "\"x\"", "\" y, z \"", "\"p\"\"q\""];

    // CsvHelper lets some quotes pass that are never closed or stand within a field; what it refuses is refused here too.
    [Theory]
    [InlineData(",", true)]
    [InlineData(",", false)]
    [InlineData(";", true)]
    [InlineData("\t", true)]
    [InlineData(", ", false)]
    public void Random_texts_are_cut_as_CsvHelper_cuts_them(string delimiter, bool trim)
    {
        var random = new Random(7);
        int complete = 0;
        for (int i = 0; i < 20_000; i++)
        {
            string text = string.Concat(Enumerable.Range(0, random.Next(1, 14)).Select(_ => Pieces[random.Next(Pieces.Length)]).Select(piece => piece == "," ? delimiter : piece));
            // The smallest buffers end within every field somewhere.
            List<string> records = Ours(text, delimiter, trim, capacity: 1 + random.Next(20));
            if (records.LastOrDefault() == nameof(CsvRecord.BadQuotes))
                continue;
            complete++;
            records.ShouldBe(Peer(text, delimiter, trim), $"'{text}'");
        }
        complete.ShouldBeGreaterThan(2000);
    }

    [Theory]
    [InlineData(",", "\n")]
    [InlineData("||", "\r\n")]
    [InlineData("\t", "\r")]
    public void What_is_written_by_the_rules_is_read_back(string delimiter, string lineEnd)
    {
        var random = new Random(11);
        for (int i = 0; i < 3000; i++)
        {
            string[][] records = [.. Enumerable.Range(0, random.Next(1, 6)).Select(_ => Enumerable.Range(0, 3).Select(_ =>
                string.Concat(Enumerable.Range(0, random.Next(5)).Select(_ => Pieces[random.Next(Pieces.Length)]))).ToArray())];
            string text = string.Concat(records.Select(record => string.Join(delimiter, record.Select(field => $"\"{field.Replace("\"", "\"\"")}\"")) + lineEnd));

            Ours(text, delimiter, trim: random.Next(2) == 0, capacity: 1 + random.Next(20)).Select(record => record[(record.IndexOf(':') + 1)..])
                .ShouldBe(records.Select(record => string.Join('|', record)));
        }
    }

    [Fact]
    public void A_buffer_may_end_anywhere()
    {
        const string Text = "a,\"b \"\"x\"\"\",c\r\n\r\n\"1,2\", \" kept \" ,\"two\r\nlines\"\r\n3,4,\n\n5,,6";
        string[] expected = ["1:a|b \"x\"|c", "3:1,2| kept |two\r\nlines", "5:3|4|", "7:5||6"];

        for (int capacity = 1; capacity <= Text.Length + 1; capacity++)
            Ours(Text, ",", trim: true, capacity).ShouldBe(expected);
    }

    [Fact]
    public void A_quote_that_is_never_closed_does_not_take_all_memory()
    {
        var tokenizer = new CsvTokenizer(new Endless("a,\"b"), ",", trim: true);

        tokenizer.Read().ShouldBe(CsvRecord.TooLong);
    }

    [Fact]
    public void Short_decimals_are_what_dotnet_reads_to_the_last_bit()
    {
        var random = new Random(3);
        int read = 0;
        for (int i = 0; i < 300_000; i++)
        {
            string text = Decimal(random, digits: random.Next(1, 17));
            bool isShort = ShortDecimal.TryRead(text, out double number);
            if (isShort)
            {
                read++;
                BitConverter.DoubleToInt64Bits(number).ShouldBe(BitConverter.DoubleToInt64Bits(double.Parse(text, CultureInfo.InvariantCulture)), text);
            }
            if (ShortDecimal.TryRead(text, out float single))
                BitConverter.SingleToInt32Bits(single).ShouldBe(BitConverter.SingleToInt32Bits(float.Parse(text, CultureInfo.InvariantCulture)), text);
        }
        read.ShouldBeGreaterThan(200_000);
    }

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData(".")]
    [InlineData("-.")]
    [InlineData("1.2.3")]
    [InlineData("+1")]
    [InlineData("1e5")]
    [InlineData("1 ")]
    [InlineData("1234567890123456")]
    public void What_is_no_short_decimal_is_left_to_dotnet(string text)
    {
        ShortDecimal.TryRead(text, out double _).ShouldBeFalse();
        ShortDecimal.TryRead(text, out float _).ShouldBeFalse();
    }

    // Half-way between 1 and the float after it, a little less and a little more: doubles of 15 digits that round to the middle.
    [Theory]
    [InlineData("1.00000005960464", 1f)]
    [InlineData("16777217", 16777216f)]
    [InlineData("16777217.000001", 16777218f)]
    [InlineData("16777219", 16777220f)]
    [InlineData("-0", -0f)]
    public void Numbers_between_two_floats_go_to_the_nearest(string text, float expected)
    {
        CellText.Single(text, out float value).ShouldBeTrue();
        BitConverter.SingleToInt32Bits(value).ShouldBe(BitConverter.SingleToInt32Bits(expected));
    }

    private static string Decimal(Random random, int digits)
    {
        char[] text = [.. Enumerable.Range(0, digits).Select(_ => (char)('0' + random.Next(10)))];
        return (random.Next(2) == 0 ? "-" : "") + new string(text).Insert(random.Next(digits + 1), random.Next(4) == 0 ? "" : ".");
    }

    private static List<string> Ours(string text, string delimiter, bool trim, int capacity)
    {
        var tokenizer = new CsvTokenizer(new StringReader(text), delimiter, trim, capacity);
        var records = new List<string>();
        CsvRecord record;
        while ((record = tokenizer.Read()) == CsvRecord.Complete)
            records.Add($"{tokenizer.Line}:{string.Join('|', Enumerable.Range(0, tokenizer.Count).Select(field => tokenizer[field].ToString()))}");
        if (record != CsvRecord.None)
            records.Add(record.ToString());
        return records;
    }

    private static List<string>? Peer(string text, string delimiter, bool trim)
    {
        using var parser = new CsvParser(new StringReader(text), new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            Delimiter = delimiter,
            TrimOptions = trim ? TrimOptions.Trim : TrimOptions.None,
            WhiteSpaceChars = delimiter.Contains('\t') ? [' '] : [' ', '\t'],
            BadDataFound = _ => throw new FormatException(),
        });
        var records = new List<string>();
        try
        {
            for (var (row, line) = (parser.Row, parser.RawRow); parser.Read(); (row, line) = (parser.Row, parser.RawRow))
                records.Add($"{line + (parser.Row - row)}:{string.Join('|', parser.Record!)}");
            return records;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private sealed class Endless(string start) : TextReader
    {
        private int _read;

        public override int Read(char[] buffer, int index, int count)
        {
            for (int i = 0; i < count; i++, _read++)
                buffer[index + i] = _read < start.Length ? start[_read] : 'x';
            return count;
        }
    }
}
