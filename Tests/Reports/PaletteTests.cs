using System.Globalization;

namespace MtlDsl.Tests;

/// <summary>Colours can be read, by the contrast of WCAG 2.2 (1.4.3 and 1.4.11).</summary>
public sealed class PaletteTests
{
    // What the strongest cell of a heat map has of its accent.
    private const double StrongestShade = 0.5;

    public static TheoryData<string> Accents => [.. ReportPalette.Tasks.Select(colour => colour.Name), "ink", "muted", "negative", "positive"];

    [Theory, MemberData(nameof(Accents))]
    public void Text_and_curves_stand_out_from_the_page(string name)
    {
        Contrast(Light(name), Light("page")).ShouldBeGreaterThanOrEqualTo(4.5);
        Contrast(Dark(name), Dark("page")).ShouldBeGreaterThanOrEqualTo(4.5);
    }

    [Theory, MemberData(nameof(Accents))]
    public void Numbers_stand_out_from_the_strongest_cell(string name)
    {
        Contrast(Light("ink"), Mixed(Light(name), Light("page"))).ShouldBeGreaterThanOrEqualTo(4.5);
        Contrast(Dark("ink"), Mixed(Dark(name), Dark("page"))).ShouldBeGreaterThanOrEqualTo(name is "ink" ? 3 : 4.5);
    }

    [Fact]
    public void Accents_differ() => ReportPalette.Tasks.SelectMany(colour => (string[])[colour.Light, colour.Dark]).ShouldBeUnique();

    private static double[] Light(string name) => Rgb(Colour(name).Light);

    private static double[] Dark(string name) => Rgb(Colour(name).Dark);

    private static ReportColour Colour(string name) => ReportPalette.Base.Concat(ReportPalette.Tasks).Single(colour => colour.Name == name);

    private static double[] Rgb(string colour) =>
        [.. Enumerable.Range(0, 3).Select(channel => byte.Parse(colour.AsSpan(1 + 2 * channel, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255.0)];

    private static double[] Mixed(double[] above, double[] below) => [.. above.Zip(below, (a, b) => StrongestShade * a + (1 - StrongestShade) * b)];

    private static double Contrast(double[] first, double[] second)
    {
        double one = Luminance(first), other = Luminance(second);
        return (Math.Max(one, other) + 0.05) / (Math.Min(one, other) + 0.05);
    }

    private static double Luminance(double[] colour)
    {
        double[] linear = [.. colour.Select(channel => channel <= 0.04045 ? channel / 12.92 : Math.Pow((channel + 0.055) / 1.055, 2.4))];
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2];
    }
}
