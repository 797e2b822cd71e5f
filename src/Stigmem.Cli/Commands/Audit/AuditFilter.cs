using System.CommandLine;
using Stigmem.Sdk.Audit;

namespace Stigmem.Cli.Commands.Audit;

/// <summary>Which audit rows a command is about.</summary>
internal static class AuditFilter
{
    private static readonly Option<string?> Entity = new("--entity") { Description = "Only what this caller did.", HelpName = "entity" };
    private static readonly Option<string?> Source = new("--source") { Description = "Only facts of this source.", HelpName = "entity" };
    private static readonly Option<string?> Fact = new("--fact") { Description = "Only rows about this fact.", HelpName = "id" };
    private static readonly Option<string?> Subject = new("--oidc-sub") { Description = "Only this OpenID subject.", HelpName = "subject" };
    private static readonly Option<string?> Attested = new Option<string?>("--attested") { Description = "Only signed facts, or with false only unsigned ones." }
        .From(["true", "false"]);

    private static readonly Option<int?> Limit = new("--limit") { Description = "Rows at most.", HelpName = "count" };

    public static IReadOnlyList<Symbol> Options { get; } = [Entity, Source, Fact, Subject, Attested, Limit];

    public static AuditQuery Read(NodeCall call) => new()
    {
        EntityUri = call.Get(Entity),
        Source = call.Get(Source),
        FactId = call.Get(Fact),
        OidcSubject = call.Get(Subject),
        Attested = call.Get(Attested) is { } attested ? attested == "true" : null,
        Limit = call.Get(Limit),
    };
}
