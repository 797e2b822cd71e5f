using Stigmem.Core.Clock;
using Stigmem.Core.ContentIds;
using Stigmem.Core.Facts;
using Stigmem.Data.Sqlite;

namespace Stigmem.Node.Facts.Sql;

/// <summary>The columns of a fact with its state, in reading order.</summary>
internal static class FactRow
{
    /// <summary>How many columns <see cref="Columns"/> has; further ones of a query follow.</summary>
    public const int Count = 41;

    /// <summary>The select list over <c>facts f LEFT JOIN fact_states s USING (seq)</c>.</summary>
    public const string Columns =
        """
        f.seq, f.id, f.tenant, f.timestamp_us, f.hlc, f.entity, f.relation, f.value_type, f.value_v, f.interpret_as,
        f.source, f.confidence, f.scope, f.valid_until, f.valid_until_us, f.garden, f.derived_from, f.attested_key_id,
        f.actor, f.oidc_sub, f.received_from, f.origin_node_id, f.origin_allowed_scopes, f.recorded_us, f.cid, f.chain_seq,
        f.chain_hash, s.seq, s.retracted_us, s.superseded_us, s.open_conflicts, s.confidence, s.valid_until, s.valid_until_us,
        s.quarantine_status, s.quarantine_garden, s.quarantine_reason, s.quarantine_by, s.quarantine_us, s.garden_moved,
        s.garden
        """;

    /// <summary>The tables the select list reads.</summary>
    public const string From = "facts f LEFT JOIN fact_states s ON s.seq = f.seq";

    /// <summary>The position of the chain hash.</summary>
    public const int ChainHash = 26;

    private const int StateSeq = 27;

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
        Entity = row.GetString(5),
        Relation = row.GetString(6),
        Value = new FactValue((FactValueType)row.GetInt64(7), row.GetString(8), (InterpretAs)row.GetInt64(9)),
        Source = row.GetString(10),
        WrittenConfidence = row.GetDouble(11),
        Scope = (FactScope)row.GetInt64(12),
        WrittenValidUntil = row.GetStringOrNull(13),
        WrittenValidUntilMicroseconds = row.GetInt64OrNull(14),
        WrittenGarden = row.GetGuidOrNull(15),
        DerivedFromJson = row.GetStringOrNull(16),
        AttestedKeyId = row.GetStringOrNull(17),
        Actor = row.GetString(18),
        OidcSub = row.GetStringOrNull(19),
        ReceivedFrom = row.GetStringOrNull(20),
        OriginNodeId = row.GetStringOrNull(21),
        OriginAllowedScopes = row.GetStringOrNull(22),
        RecordedMicroseconds = row.GetInt64(23),
        Cid = ContentId.FromBytes(row.GetBytes(24)),
        ChainSeq = row.GetInt64(25),
        State = row.IsNull(StateSeq) ? FactState.Untouched : ReadState(row),
    };

    private static FactState ReadState(SqlStatement row) => new()
    {
        RetractedMicroseconds = row.GetInt64OrNull(28),
        SupersededMicroseconds = row.GetInt64OrNull(29),
        OpenConflicts = (int)row.GetInt64(30),
        Confidence = row.GetDoubleOrNull(31),
        ValidUntil = row.GetStringOrNull(32),
        ValidUntilMicroseconds = row.GetInt64OrNull(33),
        Quarantine = (QuarantineStatus)(row.GetInt64OrNull(34) ?? 0),
        QuarantineGarden = row.GetGuidOrNull(35),
        QuarantineReason = row.GetStringOrNull(36),
        QuarantineActedBy = row.GetStringOrNull(37),
        QuarantineActedMicroseconds = row.GetInt64OrNull(38),
        GardenMoved = row.GetInt64(39) != 0,
        Garden = row.GetGuidOrNull(40),
    };
}
