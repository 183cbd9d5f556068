using MtlDsl;
using static TorchSharp.torch;

namespace MtlDsl.Samples;

/// <summary>
/// Three things about a person of the census (UCI Adult; Kohavi, 1996): whether the income is above 50,000 dollars a year, the marital
/// status, and how many hours a week the person works.
/// </summary>
/// <remarks>
/// What is to be predicted is not an input, and neither is what gives it away: the role in the household says Husband or Wife, which is
/// marital status in other words. So the trunk that all tasks share does not see it, and the income, which it helps, reads it on its own.
/// Hours stay in hours: 0.01 times the Huber loss with delta 10 is, number for number, that of tens of hours with delta 1.
/// </remarks>
[MultiTaskModel]
public partial class CensusIncome
{
    [SharedLayer, Linear(128), ReLU, Dropout(0.1), Linear(64), ReLU]
    public partial Tensor Trunk([Input<Person>] Tensor person);

    [Task<Income>, Linear(32), ReLU, Linear(1), BinaryCrossEntropy]
    public partial Tensor Income(Tensor trunk, [Input<Household>] Tensor household);

    [Task<MaritalStatus>, LossWeight(0.5), Linear(32), ReLU, Linear(7), CrossEntropy]
    public partial Tensor MaritalStatus(Tensor trunk);

    [Task, LossWeight(0.01), Linear(32), ReLU, Linear(1), Huber(delta: 10)]
    public partial Tensor HoursPerWeek(Tensor trunk);
}
