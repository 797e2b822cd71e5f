namespace Stigmem.Core.Ingest;

/// <summary>Names of <see cref="IngestRefusal"/>. Sources of the rule: Federation contract, sections 6 and 7.</summary>
public static class IngestRefusals
{
    /// <summary>The reason of a dead letter.</summary>
    public static string Name(this IngestRefusal refusal) => refusal switch
    {
        IngestRefusal.MalformedFact => "malformed_fact",
        IngestRefusal.InvalidId => "invalid_id",
        IngestRefusal.FactTooLarge => "fact_too_large",
        IngestRefusal.InvalidScope => "invalid_scope",
        IngestRefusal.InvalidValue => "invalid_value",
        IngestRefusal.InvalidConfidence => "invalid_confidence",
        IngestRefusal.InvalidTime => "invalid_time",
        IngestRefusal.InvalidHlc => "invalid_hlc",
        IngestRefusal.ReservedName => "reserved_name",
        IngestRefusal.ScopeNotPermitted => "scope_not_permitted",
        IngestRefusal.InsufficientCapability => "insufficient_capability",
        IngestRefusal.SourceNotOwned => "source_not_owned",
        IngestRefusal.CidRequired => "cid_required",
        IngestRefusal.CidMismatch => "cid_mismatch",
        IngestRefusal.InvalidInterpretAs => "invalid_interpret_as",
        IngestRefusal.QuarantineGardenRequired => "quarantine_garden_required",
        IngestRefusal.TrustBelowThreshold => "trust_below_threshold",
        IngestRefusal.IdConflict => "id_conflict",
        IngestRefusal.ValidUntilExtension => "valid_until_extension",
        IngestRefusal.HlcInFuture or IngestRefusal.HlcInPast => "hlc_skew",
        IngestRefusal.Busy => "busy",
        IngestRefusal.IngestError => "ingest_error",
        _ => throw new ArgumentOutOfRangeException(nameof(refusal)),
    };

    /// <summary>
    /// The <c>error</c> in the answer to a push. The reference has few: what it has no word for is <c>ingest_error</c>.
    /// </summary>
    public static string PushError(this IngestRefusal refusal) => refusal switch
    {
        IngestRefusal.InsufficientCapability => "insufficient_capability: token object does not cover scope",
        IngestRefusal.ScopeNotPermitted or IngestRefusal.SourceNotOwned or IngestRefusal.InvalidId or IngestRefusal.CidMismatch
            or IngestRefusal.HlcInFuture or IngestRefusal.HlcInPast => refusal.Name(),
        IngestRefusal.None => throw new ArgumentOutOfRangeException(nameof(refusal)),
        _ => "ingest_error",
    };

    /// <summary>Whether the same fact may be taken later: when the clock, the manifest, the settings or the load have changed.</summary>
    public static bool IsCurable(this IngestRefusal refusal) => refusal
        is IngestRefusal.HlcInFuture or IngestRefusal.SourceNotOwned or IngestRefusal.QuarantineGardenRequired or IngestRefusal.TrustBelowThreshold or IngestRefusal.Busy;
}
