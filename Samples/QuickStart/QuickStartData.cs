namespace MtlDsl.Samples;

/// <summary>
/// Playing cards seen by 100 noisy sensors. Each of 10 digits and each of 5 suits has a pattern, 100 numbers drawn once from N(0, 0.36²);
/// a card's features are the pattern of its digit, plus the pattern of its suit, plus noise from N(0, 1). All 50 cards are equally likely.
/// </summary>
/// <remarks>
/// Since the patterns are known, so is the best that any model can do: Bayes' rule, which <see cref="MostProbable"/> applies.
/// </remarks>
internal sealed class QuickStartData
{
    private const int Features = 100;
    private const int Digits = 10;
    private const int Suits = 5;
    private const double PatternDeviation = 0.36;

    private readonly GaussianRandom _random;
    private readonly float[][] _digits;
    private readonly float[][] _suits;

    public QuickStartData(long seed)
    {
        _random = new GaussianRandom(seed);
        _digits = Patterns(Digits);
        _suits = Patterns(Suits);
    }

    public QuickStart.Example[] Draw(int count)
    {
        var examples = new QuickStart.Example[count];
        for (int i = 0; i < count; i++)
        {
            int digit = _random.Next(Digits);
            int suit = _random.Next(Suits);
            var features = new float[Features];
            for (int j = 0; j < Features; j++)
                features[j] = _digits[digit][j] + _suits[suit][j] + (float)_random.NextGaussian();
            examples[i] = new QuickStart.Example(features, digit, suit);
        }
        return examples;
    }

    /// <summary>The share of the examples of which Bayes' rule finds the digit, and the suit.</summary>
    public (double Digit, double Suit) BestAccuracy(IReadOnlyCollection<QuickStart.Example> examples)
    {
        int digits = 0, suits = 0;
        foreach (QuickStart.Example example in examples)
        {
            (int digit, int suit) = MostProbable(example.Features);
            digits += digit == example.Digit ? 1 : 0;
            suits += suit == example.Suit ? 1 : 0;
        }
        return ((double)digits / examples.Count, (double)suits / examples.Count);
    }

    /// <summary>The digit of greatest probability, whatever the suit, and the suit of greatest probability, whatever the digit.</summary>
    private (int Digit, int Suit) MostProbable(float[] features)
    {
        var logLikelihoods = new double[Digits, Suits];
        double largest = double.NegativeInfinity;
        for (int digit = 0; digit < Digits; digit++)
            for (int suit = 0; suit < Suits; suit++)
                largest = Math.Max(largest, logLikelihoods[digit, suit] = LogLikelihood(features, _digits[digit], _suits[suit]));

        var digits = new double[Digits];
        var suits = new double[Suits];
        for (int digit = 0; digit < Digits; digit++)
        {
            for (int suit = 0; suit < Suits; suit++)
            {
                double likelihood = Math.Exp(logLikelihoods[digit, suit] - largest);
                digits[digit] += likelihood;
                suits[suit] += likelihood;
            }
        }
        return (Array.IndexOf(digits, digits.Max()), Array.IndexOf(suits, suits.Max()));
    }

    private static double LogLikelihood(float[] features, float[] digit, float[] suit)
    {
        double squares = 0;
        for (int i = 0; i < Features; i++)
        {
            double noise = features[i] - digit[i] - suit[i];
            squares += noise * noise;
        }
        return -squares / 2;
    }

    private float[][] Patterns(int count)
    {
        var patterns = new float[count][];
        for (int i = 0; i < count; i++)
        {
            patterns[i] = new float[Features];
            for (int j = 0; j < Features; j++)
                patterns[i][j] = (float)(PatternDeviation * _random.NextGaussian());
        }
        return patterns;
    }
}
