using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Stigmem.Core.Peers;
using Stigmem.Core.Signatures;

namespace Stigmem.Core.PeerTokens;

/// <summary>
/// A token as it came, read and not yet believed: the issuer says which peer's key to check it with. Source of the rule:
/// Federation contract, section 4.
/// </summary>
public sealed class PeerToken
{
    /// <summary>No token is longer: three names of at most some hundred characters, and a signature.</summary>
    public const int LongestToken = 8 * 1024;

    /// <summary>No nonce is longer, since each is stored.</summary>
    public const int LongestNonce = 128;

    private static readonly JsonDocumentOptions PayloadOptions = new() { AllowDuplicateProperties = false, MaxDepth = 8 };

    private PeerToken(CompactJws jws) => Jws = jws;

    /// <summary>The node that claims to have issued it; empty if it names none.</summary>
    public string Issuer { get; private set; } = "";

    internal CompactJws Jws { get; }

    internal string? Subject { get; private set; }

    internal long IssuedAtMs { get; private set; }

    internal long ExpiresAtMs { get; private set; }

    internal long? NotBeforeMs { get; private set; }

    internal string? Nonce { get; private set; }

    internal PeerScopes Scopes { get; private set; }

    /// <summary>Whether every claim has the type that it must have.</summary>
    internal bool HasValidClaims { get; private set; }

    /// <summary>Takes the text behind <c>Bearer</c> apart; false with <c>Required</c> or <c>Malformed</c>.</summary>
    public static bool TryRead(string? bearer, [NotNullWhen(true)] out PeerToken? token, out PeerTokenFault fault)
    {
        token = null;
        fault = string.IsNullOrEmpty(bearer) ? PeerTokenFault.Required : PeerTokenFault.Malformed;
        if (fault == PeerTokenFault.Required || !CompactJws.TryParse(bearer!, LongestToken, out var jws))
            return false;

        try
        {
            using var payload = JsonDocument.Parse(jws.Payload, PayloadOptions);
            if (payload.RootElement.ValueKind != JsonValueKind.Object)
                return false;

            var read = new PeerToken(jws);
            read.HasValidClaims = read.ReadNames(payload.RootElement) & read.ReadTimes(payload.RootElement) & read.ReadScopes(payload.RootElement);
            (token, fault) = (read, PeerTokenFault.None);
            return true;
        }
        catch (Exception failure) when (failure is JsonException or InvalidOperationException)
        {
            // The second is what the reader throws for text that is no valid UTF-16.
            return false;
        }
    }

    // A missing or misspelled name has a fault of its own, so only the nonce can be invalid here.
    private bool ReadNames(JsonElement claims)
    {
        Issuer = Text(claims, "iss") ?? "";
        Subject = Text(claims, "sub");
        Nonce = Text(claims, "nonce");
        return Nonce is null ? IsAbsent(claims, "nonce", out _) : Nonce.Length <= LongestNonce;
    }

    private bool ReadTimes(JsonElement claims)
    {
        var valid = TryInteger(claims, "iat", out var issuedAt) & TryInteger(claims, "exp", out var expiresAt);
        (IssuedAtMs, ExpiresAtMs) = (issuedAt, expiresAt);
        if (IsAbsent(claims, "nbf", out _))
            return valid;

        valid &= TryInteger(claims, "nbf", out var notBefore);
        NotBeforeMs = notBefore;
        return valid;
    }

    private bool ReadScopes(JsonElement claims)
    {
        if (IsAbsent(claims, "scopes", out var list))
            return true;
        if (list.ValueKind != JsonValueKind.Array || list.EnumerateArray().Any(scope => scope.ValueKind != JsonValueKind.String))
            return false;

        Scopes = PeerScopes.OfKnown(list.EnumerateArray().Select(scope => scope.GetString()!));
        return true;
    }

    private static bool IsAbsent(JsonElement claims, string name, out JsonElement value) =>
        !claims.TryGetProperty(name, out value) || value.ValueKind == JsonValueKind.Null;

    private static string? Text(JsonElement claims, string name) =>
        claims.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static bool TryInteger(JsonElement claims, string name, out long number)
    {
        number = 0;
        return claims.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out number);
    }
}
