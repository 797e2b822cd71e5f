using System.Text.Json.Serialization;

namespace Stigmem.Cli.Certificates;

/// <summary>What <c>stigmem cert</c> has made.</summary>
/// <param name="Certificate">The file of the certificate.</param>
/// <param name="Key">The file of its key.</param>
/// <param name="Authority">The file of the authority's certificate.</param>
/// <param name="NodeId">The node that it is bound to; null for an authority.</param>
/// <param name="Hosts">The names and addresses of its host; null for an authority.</param>
/// <param name="ExpiresAt">Until when it holds.</param>
internal sealed record MadeCertificate(
    [property: JsonPropertyName("certificate")] string Certificate,
    [property: JsonPropertyName("key")] string Key,
    [property: JsonPropertyName("ca_bundle")] string Authority,
    [property: JsonPropertyName("node_id")] string? NodeId,
    [property: JsonPropertyName("hosts")] IReadOnlyList<string>? Hosts,
    [property: JsonPropertyName("expires_at")] string ExpiresAt);
