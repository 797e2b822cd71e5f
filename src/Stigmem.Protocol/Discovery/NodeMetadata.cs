using System.Text.Json.Serialization;

namespace Stigmem.Protocol.Discovery;

/// <summary>What a node says about itself to anybody (Operations contract, section 1).</summary>
public sealed record NodeMetadata
{
    /// <summary>The version of the protocol, not of the software.</summary>
    [JsonPropertyName("version")]
    public string Version { get => field ?? "1.0"; init; }

    /// <summary>The identity of the node.</summary>
    [JsonPropertyName("node_id")]
    public required string NodeId { get; init; }

    /// <summary>Its public address.</summary>
    [JsonPropertyName("node_url")]
    public required string NodeUrl { get; init; }

    /// <summary><c>required</c> or <c>none</c>.</summary>
    [JsonPropertyName("auth")]
    public required string Auth { get; init; }

    /// <summary><c>enabled</c> or <c>disabled</c>.</summary>
    [JsonPropertyName("federation")]
    public required string Federation { get; init; }

    /// <summary><c>off</c>, <c>warn</c> or <c>enforce</c>.</summary>
    [JsonPropertyName("source_attestation")]
    public string SourceAttestation { get => field ?? "off"; init; }

    /// <summary>The relation prefixes with a fixed meaning.</summary>
    [JsonPropertyName("namespaces")]
    public required IReadOnlyList<string> Namespaces { get; init; }

    /// <summary>Where the specification is.</summary>
    [JsonPropertyName("spec")]
    public string? Spec { get; init; }

    /// <summary>What browsers may do.</summary>
    [JsonPropertyName("cors")]
    public NodeCors? Cors { get; init; }

    /// <summary>The key of the node among peers; present only while it federates.</summary>
    [JsonPropertyName("federation_pubkey")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? FederationPubkey { get; init; }

    /// <summary>The version of federation; present only while it federates.</summary>
    [JsonPropertyName("federation_version")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? FederationVersion { get; init; }

    /// <summary>Where a peer knocks; present only while it federates.</summary>
    [JsonPropertyName("federation_endpoints")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public FederationEndpoints? FederationEndpoints { get; init; }

    /// <summary>Where peers reach the node, if that is not its public address. An addition to the reference.</summary>
    [JsonPropertyName("federation_url")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? FederationUrl { get; init; }

    /// <summary>What runs here. An addition to the reference.</summary>
    [JsonPropertyName("software")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public NodeSoftware? Software { get; init; }

    /// <summary>What this node can do beyond the reference. An addition to it.</summary>
    [JsonPropertyName("features")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Features { get; init; }

    /// <summary>How text becomes vectors; present only if it does.</summary>
    [JsonPropertyName("embedding")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public EmbeddingInfo? Embedding { get; init; }

    /// <summary>How far this node is behind its peers, if it relays.</summary>
    [JsonPropertyName("replication_lag_ms")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? ReplicationLagMs { get; init; }
}
