using System.Runtime.Serialization;
using Shouldly;
using Xunit;

namespace MtlDsl.Tests;

public class EnumClassesTests
{
    private enum Signed { Up = 1, Down = -1, Level = 0, Flat = 0 }

    private enum Wide : ulong { Huge = ulong.MaxValue, Small = 1 }

    private enum Census { NeverMarried, _11th, MarriedCivSpouse, Işık, INTERNAL }

    private enum Ambiguous { A_1, A1 }

    private enum Twice { [EnumMember(Value = "x")] First, [EnumMember(Value = "x")] Second }

    private enum Swapped { [EnumMember(Value = "No")] Yes, No }

    [Fact]
    public void Classes_are_the_distinct_values_in_order()
    {
        EnumClasses<Signed>.Count.ShouldBe(3);
        EnumClasses<Signed>.Values.ShouldBe([Signed.Down, Signed.Level, Signed.Up]);
        EnumClasses<Signed>.Names.ShouldBe(["Down", Enum.GetName(Signed.Level)!, "Up"]);
        EnumClasses<Signed>.IndexOf(Signed.Down).ShouldBe(0);
        EnumClasses<Signed>.IndexOf(Signed.Flat).ShouldBe(1);
        EnumClasses<Wide>.Values.ShouldBe([Wide.Small, Wide.Huge]);
    }

    [Fact]
    public void A_value_that_is_no_member_is_refused_with_the_members()
    {
        Should.Throw<ArgumentException>(() => EnumClasses<Suit>.IndexOf((Suit)17))
            .Message.ShouldBe("17 is no member of Suit; its members are Clubs, Diamonds, Hearts, Spades.");
        EnumClasses<Suit>.TryIndexOf((Suit)(-1), out _).ShouldBeFalse();
    }

    [Theory]
    [InlineData("")]
    [InlineData("de-DE")]
    [InlineData("tr-TR")]
    public void Texts_match_by_letters_and_digits_in_any_culture(string culture) => DataFixtures.UnderCulture(culture, () =>
    {
        Parse<Census>("Never-married").ShouldBe(Census.NeverMarried);
        Parse<Census>("NEVERMARRIED").ShouldBe(Census.NeverMarried);
        Parse<Census>(" 11th ").ShouldBe(Census._11th);
        Parse<Census>("married-CIV-spouse").ShouldBe(Census.MarriedCivSpouse);
        // Under tr-TR the lower case of I is ı, and the upper case of i is İ: neither may count here.
        Parse<Census>("internal").ShouldBe(Census.INTERNAL);
        Parse<Census>("ınternal").ShouldBeNull();
        Parse<Census>("işık").ShouldBe(Census.Işık);
        Parse<Census>("divorced").ShouldBeNull();
        Parse<Census>("").ShouldBeNull();
        Parse<Census>("--").ShouldBeNull();
        Parse<Census>("0").ShouldBeNull();
    });

    [Fact]
    public void An_EnumMember_text_goes_before_the_names()
    {
        Parse<Income>("<=50K").ShouldBe(Income.AtMost50K);
        Parse<Income>(">50K").ShouldBe(Income.Over50K);
        Parse<Income>("over 50k").ShouldBe(Income.Over50K);
        Parse<Income>("50K").ShouldBeNull();
        Parse<Swapped>("No").ShouldBe(Swapped.Yes);
        Parse<Swapped>("no").ShouldBe(Swapped.No);
    }

    [Fact]
    public void Members_that_read_alike_are_an_error_whenever_texts_are_read()
    {
        for (var time = 0; time < 2; time++)
        {
            Should.Throw<InvalidOperationException>(() => Parse<Ambiguous>("A1")).Message.ShouldContain("A_1 or A1");
            Should.Throw<InvalidOperationException>(() => Parse<Twice>("x")).Message.ShouldContain("'x' could be First or Second");
        }
        EnumClasses<Ambiguous>.Count.ShouldBe(2);
    }

    private static TEnum? Parse<TEnum>(string text) where TEnum : struct, Enum =>
        EnumClasses<TEnum>.TryParse(text, out var value) ? value : null;
}
