using System.Globalization;
using Shouldly;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace MtlDsl.Tests;

public class PredictionTests
{
    // A float32 probability is its float64 value rounded once.
    private const float Tolerance = 6e-8f;

    private enum Suit { Hearts = 2, Spades = 1, Clubs = 7 }

    private enum Mail { Ham, Spam }

    [Fact]
    public void A_class_is_the_largest_logit_and_probabilities_are_the_softmax()
    {
        var prediction = ClassPrediction.Decode([0, MathF.Log(3), float.NegativeInfinity]);
        prediction.Class.ShouldBe(1);
        prediction.Probability.ShouldBe(0.75f, Tolerance);
        prediction.Probabilities[0].ShouldBe(0.25f, Tolerance);
        prediction.Probabilities[2].ShouldBe(0);
        ClassPrediction.Decode([1, 1]).Class.ShouldBe(0);
        ClassPrediction.Decode([3e38f, -3e38f]).Probabilities.ShouldBe([1, 0]);
    }

    [Theory]
    [InlineData(new[] { 1f, float.NaN })]
    [InlineData(new[] { 1f, float.PositiveInfinity })]
    [InlineData(new[] { float.NegativeInfinity, float.NegativeInfinity })]
    [InlineData(new float[] { })]
    public void Logits_without_a_most_probable_class_are_an_error(float[] logits) =>
        Should.Throw<ArgumentException>(() => ClassPrediction.Decode(logits)).Message.ShouldContain("no most probable class");

    [Fact]
    public void An_enum_names_the_classes_by_ascending_value()
    {
        // In the order of their values: Spades, Hearts, Clubs.
        var prediction = ClassPrediction<Suit>.Decode([0, MathF.Log(6), 0]);
        prediction.Class.ShouldBe(Suit.Hearts);
        prediction[Suit.Hearts].ShouldBe(0.75f, Tolerance);
        prediction[Suit.Clubs].ShouldBe(0.125f, Tolerance);
        prediction.ToString().ShouldBe("Hearts (75.0 %)");
        Should.Throw<ArgumentException>(() => prediction[(Suit)3]);
        Should.Throw<ArgumentException>(() => ClassPrediction<Suit>.Decode([0, 0])).Message
            .ShouldStartWith("2 logits are given for Suit, which has 3 classes.");
    }

    [Fact]
    public void A_binary_probability_is_that_of_true()
    {
        var no = BinaryPrediction.Decode([-MathF.Log(7)]);
        no.Class.ShouldBeFalse();
        no.Probability.ShouldBe(0.125f, Tolerance);
        no.ToString().ShouldBe("false (true: 12.5 %)");
        BinaryPrediction.Decode([0]).ShouldBe(new BinaryPrediction(true, 0.5f));
        BinaryPrediction.Decode([-200]).Probability.ShouldBe(0);
        BinaryPrediction.Decode([200]).Probability.ShouldBe(1);
        Should.Throw<ArgumentException>(() => BinaryPrediction.Decode([float.NaN])).Message.ShouldContain("NaN");
        Should.Throw<ArgumentException>(() => BinaryPrediction.Decode([0, 0])).Message.ShouldStartWith("2 logits");
    }

    [Fact]
    public void A_binary_probability_of_an_enum_is_that_of_the_second_member()
    {
        var ham = BinaryPrediction<Mail>.Decode([-MathF.Log(7)]);
        ham.Class.ShouldBe(Mail.Ham);
        ham.Probability.ShouldBe(0.125f, Tolerance);
        ham[Mail.Spam].ShouldBe(0.125f, Tolerance);
        ham[Mail.Ham].ShouldBe(0.875f, Tolerance);
        ham.ToString().ShouldBe("Ham (Spam: 12.5 %)");
        BinaryPrediction<Mail>.Decode([2]).Class.ShouldBe(Mail.Spam);
        Should.Throw<ArgumentException>(() => BinaryPrediction<Suit>.Decode([0])).Message.ShouldContain("Suit has 3");
    }

    [Fact]
    public void Each_of_several_labels_has_its_own_probability()
    {
        var prediction = MultiLabelPrediction.Decode([MathF.Log(3), -1, 0]);
        prediction.Labels.ShouldBe([true, false, true]);
        prediction.Probabilities[0].ShouldBe(0.75f, Tolerance);
        prediction.ToString().ShouldBe("0 (75.0 %), 2 (50.0 %)");
        MultiLabelPrediction.Decode([-1]).ToString().ShouldBe("none");
        Should.Throw<ArgumentException>(() => MultiLabelPrediction.Decode([0, float.NaN])).Message.ShouldStartWith("Logit 1 of 2 is NaN");
    }

    [Fact]
    public void A_regression_has_a_value_or_several()
    {
        RegressionPrediction.Decode([1.5f]).Value.ShouldBe(1.5f);
        var two = RegressionPrediction.Decode([1.5f, -2]);
        two.Values.ShouldBe([1.5f, -2]);
        two.ToString().ShouldBe("(1.5, -2)");
        Should.Throw<InvalidOperationException>(() => two.Value).Message.ShouldContain("2 numbers");
    }

    [Fact]
    public void Predictions_are_equal_by_their_elements()
    {
        static void Equal<T>(T left, T same, T other) where T : class
        {
            left.ShouldBe(same);
            left.GetHashCode().ShouldBe(same.GetHashCode());
            left.Equals(other).ShouldBeFalse();
        }

        Equal(ClassPrediction.Decode([1, 2]), ClassPrediction.Decode([1, 2]), ClassPrediction.Decode([1, 3]));
        Equal(ClassPrediction<Mail>.Decode([1, 2]), ClassPrediction<Mail>.Decode([1, 2]), ClassPrediction<Mail>.Decode([1, 3]));
        Equal(MultiLabelPrediction.Decode([1, 2]), MultiLabelPrediction.Decode([1, 2]), MultiLabelPrediction.Decode([1, 3]));
        Equal(RegressionPrediction.Decode([1, 2]), RegressionPrediction.Decode([1, 2]), RegressionPrediction.Decode([1, 3]));
    }

    [Fact]
    public void Texts_are_the_same_in_every_culture()
    {
        var before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = new CultureInfo("de-DE");
        try
        {
            ClassPrediction.Decode([0, MathF.Log(3)]).ToString().ShouldBe("1 (75.0 %)");
            RegressionPrediction.Decode([3.25f]).ToString().ShouldBe("3.25");
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Rows_of_an_output_are_copied_once()
    {
        using var scope = NewDisposeScope();
        var output = arange(6, ScalarType.Float32).reshape(2, 3).t().requires_grad_();
        var before = scope.DisposablesCount;

        var rows = new OutputRows(output);

        scope.DisposablesCount.ShouldBe(before);
        (rows.Count, rows.Width).ShouldBe((3, 2));
        rows[0].ToArray().ShouldBe([0, 3]);
        rows[2].ToArray().ShouldBe([2, 5]);
        Should.Throw<ArgumentOutOfRangeException>(() => rows[3].Length);
        Should.Throw<ArgumentException>(() => new OutputRows(zeros(3))).Message.ShouldStartWith("The output has the shape (3)");
    }
}
