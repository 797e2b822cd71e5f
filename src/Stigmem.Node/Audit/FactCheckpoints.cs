using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Stigmem.Core.Clock;
using Stigmem.Core.ContentIds;
using Stigmem.Core.Transparency;
using Stigmem.Data.Sqlite;
using Stigmem.Node.Audit.Sql;
using Stigmem.Node.Federation.Transparency;
using Stigmem.Node.Federation.Transparency.Sql;
using Stigmem.Node.Hosting;
using Stigmem.Protocol.Recall;

namespace Stigmem.Node.Audit;

/// <summary>
/// Enters heads of fact chains into the transparency log when somebody asks for a proof. Clients of the reference check
/// that a checkpoint is at the head, so one that trails would be worth nothing to them.
/// </summary>
internal sealed class FactCheckpoints(SqlEngine engine, TransparencyLog log, TenantDirectory tenants, TimeProvider time)
{
    private const string Kind = "stigmem.fact_chain_checkpoint";
    private const int IdDigits = 32;

    /// <summary>A checkpoint over exactly these links; null when this store or its log takes no entries.</summary>
    public async Task<FactChainCheckpoint?> CoverAsync(string tenant, long checkedEntries, ContentId head)
    {
        if (!log.IsOn)
            return null;
        var number = tenants.NumberOf(tenant);
        using (var lease = engine.Read())
        {
            if (Newest(lease.Session, number) is { } known && Covers(known, tenant, checkedEntries, head))
                return Record(lease.Session, known);
        }
        return engine.Options.ReadOnly ? null : await engine.WriteAsync(session => Enter(session, tenant, number, checkedEntries, head));
    }

    private FactChainCheckpoint? Enter(SqlSession session, string tenant, int number, long checkedEntries, ContentId head)
    {
        var payload = CanonicalJson.WriteUtf8(
        [
            new("kind", Kind), new("version", 1), new("tenant_id", tenant), new("covered_chain_seq", checkedEntries), new("chain_hash", head.ToString()),
            new("created_at", Instants.Format(time.GetUtcNow().ToUnixTimeMilliseconds() * 1_000)),
        ]);
        if (log.Append(session, payload) is not { } entry)
            return null;
        FactCheckpointRows.Keep(session, number, entry.LogIndex);
        return Record(session, LogRows.Find(session, entry.LogIndex)!);
    }

    private static LogEntry? Newest(SqlSession session, int number) =>
        FactCheckpointRows.Newest(session, number) is { } index ? LogRows.Find(session, index) : null;

    private static bool Covers(LogEntry entry, string tenant, long checkedEntries, ContentId head)
    {
        using var payload = JsonDocument.Parse(entry.Payload);
        var root = payload.RootElement;
        return root.GetProperty("tenant_id").GetString() == tenant && root.GetProperty("covered_chain_seq").GetInt64() == checkedEntries
            && root.GetProperty("chain_hash").GetString() == head.ToString();
    }

    private static FactChainCheckpoint Record(SqlSession session, LogEntry entry)
    {
        using var payload = JsonDocument.Parse(entry.Payload);
        var root = payload.RootElement;
        var leaf = Convert.ToHexStringLower(SHA256.HashData(entry.Payload));
        return new FactChainCheckpoint
        {
            Id = $"chaincp_{leaf[..IdDigits]}",
            TenantId = root.GetProperty("tenant_id").GetString()!,
            CoveredChainSeq = root.GetProperty("covered_chain_seq").GetInt64(),
            ChainHash = root.GetProperty("chain_hash").GetString()!,
            Status = "submitted",
            AttemptCount = 1,
            CreatedAt = root.GetProperty("created_at").GetString()!,
            SubmittedAt = Instants.Format(entry.Microseconds),
            TlBackend = "local",
            TlLogId = LogRows.Id(session),
            TlLeafHash = leaf,
            TlLogIndex = entry.Index,
            TlIntegratedTime = entry.Microseconds / 1_000_000,
            TlInclusionProof = Inclusion(session, entry.Index),
            TlRaw = new Dictionary<string, JsonElement> { ["payload"] = root.Clone() },
        };
    }

    /// <summary>The way from the entry to the root of the tree as it is now (RFC 6962, section 2.1.1).</summary>
    private static Dictionary<string, JsonElement> Inclusion(SqlSession session, long index)
    {
        var size = LogRows.Size(session);
        var rows = new MerkleRows(session);
        var tree = new MerkleTree(rows);
        return new()
        {
            ["log_index"] = Number(index),
            ["tree_size"] = Number(size),
            ["leaf_hash"] = Text(rows.Read(0, index).ToString()),
            ["root_hash"] = Text(tree.Root(size).ToString()),
            ["hashes"] = Parse($"[{string.Join(',', tree.ProveInclusion(index, size).Select(hash => $"\"{hash}\""))}]"),
        };
    }

    private static JsonElement Number(long number) => Parse(number.ToString(CultureInfo.InvariantCulture));

    private static JsonElement Text(string hash) => Parse($"\"{hash}\"");

    private static JsonElement Parse(string json) => JsonElement.Parse(json);
}
