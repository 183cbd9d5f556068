using System.Reflection;
using MtlDsl.Generator.Emit;

namespace MtlDsl.Tests;

public sealed class DatasetNameTests
{
    [Fact]
    public void The_names_that_labels_cannot_have_are_those_of_the_members_of_data_sets()
    {
        const BindingFlags All = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.FlattenHierarchy;
        IEnumerable<MethodBase> accessors = typeof(Dataset<,>).GetProperties(All).SelectMany(property => property.GetAccessors(nonPublic: true));
        IEnumerable<string> members = typeof(Dataset<,>).GetMembers(All)
            .Where(member => member is not (ConstructorInfo or FieldInfo) && !accessors.Contains(member))
            .Where(member => member is not MethodBase method || method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly)
            .Select(member => member.Name);
        // What the generator adds to a data set of a model.
        IEnumerable<string> expected = members.Concat(["From", "FromCsv", "FromJsonLines", "FromQuery", "FromArrays", "Labelled", "Stream", "StreamCsv", "StreamJsonLines", "StreamQuery"]).Distinct();

        DatasetEmitter.Taken.Order(StringComparer.Ordinal).ShouldBe(expected.Order(StringComparer.Ordinal));
    }
}
