using System.Text.Json.Serialization;

namespace Stigmem.Protocol.Auth;

/// <summary>Asks for an API key in exchange for an identity provider's token (Access contract, section 4).</summary>
public sealed record ExchangeRequest
{
    /// <summary>The token.</summary>
    [JsonPropertyName("id_token")]
    public required string IdToken { get; init; }

    /// <summary>What the key should be able to do; more than read and write is never given.</summary>
    [JsonPropertyName("permissions")]
    public IReadOnlyList<string> Permissions { get => field ?? ["read", "write"]; init; }

    /// <summary>The nonce that the token must carry. An addition to the reference.</summary>
    [JsonPropertyName("nonce")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Nonce { get; init; }

    /// <summary>What is asked for; never the token.</summary>
    public override string ToString() => $"{nameof(ExchangeRequest)} {{ {nameof(Permissions)} = {string.Join(',', Permissions)} }}";
}
