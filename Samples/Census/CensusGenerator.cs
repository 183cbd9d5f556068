namespace MtlDsl.Samples;

/// <summary>
/// People who resemble those of the census, drawn at random: nobody among them exists. They serve where there is no file.
/// </summary>
/// <remarks>
/// The income is above 50,000 dollars with the probability sigmoid(z) of
/// z = −3.2 + 0.4 (education − 10) + 0.05 (min(age, 60) − 40) + 0.04 (hours − 40) + 0.9 [manager or professional]
/// + 2.2 [husband or wife] + 3 [capital gain above 5,000], where [·] is 1 or 0. Marital status depends on the age, the role in the
/// household on both and on the sex, hours on age, sex and occupation.
/// </remarks>
internal sealed class CensusGenerator(long seed)
{
    private readonly GaussianRandom _random = new(seed);

    public CensusIncome.Example[] Draw(int count) => [.. Enumerable.Range(0, count).Select(_ => Draw())];

    private CensusIncome.Example Draw()
    {
        Person person = DrawPerson();
        MaritalStatus status = DrawStatus(person.Age);
        Relationship relationship = DrawRelationship(person, status);
        int hours = DrawHours(person);
        double z = -3.2
            + 0.4 * (person.EducationNum - 10)
            + 0.05 * (Math.Min(person.Age, 60) - 40)
            + 0.04 * (hours - 40)
            + (person.Occupation is Occupation.ExecManagerial or Occupation.ProfSpecialty ? 0.9 : 0)
            + (relationship is Relationship.Husband or Relationship.Wife ? 2.2 : 0)
            + (person.CapitalGain > 5000 ? 3 : 0);
        Income income = Chance(Sigmoid(z)) ? Income.Over50K : Income.AtMost50K;
        return new CensusIncome.Example(person, new Household(relationship), income, status, hours);
    }

    private Person DrawPerson()
    {
        int age = Math.Clamp((int)(17 + 25 * Math.Abs(_random.NextGaussian())), 17, 90);
        int education = Math.Clamp((int)Math.Round(10 + 2.5 * _random.NextGaussian()), 1, age < 20 ? 10 : 16);
        bool works = !Chance(0.057);
        return new Person
        {
            Age = age,
            Fnlwgt = (int)Math.Exp(12 + 0.5 * _random.NextGaussian()),
            EducationNum = education,
            Education = (Education)(education - 1),
            CapitalGain = Chance(0.08) ? (int)Math.Exp(8.6 + 0.9 * _random.NextGaussian()) : 0,
            CapitalLoss = Chance(0.05) ? (int)(1900 + 350 * _random.NextGaussian()) : 0,
            Workclass = works ? Pick((Workclass.Private, 74), (Workclass.SelfEmpNotInc, 8), (Workclass.SelfEmpInc, 4),
                (Workclass.LocalGov, 7), (Workclass.StateGov, 4), (Workclass.FederalGov, 3)) : null,
            Occupation = works ? DrawOccupation(education) : null,
            Race = Pick((Race.White, 85), (Race.Black, 10), (Race.AsianPacIslander, 3), (Race.AmerIndianEskimo, 1), (Race.Other, 1)),
            Sex = Chance(0.67) ? Sex.Male : Sex.Female,
            NativeCountry = Chance(0.018) ? null
                : Chance(0.91) ? Country.UnitedStates
                : (Country)_random.Next(1, EnumClasses<Country>.Count),
        };
    }

    private Occupation DrawOccupation(int education) => education >= 13
        ? Pick((Occupation.ProfSpecialty, 40), (Occupation.ExecManagerial, 28), (Occupation.Sales, 12), (Occupation.AdmClerical, 9),
            (Occupation.TechSupport, 5), (Occupation.OtherService, 3), (Occupation.CraftRepair, 3))
        : Pick((Occupation.CraftRepair, 18), (Occupation.AdmClerical, 15), (Occupation.OtherService, 14), (Occupation.Sales, 12),
            (Occupation.MachineOperation, 10), (Occupation.ExecManagerial, 9), (Occupation.TransportMoving, 7),
            (Occupation.HandlersCleaners, 6),
            (Occupation.FarmingFishing, 4), (Occupation.ProfSpecialty, 3), (Occupation.ProtectiveServ, 2));

    private MaritalStatus DrawStatus(int age)
    {
        if (Chance(Sigmoid((28 - age) / 4.0)))
            return MaritalStatus.NeverMarried;
        if (Chance(Sigmoid((age - 80) / 8.0)))
            return MaritalStatus.Widowed;
        return Pick((MaritalStatus.MarriedCivSpouse, 72), (MaritalStatus.Divorced, 19), (MaritalStatus.Separated, 5),
            (MaritalStatus.MarriedSpouseAbsent, 3), (MaritalStatus.MarriedAFSpouse, 1));
    }

    private Relationship DrawRelationship(Person person, MaritalStatus status) => status switch
    {
        MaritalStatus.MarriedCivSpouse or MaritalStatus.MarriedAFSpouse =>
            person.Sex == Sex.Male ? Relationship.Husband : Relationship.Wife,
        MaritalStatus.NeverMarried when person.Age < 30 =>
            Pick((Relationship.OwnChild, 55), (Relationship.NotInFamily, 35), (Relationship.OtherRelative, 10)),
        _ => Pick((Relationship.NotInFamily, 60), (Relationship.Unmarried, 35), (Relationship.OtherRelative, 5)),
    };

    private int DrawHours(Person person)
    {
        double mean = 40
            + (person.Sex == Sex.Male ? 2 : -3)
            + (person.Occupation == Occupation.ExecManagerial ? 4 : 0)
            - (person.Age < 22 ? 10 : person.Age > 65 ? 11 : 0);
        return Math.Clamp((int)Math.Round(mean + 8 * _random.NextGaussian()), 1, 99);
    }

    private T Pick<T>(params ReadOnlySpan<(T Value, int Weight)> choices)
    {
        int total = 0;
        foreach ((_, int weight) in choices)
            total += weight;
        int draw = _random.Next(total);
        foreach ((T value, int weight) in choices)
        {
            if (draw < weight)
                return value;
            draw -= weight;
        }
        throw new ArgumentException("No choice has a weight.", nameof(choices));
    }

    private bool Chance(double probability) => _random.NextDouble() < probability;

    private static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));
}
