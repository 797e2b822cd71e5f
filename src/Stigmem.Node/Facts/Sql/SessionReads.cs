using System.Collections.Concurrent;
using Stigmem.Core.Facts;
using Stigmem.Data;
using Stigmem.Data.Sqlite;
using Stigmem.Node.Auth;
using Stigmem.Node.Hosting;
using Stigmem.Node.Settings;

namespace Stigmem.Node.Facts.Sql;

/// <summary>
/// Which scopes a session has read (facts contract, section 20). A read answers after its mark is committed, so that
/// a write that follows it cannot slip past the guard; marks that are known are not written again.
/// </summary>
internal sealed class SessionReads(SqlEngine engine, TenantDirectory tenants, AuthSettings settings, TimeProvider time)
{
    private const int MostRemembered = 100_000;
    private const int MostFacts = 1_000_000;

    private static readonly SqlText Upsert = new(
        """
        INSERT INTO session_reads (session, caller, tenant, scope, read_us) VALUES (?1, ?2, ?3, ?4, ?5)
        ON CONFLICT DO UPDATE SET read_us = excluded.read_us
        """);

    private static readonly SqlText Select = new(
        "SELECT 1 FROM session_reads WHERE session = ?1 AND caller = ?2 AND tenant = ?3 AND scope = ?4 AND read_us > ?5");

    private static readonly SqlText DeleteOld = new("DELETE FROM session_reads WHERE read_us <= ?1");

    private readonly ConcurrentDictionary<(string Session, string Caller, string Tenant, FactScope Scope), long> _known = [];

    /// <summary>Which facts sessions have seen; only kept where citations must have been read (decision 0073).</summary>
    private readonly ConcurrentDictionary<(string Session, string Caller, string Tenant, long Seq), long> _seen = [];

    /// <summary>Remembers what a session has seen.</summary>
    public async ValueTask MarkAsync(string session, Principal caller, SeenFacts seen)
    {
        // Where nobody can write there is nothing to guard, and no mark to be had.
        if (engine.Options.ReadOnly)
            return;
        var now = Now();
        if (settings.SessionCitesWhatItRead)
            Remember(session, caller, seen, now);
        List<FactScope> fresh = [];
        foreach (var scope in Enum.GetValues<FactScope>())
        {
            if (seen.Scopes.Contains(scope) && !IsKnown((session, caller.EntityUri, caller.Tenant, scope), now))
                fresh.Add(scope);
        }
        if (fresh.Count == 0)
            return;
        await engine.WriteAsync(writer => Write(writer, session, caller, fresh, now));
        if (_known.Count > MostRemembered)
            _known.Clear();
        foreach (var scope in fresh)
            _known[(session, caller.EntityUri, caller.Tenant, scope)] = now;
    }

    /// <summary>Whether the session has read the scope; in the writer's turn.</summary>
    public bool HasRead(SqlSession writer, string session, Principal caller, FactScope scope)
    {
        using var row = writer.Use(Select);
        return row.Bind(1, session).Bind(2, caller.EntityUri).Bind(3, (long)tenants.NumberOf(caller.Tenant)).Bind(4, (long)scope)
            .Bind(5, Now() - Lifetime).Step();
    }

    /// <summary>Whether a fact may be cited as read: the session has seen it, or nobody asks for that.</summary>
    public bool MayCite(string session, Principal caller, StoredFact fact) =>
        !settings.SessionCitesWhatItRead
        || (_seen.TryGetValue((session, caller.EntityUri, caller.Tenant, fact.Seq), out var at) && at > Now() - Lifetime);

    /// <summary>Forgets sessions that are over.</summary>
    public Task<int> SweepAsync() => engine.WriteAsync(writer =>
    {
        foreach (var (fact, _) in _seen.Where(one => one.Value <= Now() - Lifetime))
            _seen.TryRemove(fact, out var _);
        using var delete = writer.Use(DeleteOld);
        delete.Bind(1, Now() - Lifetime).Execute();
        return 0;
    });

    private void Remember(string session, Principal caller, SeenFacts seen, long now)
    {
        if (_seen.Count > MostFacts)
            _seen.Clear();
        foreach (var seq in seen.Numbers)
            _seen[(session, caller.EntityUri, caller.Tenant, seq)] = now;
    }

    private long Lifetime => settings.SessionHours * 3_600L * 1_000_000;

    private bool IsKnown((string, string, string, FactScope) key, long now) =>
        _known.TryGetValue(key, out var at) && now - at < Lifetime / 2;

    private int Write(SqlSession writer, string session, Principal caller, List<FactScope> scopes, long now)
    {
        foreach (var scope in scopes)
        {
            using var upsert = writer.Use(Upsert);
            upsert.Bind(1, session).Bind(2, caller.EntityUri).Bind(3, (long)tenants.Ensure(writer, caller.Tenant)).Bind(4, (long)scope)
                .Bind(5, now).Execute();
        }
        return scopes.Count;
    }

    private long Now() => time.GetUtcNow().ToUnixTimeMilliseconds() * 1_000;
}
