using System.Collections.Generic;
using System.Linq;

namespace MtlDsl.Generator.Emit;

/// <summary>Writes what a model learns of its training data before the first step.</summary>
internal static class StatisticsEmitter
{
    public static void Emit(SourceWriter writer, EmittedModel model)
    {
        if (!model.LearnsStatistics)
            return;
        writer.Lines("""
            /// <summary>
            /// Learns from training data, unless it is known already, what is taken from them as it is: the statistics by which inputs are
            /// standardised, and the weights that balance classes. Fit does so before its first step.
            /// </summary>
            /// <param name="data">What to learn from: training data alone.</param>
            """);
        writer.Open("public void LearnStatistics(global::MtlDsl.ExampleSource<Example> data)");
        foreach (string line in Lines(model))
            writer.Line(line);
        writer.Close();
        writer.Line();
    }

    private static IEnumerable<string> Lines(EmittedModel model)
    {
        for (int column = 0; column < model.Inputs.Count; column++)
            if (model.Inputs[column].IsEncoded)
                yield return $"{EmittedModel.Field(model.Inputs[column])}.LearnOnce(() => data.Statistics({Literal.Of(column)}));";
        for (int task = 0; task < model.Tasks.Count; task++)
            if (model.Tasks[task].Balance is { } balance)
                yield return $"{balance}.LearnOnce(() => data.BalancedWeights({Literal.Of(model.Inputs.Count + task)}));";
    }
}
