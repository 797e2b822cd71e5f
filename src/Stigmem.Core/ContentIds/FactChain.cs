using System.Security.Cryptography;
using System.Text;
using Stigmem.Core.Facts;

namespace Stigmem.Core.ContentIds;

/// <summary>
/// The hash chain of a tenant. An event hash covers a row, a link covers an event hash, its place and the link before,
/// so that no row can be changed, dropped or moved unseen. Version 1 verifies imported databases; version 2, which
/// this node writes, covers all else that a row says, who wrote it and from where included. Source of the rule: Facts
/// contract, section 19, and Lifecycle contract, section 2.
/// </summary>
public static class FactChain
{
    private const int OnStack = 1024;

    /// <summary>The event hash of version 1.</summary>
    public static void EventHashV1(in ChainFact fact, Span<byte> hash32)
    {
        var writer = new CanonicalWriter(stackalloc byte[OnStack]);
        try
        {
            writer.Raw("{"u8);
            Identity(ref writer, fact);
            Subject(ref writer, fact);
            writer.Raw(",\"relation\":"u8);
            writer.Text(fact.Relation);
            writer.Raw(",\"scope\":"u8);
            writer.Text(fact.Scope.Name());
            Source(ref writer, fact);
            Value(ref writer, fact);
            SHA256.HashData(writer.Written, hash32);
        }
        finally
        {
            writer.Dispose();
        }
    }

    /// <summary>The event hash of version 2.</summary>
    public static void EventHashV2(in ChainFact fact, Span<byte> hash32)
    {
        var writer = new CanonicalWriter(stackalloc byte[OnStack]);
        try
        {
            var origin = fact.Origin;
            writer.Raw("{\"actor_uri\":"u8);
            writer.Text(origin.ActorUri);
            writer.Raw(",\"attested_key_id\":"u8);
            writer.TextOrNull(origin.AttestedKeyId);
            writer.Raw(","u8);
            Identity(ref writer, fact);
            writer.Raw(",\"derived_from\":"u8);
            Embedded(ref writer, fact.DerivedFromJson);
            Subject(ref writer, fact);
            writer.Raw(",\"garden_id\":"u8);
            writer.TextOrNull(fact.GardenId);
            writer.Raw(",\"hlc\":"u8);
            writer.Text(fact.Hlc);
            writer.Raw(",\"interpret_as\":"u8);
            writer.Text(fact.InterpretAs.Name());
            Arrival(ref writer, origin);
            writer.Raw(",\"relation\":"u8);
            writer.Text(fact.Relation);
            writer.Raw(",\"scope\":"u8);
            writer.Text(fact.Scope.Name());
            writer.Raw(",\"seq\":"u8);
            writer.Integer(origin.Seq);
            Source(ref writer, fact);
            writer.Raw(",\"timestamp\":"u8);
            writer.Instant(origin.TimestampMicroseconds);
            writer.Raw(",\"valid_until\":"u8);
            writer.TextOrNull(fact.ValidUntil);
            Value(ref writer, fact);
            SHA256.HashData(writer.Written, hash32);
        }
        finally
        {
            writer.Dispose();
        }
    }

    /// <summary>The event hash of an audit row.</summary>
    public static void AuditEventHash(in ChainAuditEvent row, Span<byte> hash32)
    {
        var writer = new CanonicalWriter(stackalloc byte[OnStack]);
        try
        {
            writer.Raw("{\"attested_key_id\":"u8);
            writer.TextOrNull(row.AttestedKeyId);
            writer.Raw(",\"audit_id\":"u8);
            writer.Id(row.AuditId);
            writer.Raw(",\"detail\":"u8);
            writer.TextOrNull(row.Detail);
            writer.Raw(",\"entity_uri\":"u8);
            writer.TextOrNull(row.EntityUri);
            writer.Raw(",\"event_type\":"u8);
            writer.Text(row.EventType);
            writer.Raw(",\"fact_id\":"u8);
            writer.TextOrNull(row.FactId);
            if (row.Hlc is not null)
            {
                writer.Raw(",\"hlc\":"u8);
                writer.Text(row.Hlc);
            }
            writer.Raw(",\"oidc_sub\":"u8);
            writer.TextOrNull(row.OidcSub);
            writer.Raw(",\"seq\":"u8);
            writer.Integer(row.Seq);
            writer.Raw(",\"source\":"u8);
            writer.TextOrNull(row.Source);
            writer.Raw(",\"tenant_id\":"u8);
            writer.Text(row.Tenant);
            writer.Raw(",\"ts\":"u8);
            writer.Instant(row.TimestampMicroseconds);
            writer.Raw("}"u8);
            SHA256.HashData(writer.Written, hash32);
        }
        finally
        {
            writer.Dispose();
        }
    }

    /// <summary>The link hash of version 1.</summary>
    /// <param name="eventHash">The 32 bytes of the event hash.</param>
    /// <param name="chainSeq">The place in the chain, from 1.</param>
    /// <param name="createdAtMicroseconds">When the link was made, as microseconds since the Unix epoch.</param>
    /// <param name="factId">The fact id, or the audit id of an audit row.</param>
    /// <param name="previousOrEmpty">The 32 bytes of the link before; empty for the first.</param>
    /// <param name="tenant">The tenant.</param>
    /// <param name="hash32">Receives the hash.</param>
    public static void LinkV1(
        ReadOnlySpan<byte> eventHash,
        long chainSeq,
        long createdAtMicroseconds,
        Guid factId,
        ReadOnlySpan<byte> previousOrEmpty,
        string tenant,
        Span<byte> hash32) =>
        Link(eventHash, chainSeq, createdAtMicroseconds, factId, previousOrEmpty, tenant, "}"u8, hash32);

    /// <summary>The link hash of version 2, which states its version; see <see cref="LinkV1"/> for the parameters.</summary>
    public static void LinkV2(
        ReadOnlySpan<byte> eventHash,
        long chainSeq,
        long createdAtMicroseconds,
        Guid factId,
        ReadOnlySpan<byte> previousOrEmpty,
        string tenant,
        Span<byte> hash32) =>
        Link(eventHash, chainSeq, createdAtMicroseconds, factId, previousOrEmpty, tenant, ",\"version\":2}"u8, hash32);

    private static void Link(
        ReadOnlySpan<byte> eventHash,
        long chainSeq,
        long createdAtMicroseconds,
        Guid factId,
        ReadOnlySpan<byte> previousOrEmpty,
        string tenant,
        ReadOnlySpan<byte> ending,
        Span<byte> hash32)
    {
        var writer = new CanonicalWriter(stackalloc byte[OnStack]);
        try
        {
            writer.Raw("{\"chain_seq\":"u8);
            writer.Integer(chainSeq);
            writer.Raw(",\"created_at\":"u8);
            writer.Instant(createdAtMicroseconds);
            writer.Raw(",\"event_hash\":"u8);
            writer.Digest(eventHash);
            writer.Raw(",\"fact_id\":"u8);
            writer.Id(factId);
            writer.Raw(",\"previous_hash\":"u8);
            writer.Digest(previousOrEmpty);
            writer.Raw(",\"tenant_id\":"u8);
            writer.Text(tenant);
            writer.Raw(ending);
            SHA256.HashData(writer.Written, hash32);
        }
        finally
        {
            writer.Dispose();
        }
    }

    private static void Identity(ref CanonicalWriter writer, in ChainFact fact)
    {
        Span<byte> cid = stackalloc byte[ContentId.Size];
        fact.Cid?.CopyTo(cid);
        writer.Raw("\"cid\":"u8);
        writer.Digest(fact.Cid is null ? [] : cid);
        writer.Raw(",\"confidence\":"u8);
        writer.Real(fact.Confidence);
    }

    private static void Subject(ref CanonicalWriter writer, in ChainFact fact)
    {
        writer.Raw(",\"entity\":"u8);
        writer.Text(fact.Entity);
        writer.Raw(",\"fact_id\":"u8);
        writer.Id(fact.FactId);
    }

    private static void Arrival(ref CanonicalWriter writer, in ChainOrigin origin)
    {
        writer.Raw(",\"oidc_sub\":"u8);
        writer.TextOrNull(origin.OidcSub);
        writer.Raw(",\"origin_allowed_scopes\":"u8);
        writer.TextOrNull(origin.OriginAllowedScopes);
        writer.Raw(",\"origin_hlc\":"u8);
        writer.TextOrNull(origin.OriginHlc);
        writer.Raw(",\"origin_node_id\":"u8);
        writer.TextOrNull(origin.OriginNodeId);
        writer.Raw(",\"received_from\":"u8);
        writer.TextOrNull(origin.ReceivedFrom);
    }

    private static void Source(ref CanonicalWriter writer, in ChainFact fact)
    {
        writer.Raw(",\"source\":"u8);
        writer.Text(fact.Source);
        writer.Raw(",\"tenant_id\":"u8);
        writer.Text(fact.Tenant);
    }

    private static void Value(ref CanonicalWriter writer, in ChainFact fact)
    {
        writer.Raw(",\"value_type\":"u8);
        writer.Text(fact.ValueType.Name());
        writer.Raw(",\"value_v\":"u8);
        writer.Text(fact.ValueText);
        writer.Raw("}"u8);
    }

    private static void Embedded(ref CanonicalWriter writer, string? json)
    {
        if (json is null) writer.Raw("null"u8);
        else writer.Raw(Encoding.UTF8.GetBytes(json));
    }
}
