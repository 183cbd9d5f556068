using Microsoft.CodeAnalysis;
using MtlDsl.Generator.Diagnostics;
using MtlDsl.Generator.Parsing;
using MtlDsl.Generator.Specs;

namespace MtlDsl.Generator.Losses;

/// <summary>What a loss checks its task against, and where it reports.</summary>
/// <param name="Output">The shape of the task's output for one example.</param>
/// <param name="Enum">The task's enum, or null.</param>
/// <param name="EndsIn">The last layer's kind, or null for a task without layers.</param>
internal sealed record TaskCheck(
    string Task, Shape Output, ITypeSymbol? Enum, string? EndsIn, AttributeData Loss, AttributeData Role, System.Func<Location> OutputLocation, Reporter Reporter)
{
    public string LossName => KnownTypes.RuntimeName(Loss)!;

    /// <summary>Checks that the output is one number for each of the loss's answers, not an image or a sequence.</summary>
    public bool RequireVector()
    {
        if (Output.IsVector)
            return true;
        string advice = Output.IsTokens ? "put [Embedding(...)] and [MeanOverTime], [MaxOverTime] or [LastStep]"
            : Output.IsSequence ? "put [MeanOverTime], [MaxOverTime] or [LastStep]"
            : "put [Flatten] or [Linear(...)]";
        Reporter.Report(DiagnosticDescriptors.OutputNotVector, OutputLocation, Task, Output.WithBatch, LossName, advice);
        return false;
    }

    public void RequireOneOutput()
    {
        if (RequireVector() && Output.Width != 1)
            Reporter.Report(DiagnosticDescriptors.BinaryNeedsOneOutput, OutputLocation, Task, Output.Width);
    }

    public void RequireNoEnum()
    {
        if (Enum is not null)
            Reporter.Report(DiagnosticDescriptors.EnumNeedsClassification, Role, Task, Enum.Name, LossName);
    }

    /// <summary>Checks a list of weights against the number of outputs.</summary>
    public void RequireWeights(EquatableArray<double>? weights, string option, bool zeroAllowed)
    {
        if (weights is not { } list)
            return;
        if (Output.IsVector && list.Count != Output.Width)
            Reporter.Report(DiagnosticDescriptors.WeightCountMismatch, Loss, option, list.Count, Task, Output.Width);
        bool anyPositive = false;
        foreach (double weight in list)
        {
            anyPositive |= weight > 0;
            if (!AttributeReader.IsFinite(weight) || weight < 0 || (weight == 0 && !zeroAllowed))
            {
                string range = zeroAllowed ? "finite and at least 0" : "positive and finite";
                string text = weight.ToString(System.Globalization.CultureInfo.InvariantCulture);
                Reporter.Report(DiagnosticDescriptors.OptionOutOfRange, Loss, LossName, option, text, range);
                return;
            }
        }
        if (!anyPositive && list.Count > 0)
            Reporter.Report(DiagnosticDescriptors.OptionOutOfRange, Loss, LossName, option, "all 0", "positive for at least one class");
    }

    /// <summary>Warns of a layer that turns logits into probabilities before a loss that takes logits.</summary>
    public void WarnOfProbabilities()
    {
        if (EndsIn is "Softmax" or "Sigmoid")
            Reporter.Report(DiagnosticDescriptors.LossTakesLogits, OutputLocation, Task, EndsIn, LossName);
    }
}
