using System.Text.Json.Serialization;

namespace Stigmem.Protocol.Transparency;

/// <summary>That a longer log continues a shorter one. An addition to the reference.</summary>
public sealed record ConsistencyProofRecord
{
    /// <summary>The size of the shorter.</summary>
    [JsonPropertyName("first_size")]
    public required long FirstSize { get; init; }

    /// <summary>The size of the longer.</summary>
    [JsonPropertyName("second_size")]
    public required long SecondSize { get; init; }

    /// <summary>The proof, in hexadecimal (RFC 6962, section 2.1.2).</summary>
    [JsonPropertyName("hashes")]
    public required IReadOnlyList<string> Hashes { get; init; }
}
