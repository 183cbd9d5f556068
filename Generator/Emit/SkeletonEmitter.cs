using MtlDsl.Generator.Parsing;
using MtlDsl.Generator.Specs;

namespace MtlDsl.Generator.Emit;

/// <summary>
/// Writes what is left of a model with errors: bodies that throw, and the outline that other code needs, so that the model's own errors are
/// the only ones that show.
/// </summary>
internal static class SkeletonEmitter
{
    public static string Emit(SkeletonSpec skeleton) => FileFrame.Write(skeleton.Type, aliases: skeleton.Outline is not null, writer =>
    {
        writer.Line("#pragma warning disable CS1591");
        writer.Open(skeleton.Header + (skeleton.IsModule ? " : global::MtlDsl.MultiTaskModel" : ""));
        string @throw = $"throw new global::System.InvalidOperationException(\"{skeleton.Type.Name} has errors; see the compiler's messages.\");";
        if (skeleton.Outline is { } outline)
            Outline(writer, new EmittedModel(outline), @throw);
        else if (skeleton.IsModule)
            Module(writer, skeleton, @throw);
        foreach (string declaration in skeleton.Unimplemented)
            Method(writer, declaration, @throw);
        foreach (string declaration in skeleton.Undefined)
            writer.Line($"{declaration};");
        writer.Close();
    });

    private static void Outline(SourceWriter writer, EmittedModel model, string @throw)
    {
        ContractsEmitter.Emit(writer, model);
        ExampleEmitter.Emit(writer, model);
        DatasetEmitter.Emit(writer, model);
        ModulesEmitter.Emit(writer, model);
        if (model.IsGenerated("Forward"))
            Method(writer, "public Outputs Forward(Inputs inputs)", @throw);
        ForwardEmitter.EmitTraining(writer, model);
        StatisticsEmitter.Emit(writer, model);
        FitEmitter.Emit(writer, model);
        EvaluateEmitter.Emit(writer, model);
        PredictEmitter.Emit(writer, model);
        SummaryEmitter.Emit(writer, model);
    }

    private static void Module(SourceWriter writer, SkeletonSpec skeleton, string @throw)
    {
        string name = CSharpName.Of(skeleton.Type.Name);
        if (!skeleton.HasConstructor)
            Method(writer, $"public {name}(long seed = 0, string device = \"auto\") : base({Literal.Of(skeleton.Type.Name)}, seed, device)", @throw);
        if (!skeleton.HasSummary)
            Method(writer, "public override global::MtlDsl.ModelSummary Summary()", @throw);
    }

    private static void Method(SourceWriter writer, string declaration, string @throw)
    {
        writer.Line($"{declaration} =>");
        writer.Line($"    {@throw}");
        writer.Line();
    }
}
