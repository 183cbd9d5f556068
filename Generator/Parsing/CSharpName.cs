using Microsoft.CodeAnalysis.CSharp;

namespace MtlDsl.Generator.Parsing;

/// <summary>Names as C# writes them.</summary>
internal static class CSharpName
{
    public static bool IsKeyword(string name) => SyntaxFacts.GetKeywordKind(name) != SyntaxKind.None;

    /// <summary>@class for class.</summary>
    public static string Of(string name) => IsKeyword(name) ? "@" + name : name;
}
