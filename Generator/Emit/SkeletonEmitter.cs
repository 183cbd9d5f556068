using MtlDsl.Generator.Parsing;
using MtlDsl.Generator.Specs;

namespace MtlDsl.Generator.Emit;

/// <summary>Writes what is left of a model with errors: bodies that throw, so that the model's own errors are the only ones that show.</summary>
internal static class SkeletonEmitter
{
    public static string Emit(SkeletonSpec skeleton) => FileFrame.Write(skeleton.Type, aliases: false, writer =>
    {
        writer.Open($"partial class {skeleton.Type.Name}");
        foreach (MethodSpec method in skeleton.Methods)
        {
            writer.Lines($"""
                {method.Header} =>
                    throw new global::System.InvalidOperationException("{skeleton.Type.Name} has errors; see the compiler's messages.");
                """);
            writer.Line();
        }
        writer.Close();
    });
}
