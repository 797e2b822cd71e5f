using System.Text.Json;
using Stigmem.Core.Clock;
using Stigmem.Core.Facts;
using Stigmem.Data.Sqlite;
using Stigmem.Node.Facts;

namespace Stigmem.Node.Lint;

/// <summary>The checks that look at one fact.</summary>
internal sealed class FactLint(LintQuery query, LintFindings findings, ReferenceTargets targets, long nowMicroseconds)
{
    private const int MostOfTarget = 512;

    public void Look(SqlSession session, StoredFact fact, bool isLive)
    {
        if (query.Runs(LintChecks.Stale))
            Stale(fact);
        if (query.Runs(LintChecks.UnreadableTimestamp))
            Unreadable(fact);
        if (!isLive)
            return;
        if (query.Runs(LintChecks.BrokenRef) && fact.Value.Type == FactValueType.Ref && !targets.IsLive(session, fact.Value.Text))
        {
            var severity = fact.Relation is "intent:handoff_to" or "intent:context_ref" ? "error" : "warning";
            Add(LintChecks.BrokenRef, severity, fact, $"ref target entity '{Cut(fact.Value.Text)}' has no live facts");
        }
        if (query.Runs(LintChecks.RetractedReference))
            Retracted(session, fact);
    }

    /// <summary>What was taken back, superseded or turned down ended otherwise.</summary>
    private void Stale(StoredFact fact)
    {
        if (fact.ValidUntilMicroseconds is not { } until || fact.Confidence == 0 || fact.State.RetractedMicroseconds is not null
            || fact.State.SupersededMicroseconds is not null)
            return;
        if (until <= nowMicroseconds)
            Add(LintChecks.Stale, "warning", fact, $"expired at {fact.ValidUntil}");
        else if ((until - nowMicroseconds) / 1e6 <= query.LookaheadSeconds)
            Add(LintChecks.Stale, "info", fact, $"expires at {fact.ValidUntil} (within {query.LookaheadSeconds}s)");
    }

    /// <summary>Asserts with such texts are refused; peers and imports may bring them.</summary>
    private void Unreadable(StoredFact fact)
    {
        if (fact is { ValidUntil: { } until, ValidUntilMicroseconds: null })
            Add(LintChecks.UnreadableTimestamp, "warning", fact, $"valid_until '{Cut(until)}' is no date or time, so the fact never expires");
        if (fact.Value.Type == FactValueType.DateTime && !Instants.TryParse(fact.Value.Text, out _))
            Add(LintChecks.UnreadableTimestamp, "warning", fact, $"value '{Cut(fact.Value.Text)}' is no date or time");
    }

    private void Retracted(SqlSession session, StoredFact fact)
    {
        var cited = fact.Value.Type == FactValueType.Ref ? Cited(fact.DerivedFromJson).Append(fact.Value.Text) : Cited(fact.DerivedFromJson);
        foreach (var id in cited.Distinct())
        {
            if (targets.Fact(session, id) is { State.RetractedMicroseconds: not null } gone)
                Add(LintChecks.RetractedReference, "warning", fact, $"refers to fact {gone.Id}, which was retracted");
        }
    }

    private static IEnumerable<string?> Cited(string? derivedFromJson)
    {
        if (derivedFromJson is null)
            return [];
        using var entries = JsonDocument.Parse(derivedFromJson);
        return
        [
            .. entries.RootElement.EnumerateArray()
                .Select(entry => entry.TryGetProperty("fact_id", out var id) && id.ValueKind == JsonValueKind.String ? id.GetString() : null),
        ];
    }

    private void Add(string check, string severity, StoredFact fact, string detail) =>
        findings.Add(check, severity, fact.Entity, fact.Relation, [fact.Id.ToString()], detail);

    private static string Cut(string text) =>
        text.Length <= MostOfTarget ? text : text[..(char.IsHighSurrogate(text[MostOfTarget - 1]) ? MostOfTarget - 1 : MostOfTarget)] + "…";
}
