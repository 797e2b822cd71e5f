using System.CommandLine;
using Stigmem.Core.Facts;
using Stigmem.Sdk.Facts;

namespace Stigmem.Cli.Commands.Facts;

/// <summary>Which facts a command is about; the same options for <c>fact query</c> and <c>export</c>.</summary>
internal static class FactFilter
{
    private static readonly Option<string?> Entity = new("--entity") { Description = "Only facts about this entity.", HelpName = "entity" };
    private static readonly Option<string?> Relation = new("--relation") { Description = "Only this relation.", HelpName = "relation" };
    private static readonly Option<string?> Source = new("--source") { Description = "Only what this source says.", HelpName = "entity" };
    private static readonly Option<string?> Scope = FactOptions.Scope("Only this scope.");
    private static readonly Option<string?> Garden = new("--garden") { Description = "Only this garden: slug, UUID or URI.", HelpName = "garden" };
    private static readonly Option<double?> MinConfidence = new("--min-confidence") { Description = "Only facts of at least this confidence.", HelpName = "number" };
    private static readonly Option<string?> After = new("--after") { Description = "Only facts written after this time.", HelpName = "time" };
    private static readonly Option<bool> Contradicted = new("--include-contradicted") { Description = "Also facts that others contradict, and those that lost." };
    private static readonly Option<bool> Expired = new("--include-expired") { Description = "Also facts whose time is over, and those taken back." };
    private static readonly Option<bool> LowTrust = new("--include-low-trust") { Description = "Also facts from sources of low trust." };

    private static readonly Option<string?> Prefer = new Option<string?>("--prefer")
    {
        Description = "Of contradicting facts shows only one: the one with more confidence, or the latest.",
    }.From(["winner", "latest"]);

    public static IReadOnlyList<Symbol> Options { get; } =
        [Entity, Relation, Source, Scope, Garden, MinConfidence, After, Contradicted, Expired, LowTrust, Prefer];

    /// <summary>Whether the call asks for a part only.</summary>
    public static bool IsNarrow(NodeCall call) =>
        new[] { Entity, Relation, Source, Scope, Garden, After, Prefer }.Any(option => call.Get(option) is not null) || call.Get(MinConfidence) is not null;

    public static FactQuery Read(NodeCall call) => new()
    {
        Entity = call.Get(Entity),
        Relation = call.Get(Relation),
        Source = call.Get(Source),
        Scope = FactScopes.TryParse(call.Get(Scope), out var scope) ? scope : null,
        Garden = call.Get(Garden),
        MinConfidence = call.Get(MinConfidence),
        After = FactOptions.Moment(call.Get(After), "--after"),
        IncludeContradicted = call.Get(Contradicted),
        IncludeExpired = call.Get(Expired),
        IncludeLowTrust = call.Get(LowTrust),
        Prefer = call.Get(Prefer) switch
        {
            "winner" => FactPreference.Winner,
            "latest" => FactPreference.Latest,
            _ => null,
        },
    };
}
