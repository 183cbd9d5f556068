using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using MtlDsl.Generator.Diagnostics;
using MtlDsl.Generator.Specs;

namespace MtlDsl.Generator.Parsing;

/// <summary>Finds the user's own modules, parameters and buffers: what custom nodes compute with.</summary>
internal static class FieldParser
{
    public static List<FieldSpec> Parse(INamedTypeSymbol type, Reporter reporter)
    {
        var fields = new List<FieldSpec>();
        foreach (IFieldSymbol field in type.GetMembers().OfType<IFieldSymbol>())
        {
            ISymbol member = field.AssociatedSymbol ?? field;
            if (field.IsStatic || !GeneratedCode.IsWrittenByUser(member) || KindOf(field.Type) is not { } kind)
                continue;
            fields.Add(new FieldSpec(member.Name, Naming.Snake(member.Name), kind));
            if (kind != FieldKind.Buffer && HasInitializer(member))
                reporter.Report(DiagnosticDescriptors.ModuleBeforeSeed, member, member.Name);
        }
        return fields;
    }

    private static FieldKind? KindOf(ITypeSymbol type) =>
        KnownTypes.IsModule(type) ? FieldKind.Module
        : KnownTypes.IsParameter(type) ? FieldKind.Parameter
        : KnownTypes.IsTensor(type) ? FieldKind.Buffer
        : null;

    private static bool HasInitializer(ISymbol member) =>
        member.DeclaringSyntaxReferences.Any(reference => reference.GetSyntax() is
            VariableDeclaratorSyntax { Initializer.Value: not LiteralExpressionSyntax and not PostfixUnaryExpressionSyntax }
            or PropertyDeclarationSyntax { Initializer.Value: not LiteralExpressionSyntax and not PostfixUnaryExpressionSyntax });
}
