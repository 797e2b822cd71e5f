using System.Text.Json.Serialization;

namespace Stigmem.Protocol.Embeddings;

/// <summary>How the node's vectors stand. An addition to the reference.</summary>
public sealed record EmbeddingStatus
{
    /// <summary>Whether texts are handed to the provider.</summary>
    [JsonPropertyName("enabled")]
    public required bool Enabled { get; init; }

    /// <summary><c>off</c>, <c>filling</c>, <c>ready</c>, or <c>unusable</c> when the stored vectors are of another model.</summary>
    [JsonPropertyName("state")]
    public required string State { get; init; }

    /// <summary><c>local</c>, <c>openai</c> or <c>stub</c>.</summary>
    [JsonPropertyName("provider")]
    public required string Provider { get; init; }

    /// <summary>Where the provider answers.</summary>
    [JsonPropertyName("endpoint")]
    public string? Endpoint { get; init; }

    /// <summary>The model that is set.</summary>
    [JsonPropertyName("model")]
    public required string Model { get; init; }

    /// <summary>The length of its vectors as set.</summary>
    [JsonPropertyName("dimensions")]
    public required int Dimensions { get; init; }

    /// <summary>Scopes whose facts and questions leave the machine; null when none do.</summary>
    [JsonPropertyName("remote_scopes")]
    public IReadOnlyList<string>? RemoteScopes { get; init; }

    /// <summary>How many facts have a vector.</summary>
    [JsonPropertyName("vectors")]
    public required int Vectors { get; init; }

    /// <summary>How many texts the provider did not want.</summary>
    [JsonPropertyName("refused")]
    public required long Refused { get; init; }

    /// <summary>How far the log was looked through.</summary>
    [JsonPropertyName("position")]
    public required long Position { get; init; }

    /// <summary>The end of the log.</summary>
    [JsonPropertyName("head")]
    public required long Head { get; init; }

    /// <summary>What is wrong, and what to do.</summary>
    [JsonPropertyName("problem")]
    public string? Problem { get; init; }

    /// <summary>The length of the vectors that the provider makes; null unless it was asked and answered.</summary>
    [JsonPropertyName("provider_dimensions")]
    public int? ProviderDimensions { get; init; }

    /// <summary>The command that switches embeddings on, when the provider answers and they are off or set to another length.</summary>
    [JsonPropertyName("switch_on")]
    public string? SwitchOn { get; init; }
}
