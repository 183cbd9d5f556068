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
    public static List<FieldSpec> Parse(ModelContext context, UniqueNames names)
    {
        var fields = new List<FieldSpec>();
        bool makesModules = context.Type.GetMembers(MemberRules.Modules).OfType<IMethodSymbol>().Any(method => NodeMethod.Of(method) is not null);
        foreach ((IFieldSymbol field, ISymbol member, FieldKind kind) in Find(context))
        {
            List<NodeDraft> users = Users(member.Name, context);
            fields.Add(new FieldSpec(
                member.Name, names.Key(Naming.Snake(member.Name)), kind, IsShared(users), HasOwnUsers(users, context),
                IsUnset(field, member), field.NullableAnnotation == NullableAnnotation.Annotated,
                kind == FieldKind.Buffer ? GroupSpec.None : GroupParser.Of(member.Name, users, context)));
            if (kind != FieldKind.Buffer && HasInitializer(member))
                context.Reporter.Report(DiagnosticDescriptors.ModuleBeforeSeed, member, member.Name);
            else if (!makesModules && !HasInitializer(member))
                context.Reporter.Report(DiagnosticDescriptors.ModuleNeverMade, member, member.Name);
        }
        return fields;
    }

    /// <summary>Whether a custom node mentions a module or parameter of the class.</summary>
    public static bool MentionsAny(NodeDraft node, ModelContext context) =>
        Find(context).Any(found => found.Kind != FieldKind.Buffer && Mentions(node.Method, found.Member.Name));

    private static IEnumerable<(IFieldSymbol Field, ISymbol Member, FieldKind Kind)> Find(ModelContext context)
    {
        foreach (IFieldSymbol field in context.Type.GetMembers().OfType<IFieldSymbol>())
        {
            ISymbol member = field.AssociatedSymbol ?? field;
            if (!field.IsStatic && GeneratedCode.IsWrittenByUser(member) && KindOf(field.Type) is { } kind)
                yield return (field, member, kind);
        }
    }

    private static List<NodeDraft> Users(string field, ModelContext context) =>
        context.Nodes.Where(node => node.IsCustom && Mentions(node.Method, field)).ToList();

    /// <summary>A field that no custom node mentions directly is reached through other code, and taken to be shared.</summary>
    private static bool IsShared(List<NodeDraft> users) =>
        users.Count == 0 || users.SelectMany(node => node.ReachedBy).Distinct().Count() > 1;

    private static bool HasOwnUsers(List<NodeDraft> users, ModelContext context) =>
        (users.Count == 0 ? context.Nodes.Where(node => node.IsCustom) : users).Any(node => node.ReachedBy.Count <= 1);

    private static bool Mentions(IMethodSymbol method, string field) =>
        method.DeclaringSyntaxReferences.Any(reference =>
            reference.GetSyntax().DescendantTokens().Any(token => token.ValueText == field));

    private static FieldKind? KindOf(ITypeSymbol type) =>
        KnownTypes.IsModule(type) ? FieldKind.Module
        : KnownTypes.IsParameter(type) ? FieldKind.Parameter
        : KnownTypes.IsTensor(type) ? FieldKind.Buffer
        : null;

    private static bool IsUnset(IFieldSymbol field, ISymbol member) =>
        field.NullableAnnotation == NullableAnnotation.NotAnnotated && Initializer(member) is null;

    /// <summary>Whether something is made where the field is declared; null! and the like make nothing.</summary>
    private static bool HasInitializer(ISymbol member) =>
        Initializer(member) is not (null or LiteralExpressionSyntax or PostfixUnaryExpressionSyntax);

    private static ExpressionSyntax? Initializer(ISymbol member) =>
        member.DeclaringSyntaxReferences.Select(reference => reference.GetSyntax() switch
        {
            VariableDeclaratorSyntax { Initializer.Value: { } value } => value,
            PropertyDeclarationSyntax { Initializer.Value: { } value } => value,
            _ => null,
        }).FirstOrDefault(value => value is not null);
}
