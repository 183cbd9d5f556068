using System.Text.Json;
using Xunit;
namespace MtlDsl.Tests.Weighting;
public sealed class ParityScratch
{
    [Fact]
    public void Table()
    {
        foreach (var (f, o) in new[] { ("/tmp/parity/few.json", "/tmp/parity/table_few.txt"), ("/tmp/parity/many.json", "/tmp/parity/table_many.txt") })
        {
            if (!File.Exists(f)) continue;
            using var document = JsonDocument.Parse(File.ReadAllText(f));
            var lines = new List<string>();
            foreach (var figure in PublishedFigures.All(document.RootElement))
            {
                string r;
                try { var d = PublishedFigures.Replay(figure); r = FormattableString.Invariant($"{d.Combined:E2}\t{d.Weights?.ToString("E2", System.Globalization.CultureInfo.InvariantCulture) ?? "-"}"); }
                catch (Exception e) { r = "ERR\t" + e.Message.Replace('\n', ' '); }
                lines.Add($"{figure.Library}\t{figure.Method}\t{figure.Case.GetProperty("name").GetString()}\t{r}");
            }
            File.WriteAllLines(o, lines);
        }
    }
}
