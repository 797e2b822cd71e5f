using System.Text.Json;
using Stigmem.Core.Faults;
using Stigmem.Core.Signatures;
using Stigmem.Node.Settings;

namespace Stigmem.Node.Auth.Oidc;

/// <summary>Verifies id tokens: signature by the provider, then issuer, audience, times and nonce (access contract, section 4).</summary>
internal sealed class IdTokens(OidcSettings settings, OidcProvider provider, TimeProvider time)
{
    private const int LongestSubject = 255;
    private const double LeewaySeconds = 30;

    private static readonly JsonDocumentOptions PayloadOptions = new() { AllowDuplicateProperties = false, MaxDepth = 16 };
    private readonly JwsVerifier _verifier = new(settings.Algorithms);

    /// <summary>The claims of a token, if it is one of the provider's for this node and now.</summary>
    public async Task<Outcome<IdTokenClaims>> VerifyAsync(string token, string? nonce, CancellationToken ct)
    {
        var keys = await provider.KeysAsync(ct);
        if (keys is null)
            return Undiscovered();
        if (!_verifier.TryVerify(token, keys, out var payload, out var problem) && problem == JwsFault.KeyNotFound)
        {
            if (await provider.NewerKeysAsync(ct) is not { } newer)
                return Undiscovered();
            _verifier.TryVerify(token, newer, out payload, out problem);
        }
        return payload is null ? Invalid(Reason(problem)) : Judge(payload, nonce);
    }

    private Outcome<IdTokenClaims> Judge(byte[] payload, string? nonce)
    {
        try
        {
            using var document = JsonDocument.Parse(payload, PayloadOptions);
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? Judge(document.RootElement, nonce)
                : Invalid("the payload is not an object");
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // The second is what the reader throws for text that is no valid UTF-16.
            return Invalid("the payload is not JSON");
        }
    }

    private Outcome<IdTokenClaims> Judge(JsonElement claims, string? nonce)
    {
        if (Text(claims, "iss")?.TrimEnd('/') != settings.IssuerUrl.TrimEnd('/'))
            return Invalid("issuer mismatch");
        if (!NamesAudience(claims))
            return Denied("id_token audience mismatch");
        var now = time.GetUtcNow().ToUnixTimeMilliseconds() / 1_000.0;
        if (Seconds(claims, "exp") is not { } expires)
            return Invalid("exp is missing");
        if (expires + LeewaySeconds <= now)
            return Denied("id_token expired");
        if (claims.TryGetProperty("nbf", out _) && !(Seconds(claims, "nbf") <= now + LeewaySeconds))
            return Invalid("not valid yet");
        if (claims.TryGetProperty("iat", out _) && !(Seconds(claims, "iat") <= now + LeewaySeconds))
            return Invalid("issued in the future");
        if (nonce is not null && Text(claims, "nonce") != nonce)
            return Invalid("nonce mismatch");
        if (Text(claims, "sub") is not { Length: > 0 and <= LongestSubject } subject || subject.Any(char.IsControl))
            return Invalid("sub is missing");
        return new IdTokenClaims(subject, Text(claims, "email"), IsTrue(claims, "email_verified"));
    }

    /// <summary>The audience is among <c>aud</c>; a token for several is for the one that <c>azp</c> names.</summary>
    private bool NamesAudience(JsonElement claims)
    {
        if (!claims.TryGetProperty("aud", out var audience))
            return false;
        if (audience.ValueKind == JsonValueKind.String)
            return audience.GetString() == settings.Audience;
        return audience.ValueKind == JsonValueKind.Array
            && audience.EnumerateArray().Any(one => one.ValueKind == JsonValueKind.String && one.GetString() == settings.Audience)
            && (audience.GetArrayLength() == 1 || !claims.TryGetProperty("azp", out _) || Text(claims, "azp") == settings.Audience);
    }

    private static double? Seconds(JsonElement claims, string name) =>
        claims.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var seconds) && double.IsFinite(seconds)
            ? seconds
            : null;

    private static string? Text(JsonElement claims, string name) =>
        claims.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    /// <summary>Some providers send the word as a string.</summary>
    private static bool IsTrue(JsonElement claims, string name) =>
        claims.TryGetProperty(name, out var value)
        && (value.ValueKind == JsonValueKind.True || (value.ValueKind == JsonValueKind.String && value.GetString() == "true"));

    private static string Reason(JwsFault problem) => problem switch
    {
        JwsFault.Malformed => "not a signed token",
        JwsFault.AlgorithmNotAllowed or JwsFault.AlgorithmMismatch => "algorithm not allowed",
        JwsFault.CriticalHeaderUnknown => "unknown critical header",
        JwsFault.KeyNotFound => "unknown key",
        _ => "signature verification failed",
    };

    private static Fault Undiscovered() => new(FaultCode.ServiceUnavailable, "OIDC provider discovery failed");

    private static Fault Invalid(string reason) => Denied($"id_token invalid: {reason}");

    private static Fault Denied(string message) => new(FaultCode.InvalidCredentials, message);
}
