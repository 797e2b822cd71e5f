using Stigmem.Core.Clock;
using Stigmem.Core.ContentIds;
using Stigmem.Core.Facts;
using Stigmem.Data.Sqlite;

namespace Stigmem.Node.Facts.Sql;

/// <summary>
/// The columns of a fact, in reading order. Few facts have a state, so the select list only tells whether there is one.
/// </summary>
internal static class FactRow
{
    /// <summary>How many columns <see cref="Columns"/> has; further ones of a query follow.</summary>
    public const int Count = 29;

    /// <summary>The select list over <c>facts f LEFT JOIN fact_states s USING (seq)</c>.</summary>
    public const string Columns =
        """
        f.seq, f.id, f.tenant, f.timestamp_us, f.hlc, f.entity, f.relation, f.value_type, f.value_v, f.interpret_as,
        f.source, f.confidence, f.scope, f.valid_until, f.valid_until_us, f.garden, f.derived_from, f.attested_key_id,
        f.actor, f.oidc_sub, f.received_from, f.origin_node_id, f.origin_allowed_scopes, f.recorded_us, f.cid, f.chain_seq,
        f.chain_hash, f.origin_hlc, s.seq
        """;

    /// <summary>The tables the select list reads.</summary>
    public const string From = "facts f LEFT JOIN fact_states s ON s.seq = f.seq";

    /// <summary>The position of the chain hash.</summary>
    public const int ChainHash = 26;

    private const int StateSeq = 28;

    /// <summary>Reads the row a statement stands on.</summary>
    /// <param name="row">The statement.</param>
    /// <param name="tenantName">Turns the tenant's number into its name.</param>
    public static StoredFact Read(SqlStatement row, Func<int, string> tenantName) => new()
    {
        Seq = row.GetInt64(0),
        Id = row.GetGuid(1),
        Tenant = tenantName((int)row.GetInt64(2)),
        TimestampMicroseconds = row.GetInt64(3),
        Hlc = Hlc.FromPacked(row.GetInt64(4)),
        Entity = row.GetShared(5),
        Relation = row.GetShared(6),
        Value = new FactValue((FactValueType)row.GetInt64(7), row.GetString(8), (InterpretAs)row.GetInt64(9)),
        Source = row.GetShared(10),
        WrittenConfidence = row.GetDouble(11),
        Scope = (FactScope)row.GetInt64(12),
        WrittenValidUntil = row.GetStringOrNull(13),
        WrittenValidUntilMicroseconds = row.GetInt64OrNull(14),
        WrittenGarden = row.GetGuidOrNull(15),
        DerivedFromJson = row.GetStringOrNull(16),
        AttestedKeyId = row.GetStringOrNull(17),
        Actor = row.GetShared(18),
        OidcSub = row.GetStringOrNull(19),
        ReceivedFrom = row.GetStringOrNull(20),
        OriginNodeId = row.GetStringOrNull(21),
        OriginAllowedScopes = row.GetStringOrNull(22),
        OriginHlc = row.GetInt64OrNull(27) is { } stamp ? Hlc.FromPacked(stamp) : null,
        RecordedMicroseconds = row.GetInt64(23),
        Cid = ContentId.FromBytes(row.GetBytes(24)),
        ChainSeq = row.GetInt64(25),
        State = row.IsNull(StateSeq) ? FactState.Untouched : FactStates.Of(row.Session, row.GetInt64(StateSeq)),
    };
}
