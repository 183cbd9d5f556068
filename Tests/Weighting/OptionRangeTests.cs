using System.ComponentModel.DataAnnotations;
using System.Reflection;

namespace MtlDsl.Tests.Weighting;

/// <summary>The range that an option declares, which the generator refuses other numbers by, is the one that it checks.</summary>
public sealed class OptionRangeTests
{
    private static readonly double[] Probes =
    [
        double.NegativeInfinity, double.MinValue, -1, -0.5, -double.Epsilon, 0, double.Epsilon, 1e-9, 0.01, 0.0499, 0.05, 0.5, 0.9999, 1, 1.0001, 2, 10, 999.9, 1000, 1000.1,
        1e9, double.MaxValue, double.PositiveInfinity, double.NaN,
    ];

    public static TheoryData<string> Types => [.. Strategies().Select(type => type.Name)];

    [Theory, MemberData(nameof(Types))]
    public void Every_number_has_the_range_that_it_checks(string name)
    {
        var type = Strategies().Single(type => type.Name == name);
        foreach (var option in type.GetProperties().Where(option => option.CanWrite && option.SetMethod!.IsPublic && option.PropertyType.IsPrimitive && option.PropertyType != typeof(bool)))
        {
            var range = option.GetCustomAttribute<RangeAttribute>();
            range.ShouldNotBeNull($"{name}.{option.Name}");
            foreach (var probe in Probes)
            {
                if (option.PropertyType == typeof(int) && (probe != Math.Floor(probe) || Math.Abs(probe) > int.MaxValue)) continue;
                var value = Convert.ChangeType(probe, option.PropertyType, null);
                Accepts(type, option, value).ShouldBe(range.IsValid(value), $"{name}.{option.Name} = {value}");
            }
        }
    }

    private static IEnumerable<Type> Strategies() => typeof(LossWeighting).Assembly.GetExportedTypes().Where(type =>
        !type.IsAbstract && !type.IsGenericTypeDefinition && (type.IsSubclassOf(typeof(LossWeighting)) || type.IsSubclassOf(typeof(GradientMethod))));

    private static bool Accepts(Type type, PropertyInfo option, object value)
    {
        try
        {
            option.SetValue(Create(type), value);
            return true;
        }
        catch (TargetInvocationException e) when (e.InnerException is ArgumentOutOfRangeException)
        {
            return false;
        }
    }

    private static object Create(Type type)
    {
        if (type == typeof(CRMOGM)) return new CRMOGM(new MGDA());
        if (type == typeof(WeightedLosses)) return new WeightedLosses(new ScaleInvariant(), new MGDA());
        if (type == typeof(FixedWeighting)) return new FixedWeighting(1, 1);
        if (type == typeof(ScheduledWeighting)) return new ScheduledWeighting(new WeightMilestone(0, 1, 1));
        return Activator.CreateInstance(type)!;
    }
}
