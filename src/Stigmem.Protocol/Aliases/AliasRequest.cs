using System.Text.Json.Serialization;

namespace Stigmem.Protocol.Aliases;

/// <summary>Asks that one name stand for another (Operations contract, section 5).</summary>
public sealed record AliasRequest
{
    /// <summary>The name that is replaced.</summary>
    [JsonPropertyName("raw_uri")]
    public required string RawUri { get; init; }

    /// <summary>The name that takes its place.</summary>
    [JsonPropertyName("canonical_uri")]
    public required string CanonicalUri { get; init; }
}
