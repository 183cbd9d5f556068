namespace MtlDsl.Samples;

/// <summary>What the census knows of a person. Numbers are standardised, categories embedded; null is a missing value.</summary>
public sealed record Person
{
    [Numeric]
    public required int Age { get; init; }

    /// <summary>How many people of the United States this one stands for.</summary>
    [Numeric]
    public required int Fnlwgt { get; init; }

    /// <summary>From 1, preschool, to 16, a doctorate.</summary>
    [Numeric]
    public required int EducationNum { get; init; }

    /// <summary>Dollars.</summary>
    [Numeric]
    public required int CapitalGain { get; init; }

    /// <summary>Dollars.</summary>
    [Numeric]
    public required int CapitalLoss { get; init; }

    // Most people have no gain at all and a few have 99,999 dollars: the logarithm brings them to one scale.
    [Numeric]
    public float LogCapitalGain => MathF.Log(1 + CapitalGain);

    [Numeric]
    public float LogCapitalLoss => MathF.Log(1 + CapitalLoss);

    [Categorical]
    public required Workclass? Workclass { get; init; }

    [Categorical]
    public required Education Education { get; init; }

    [Categorical]
    public required Occupation? Occupation { get; init; }

    [Categorical]
    public required Race Race { get; init; }

    [Categorical]
    public required Sex Sex { get; init; }

    [Categorical]
    public required Country? NativeCountry { get; init; }
}

/// <summary>The household that a person lives in.</summary>
/// <param name="Relationship">The person's role in it.</param>
public sealed record Household([Categorical] Relationship Relationship);
