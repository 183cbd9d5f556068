using Microsoft.CodeAnalysis;

namespace MtlDsl.Generator.Parsing;

/// <summary>
/// Tells what the generator wrote from what the user wrote: the analyzer sees both, and must judge only the latter.
/// </summary>
internal static class GeneratedCode
{
    public static bool Contains(SyntaxTree tree) =>
        tree.FilePath.Replace('\\', '/').Contains(typeof(ModelGenerator).FullName + "/");

    public static bool IsWrittenByUser(ISymbol symbol)
    {
        foreach (Location location in symbol.Locations)
            if (location.SourceTree is { } tree && !Contains(tree))
                return true;
        return false;
    }
}
