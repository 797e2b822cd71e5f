using System.Text.Json;
using System.Text.Json.Serialization;

namespace Stigmem.Protocol.Facts;

/// <summary>A fact as every route returns it: the members and their order are those of the reference (Facts contract, section 2).</summary>
public sealed record FactRecord
{
    /// <summary>The id of the fact.</summary>
    [JsonPropertyName("id")]
    public required string Id { get; init; }

    /// <summary>What it is about.</summary>
    [JsonPropertyName("entity")]
    public required string Entity { get; init; }

    /// <summary>What it says about it.</summary>
    [JsonPropertyName("relation")]
    public required string Relation { get; init; }

    /// <summary>The value.</summary>
    [JsonPropertyName("value")]
    public required FactValueRecord Value { get; init; }

    /// <summary>Who says so.</summary>
    [JsonPropertyName("source")]
    public required string Source { get; init; }

    /// <summary>When this node wrote it.</summary>
    [JsonPropertyName("timestamp")]
    public required string Timestamp { get; init; }

    /// <summary>Its place in logical time.</summary>
    [JsonPropertyName("hlc")]
    public string? Hlc { get; init; }

    /// <summary>The peer that sent it.</summary>
    [JsonPropertyName("received_from")]
    public string? ReceivedFrom { get; init; }

    /// <summary>When it ceases to hold.</summary>
    [JsonPropertyName("valid_until")]
    public string? ValidUntil { get; init; }

    /// <summary>How sure the source is, from 0 to 1; 0 retracts.</summary>
    [JsonPropertyName("confidence")]
    public required double Confidence { get; init; }

    /// <summary><c>local</c>, <c>team</c>, <c>company</c> or <c>public</c>.</summary>
    [JsonPropertyName("scope")]
    public required string Scope { get; init; }

    /// <summary>The agent key that signed it.</summary>
    [JsonPropertyName("attested_key_id")]
    public string? AttestedKeyId { get; init; }

    /// <summary>The node that asserted it first.</summary>
    [JsonPropertyName("origin_node_id")]
    public string? OriginNodeId { get; init; }

    /// <summary>The scopes that node may share.</summary>
    [JsonPropertyName("origin_allowed_scopes")]
    public IReadOnlyList<string>? OriginAllowedScopes { get; init; }

    /// <summary>The UUID of its garden.</summary>
    [JsonPropertyName("garden_id")]
    public string? GardenId { get; init; }

    /// <summary>Whether the source proved itself.</summary>
    [JsonPropertyName("attested")]
    public bool? Attested { get; init; }

    /// <summary>True while another live fact says otherwise.</summary>
    [JsonPropertyName("contradicted")]
    public bool Contradicted { get; init; }

    /// <summary>Remarks on the request that created it.</summary>
    [JsonPropertyName("warnings")]
    public IReadOnlyList<string> Warnings { get => field ?? []; init; }

    /// <summary>The trust in its source.</summary>
    [JsonPropertyName("source_trust")]
    public double? SourceTrust { get; init; }

    /// <summary><c>pending</c>, <c>promoted</c> or <c>rejected</c>.</summary>
    [JsonPropertyName("quarantine_status")]
    public string? QuarantineStatus { get; init; }

    /// <summary>The UUID of the garden that holds it back.</summary>
    [JsonPropertyName("quarantine_garden_id")]
    public string? QuarantineGardenId { get; init; }

    /// <summary>Confidence times trust.</summary>
    [JsonPropertyName("effective_confidence")]
    public double? EffectiveConfidence { get; init; }

    /// <summary>The patterns that its text matches.</summary>
    [JsonPropertyName("sanitizer_warnings")]
    public IReadOnlyList<string> SanitizerWarnings { get => field ?? []; init; }

    /// <summary>True if the value is withheld.</summary>
    [JsonPropertyName("sanitizer_redacted")]
    public bool SanitizerRedacted { get; init; }

    /// <summary>Its content id.</summary>
    [JsonPropertyName("cid")]
    public string? Cid { get; init; }

    /// <summary>The facts it was derived from, as sent.</summary>
    [JsonPropertyName("derived_from")]
    public IReadOnlyList<JsonElement> DerivedFrom { get => field ?? []; init; }

    /// <summary>True if control characters were removed, so that the content id no longer fits. An addition to the reference.</summary>
    [JsonPropertyName("sanitizer_changed")]
    public bool SanitizerChanged { get; init; }

    /// <summary>
    /// Why the fact no longer stands: <c>retracted</c>, <c>superseded</c> or <c>expired</c>; <c>retraction</c> if it takes others
    /// back. Absent while it stands, contradicted or not. An addition to the reference.
    /// </summary>
    [JsonPropertyName("state")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? State { get; init; }
}
