using System.Runtime.Serialization;

namespace MtlDsl.Samples;

// Texts match members by their letters and digits: "Never-married" is NeverMarried. EnumMember gives the text where it is another.

/// <summary>Income of a year, in dollars.</summary>
public enum Income
{
    [EnumMember(Value = "<=50K")] AtMost50K,
    [EnumMember(Value = ">50K")] Over50K,
}

public enum MaritalStatus
{
    NeverMarried, MarriedCivSpouse, MarriedAFSpouse, MarriedSpouseAbsent, Separated, Divorced, Widowed,
}

public enum Relationship
{
    Husband, Wife, OwnChild, OtherRelative, NotInFamily, Unmarried,
}

public enum Sex
{
    Female, Male,
}

public enum Race
{
    White, Black, AsianPacIslander, AmerIndianEskimo, Other,
}

public enum Workclass
{
    Private, SelfEmpNotInc, SelfEmpInc, FederalGov, LocalGov, StateGov, WithoutPay, NeverWorked,
}

public enum Education
{
    Preschool,
    [EnumMember(Value = "1st-4th")] Grades1To4,
    [EnumMember(Value = "5th-6th")] Grades5To6,
    [EnumMember(Value = "7th-8th")] Grades7To8,
    [EnumMember(Value = "9th")] Grade9,
    [EnumMember(Value = "10th")] Grade10,
    [EnumMember(Value = "11th")] Grade11,
    [EnumMember(Value = "12th")] Grade12,
    [EnumMember(Value = "HS-grad")] HighSchool,
    SomeCollege,
    [EnumMember(Value = "Assoc-voc")] AssociateVocational,
    [EnumMember(Value = "Assoc-acdm")] AssociateAcademic,
    Bachelors,
    Masters,
    [EnumMember(Value = "Prof-school")] ProfessionalSchool,
    Doctorate,
}

public enum Occupation
{
    ExecManagerial, ProfSpecialty, TechSupport, Sales, AdmClerical, CraftRepair, ProtectiveServ, TransportMoving,
    [EnumMember(Value = "Machine-op-inspct")] MachineOperation,
    FarmingFishing, HandlersCleaners, OtherService, PrivHouseServ, ArmedForces,
}

public enum Country
{
    UnitedStates, Canada, Mexico, PuertoRico, Cuba, Jamaica, Haiti, DominicanRepublic, Guatemala, Honduras, ElSalvador, Nicaragua,
    [EnumMember(Value = "Columbia")] Colombia,
    Ecuador, Peru,
    [EnumMember(Value = "Trinadad&Tobago")] TrinidadAndTobago,
    [EnumMember(Value = "Outlying-US(Guam-USVI-etc)")] OutlyingUnitedStates,
    England, Scotland, Ireland, France, Germany, Italy, Portugal, Greece, Poland, Hungary, Yugoslavia,
    [EnumMember(Value = "Holand-Netherlands")] Netherlands,
    India, Iran, China, Taiwan, Japan, Vietnam, Laos, Cambodia, Thailand, Philippines,
    [EnumMember(Value = "Hong")] HongKong,
    // The file does not say of which country.
    South,
}
