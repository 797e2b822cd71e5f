using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Stigmem.Core.Faults;
using Stigmem.Data;
using Stigmem.Data.Sqlite;
using Stigmem.Node.Audit.Sql;
using Stigmem.Node.Auth.Sql;
using Stigmem.Node.Settings;

namespace Stigmem.Node.Auth;

/// <summary>
/// Lets in keys that were imported with a SHA-256 hash, until the operator's deadline, and gives each a slow hash when it is
/// first used. The hash is written behind the request that used the key.
/// </summary>
internal sealed class LegacyKeys(
    SqlEngine engine, KeyDirectory keys, KeyTagSecret secret, AuditLog audit, AuthSettings settings, TimeProvider time, ILogger<LegacyKeys> logger)
{
    private static readonly Fault TooLate = new(FaultCode.InvalidCredentials, "Legacy API key hashes are no longer accepted; rotate the key.");
    private readonly ConcurrentDictionary<Guid, byte> _queued = [];

    /// <summary>The caller behind such a key, or why it is too late; null when the key is none of them.</summary>
    public Outcome<Principal>? Find(string rawKey, long nowMicroseconds)
    {
        if (!keys.Current.TryGetValue(LegacyHash.TagOfKey(rawKey), out var key) || !LegacyHash.Is(key.Hash) || key.IsExpired(nowMicroseconds))
            return null;
        if (settings.LegacyHashesUntil is { } until && time.GetUtcNow() > until)
            return (Outcome<Principal>)TooLate;
        if (!engine.Options.ReadOnly && _queued.TryAdd(key.Id, 0))
            engine.Enqueue(new Rehash(this, key, secret.TagOf(rawKey), KeyHash.Create(rawKey)));
        return key.Principal!;
    }

    private sealed class Rehash(LegacyKeys owner, ApiKey key, string tag, string hash) : IWriteRequest
    {
        public void Execute(SqlSession session) => owner.Write(session, key, tag, hash);

        public void Committed() => owner._queued.TryRemove(key.Id, out _);

        public void Failed(Exception failure)
        {
            owner._queued.TryRemove(key.Id, out _);
            AuthLog.NotRehashed(owner.Logger, key.Id, failure);
        }
    }

    private ILogger Logger => logger;

    private void Write(SqlSession session, ApiKey key, string tag, string hash)
    {
        // Since the request somebody may have revoked the key, or registered the same one by hand.
        if (!keys.Working.TryGetValue(key.Tag, out var known) || known.Id != key.Id || keys.Working.ContainsKey(tag))
            return;
        keys.Rehash(session, known, tag, hash);
        audit.Append(session, KeyAudit.Rehashed(known));
    }
}
