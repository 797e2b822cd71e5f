using System.Text.Json;
using System.Text.Json.Serialization;

namespace Stigmem.Protocol.Federation;

/// <summary>A page of facts as it comes from a peer. The facts are left unread: a broken one must not take the others with it.</summary>
public sealed record ReceivedFactsPage
{
    /// <summary>The facts, each to be judged by itself.</summary>
    [JsonPropertyName("facts")]
    public required IReadOnlyList<JsonElement> Facts { get; init; }

    /// <summary>Where the next page begins; opaque.</summary>
    [JsonPropertyName("cursor")]
    public string? Cursor { get; init; }

    /// <summary>True if another page is waiting.</summary>
    [JsonPropertyName("has_more")]
    public bool HasMore { get; init; }
}
