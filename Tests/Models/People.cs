using static TorchSharp.torch;

namespace MtlDsl.Tests.Models;

public enum Sector { Private, State, Own }

public enum Education { School, College, University }

/// <summary>A record with every kind of column and a label for each task of <see cref="PeopleModel"/>.</summary>
public sealed record Person(
    [property: Numeric] float Age,
    [property: Numeric] double? Hours,
    [property: Categorical] Sector Sector,
    [property: Categorical] Education? Education,
    [property: Categorical(12, Embedding = 3)] int Month,
    [property: Categorical] bool Veteran,
    Sector? Prefers = null,
    bool? Employed = null)
{
    [Numeric]
    public int Children { get; init; }

    public float? Wage { get; init; }
}

/// <summary>A model that is trained from records.</summary>
[MultiTaskModel]
public partial class PeopleModel
{
    [SharedLayer, Linear(24), ReLU, Dropout(0.05)]
    public partial Tensor Trunk([Input<Person>] Tensor person);

    [Task<Sector>, Linear(3), CrossEntropy]
    public partial Tensor Prefers(Tensor trunk);

    [Task, Linear(1), BinaryCrossEntropy]
    public partial Tensor Employed(Tensor trunk);

    [Task, LossWeight(0.5), Linear(8), Tanh, Linear(1), Huber]
    public partial Tensor Wage(Tensor trunk);
}

internal static class PeopleData
{
    /// <summary>
    /// People whose labels are rules of their columns: who prefers what goes by sector and month, who is employed by age and hours, and
    /// the wage by education and age. Each tenth person lacks the hours, each seventh the education.
    /// </summary>
    public static Person[] Make(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => MakeOne(random))];
    }

    private static Person MakeOne(Random random)
    {
        float age = random.Next(18, 70);
        double? hours = random.Next(10) == 0 ? null : 10 + 50 * random.NextDouble();
        Education? education = random.Next(7) == 0 ? null : (Education)random.Next(3);
        var sector = (Sector)random.Next(3);
        int month = random.Next(12);
        return new Person(age, hours, sector, education, month, random.Next(2) == 0,
            Prefers: month < 6 ? sector : (Sector)(((int)sector + 1) % 3),
            Employed: (hours ?? 35) > age / 2)
        {
            Children = random.Next(4),
            Wage = (education is { } level ? 1 + (int)level : 0.5f) + age / 50,
        };
    }
}
