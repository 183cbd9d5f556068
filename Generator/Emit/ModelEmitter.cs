using MtlDsl.Generator.Specs;

namespace MtlDsl.Generator.Emit;

/// <summary>Writes a model's file, part after part.</summary>
internal static class ModelEmitter
{
    public static string Emit(ModelSpec spec)
    {
        var model = new EmittedModel(spec);
        return FileFrame.Write(spec.Type, aliases: true, writer =>
        {
            RemarksEmitter.Emit(writer, model);
            writer.Open($"partial class {spec.Type.Name} : global::MtlDsl.MultiTaskModel");
            ContractsEmitter.Emit(writer, model);
            ExampleEmitter.Emit(writer, model);
            DatasetEmitter.Emit(writer, model);
            ModulesEmitter.Emit(writer, model);
            NodesEmitter.Emit(writer, model);
            ForwardEmitter.Emit(writer, model);
            WeightingEmitter.Emit(writer, model);
            StatisticsEmitter.Emit(writer, model);
            FitEmitter.Emit(writer, model);
            FindLearningRateEmitter.Emit(writer, model);
            EvaluateEmitter.Emit(writer, model);
            PredictEmitter.Emit(writer, model);
            SummaryEmitter.Emit(writer, model);
            writer.Close();
        });
    }
}
