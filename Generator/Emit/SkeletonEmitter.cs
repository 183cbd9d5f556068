using MtlDsl.Generator.Parsing;
using MtlDsl.Generator.Specs;

namespace MtlDsl.Generator.Emit;

/// <summary>Writes what is left of a model with errors: bodies that throw, so that the model's own errors are the only ones that show.</summary>
internal static class SkeletonEmitter
{
    public static string Emit(SkeletonSpec skeleton) => FileFrame.Write(skeleton.Type, aliases: false, writer =>
    {
        string name = CSharpName.Of(skeleton.Type.Name);
        string @throw = $"throw new global::System.InvalidOperationException(\"{skeleton.Type.Name} has errors; see the compiler's messages.\");";
        writer.Line("#pragma warning disable CS1591");
        writer.Open(skeleton.Header + (skeleton.IsModule ? " : global::MtlDsl.MultiTaskModel" : ""));
        if (skeleton.IsModule && !skeleton.HasConstructor)
        {
            writer.Line($"public {name}(long seed = 0, string device = \"auto\") : base({Literal.Of(skeleton.Type.Name)}, seed, device) =>");
            writer.Line($"    {@throw}");
            writer.Line();
        }
        if (skeleton.IsModule && !skeleton.HasSummary)
        {
            writer.Line("public override global::MtlDsl.ModelSummary Summary() =>");
            writer.Line($"    {@throw}");
            writer.Line();
        }
        foreach (string declaration in skeleton.Unimplemented)
        {
            writer.Line($"{declaration} =>");
            writer.Line($"    {@throw}");
            writer.Line();
        }
        foreach (string declaration in skeleton.Undefined)
            writer.Line($"{declaration};");
        writer.Close();
    });
}
