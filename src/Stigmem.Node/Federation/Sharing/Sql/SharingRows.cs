using System.Text.Json;
using Stigmem.Core.Facts;
using Stigmem.Core.Replication;
using Stigmem.Data;
using Stigmem.Data.Sqlite;

namespace Stigmem.Node.Federation.Sharing.Sql;

/// <summary>The sharing rules in the store. Readers take them with the facts, as of the same commit: a rule holds from the first fact behind it.</summary>
internal static class SharingRows
{
    private static readonly SqlText SelectAll = new("SELECT name, entity_prefix, relation, source, scope, peers, ended FROM sharing_rules ORDER BY name, id");
    private static readonly SqlText End = new(
        "UPDATE sharing_rules SET ended = (SELECT coalesce(max(ended), 0) + 1 FROM sharing_rules) WHERE name = ?1 AND ended IS NULL RETURNING 1");

    private static readonly SqlText Forget = new("DELETE FROM sharing_rules WHERE ended = ?1");
    private static readonly SqlText Insert = new(
        "INSERT INTO sharing_rules (name, entity_prefix, relation, source, scope, peers) VALUES (?1, ?2, ?3, ?4, ?5, ?6)");

    /// <summary>All rules.</summary>
    public static SharingRules Read(SqlSession session)
    {
        var (live, ended) = ReadBoth(session);
        return live.Count == 0 && ended.Count == 0 ? SharingRules.None : new SharingRules(live, ended);
    }

    /// <summary>The rules that hold, by name.</summary>
    public static List<SharingRule> Live(SqlSession session) => ReadBoth(session).Live;

    /// <summary>Makes a rule, in the place of one of the same name; in the writer's turn.</summary>
    /// <returns>False if there is the same rule already.</returns>
    public static bool Put(SqlSession session, SharingRule rule)
    {
        if (Live(session).Any(rule.SaysTheSameAs))
            return false;
        Remove(session, rule.Name);
        using var insert = session.Use(Insert);
        insert.Bind(1, rule.Name).Bind(2, rule.EntityPrefix).Bind(3, rule.Relation).Bind(4, rule.Source).Bind(5, rule.Scope?.Name())
            .Bind(6, JsonSerializer.Serialize([.. rule.Peers], SharingJsonContext.Default.StringArray)).Execute();
        return true;
    }

    /// <summary>Ends a rule; in the writer's turn.</summary>
    /// <returns>False if there was none.</returns>
    public static bool Remove(SqlSession session, string name)
    {
        using (var end = session.Use(End))
        {
            if (!end.Bind(1, name).Step())
                return false;
        }
        ForgetCovered(session);
        return true;
    }

    /// <summary>A rule that has ended opens nothing that one which has ended later and matches as much does not open, too.</summary>
    private static void ForgetCovered(SqlSession session)
    {
        var ended = ReadBoth(session).Ended;
        foreach (var (rule, generation) in ended)
        {
            if (!ended.Any(later => later.Ended > generation && later.Rule.Covers(rule)))
                continue;
            using var forget = session.Use(Forget);
            forget.Bind(1, generation).Execute();
        }
    }

    private static (List<SharingRule> Live, List<(SharingRule Rule, long Ended)> Ended) ReadBoth(SqlSession session)
    {
        List<SharingRule> live = [];
        List<(SharingRule, long)> ended = [];
        using var rows = session.Use(SelectAll);
        while (rows.Step())
        {
            var rule = new SharingRule
            {
                Name = rows.GetString(0),
                EntityPrefix = rows.GetStringOrNull(1),
                Relation = rows.GetStringOrNull(2),
                Source = rows.GetStringOrNull(3),
                Scope = FactScopes.TryParse(rows.GetStringOrNull(4), out var scope) ? scope : null,
                Peers = JsonSerializer.Deserialize(rows.GetString(5), SharingJsonContext.Default.StringArray) ?? [],
            };
            if (rows.GetInt64OrNull(6) is { } generation)
                ended.Add((rule, generation));
            else
                live.Add(rule);
        }
        return (live, ended);
    }
}
