using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;
using Stigmem.Core.Clock;
using Stigmem.Core.ContentIds;
using Stigmem.Core.Signatures;

namespace Stigmem.Core.Capabilities;

/// <summary>
/// A grant that its holder carries to other nodes: who may do what to which facts, signed by the organisation that grants
/// it. Source of the rule: Federation contract, section 9.
/// </summary>
public sealed class CapabilityToken
{
    /// <summary>No token is longer, in characters.</summary>
    public const int LongestText = 16 * 1024;

    private const int Version = 1;

    private static readonly JsonDocumentOptions Options = new() { AllowDuplicateProperties = false, MaxDepth = 8 };

    private readonly byte[] _signedBytes;

    private CapabilityToken(byte[] signedBytes, string signature)
    {
        _signedBytes = signedBytes;
        Signature = signature;
    }

    /// <summary>The token's id.</summary>
    public required string TokenId { get; init; }

    /// <summary>The organisation that grants.</summary>
    public required string Issuer { get; init; }

    /// <summary>Who may.</summary>
    public required string Subject { get; init; }

    /// <summary>What it may do.</summary>
    public required string Verb { get; init; }

    /// <summary>To what.</summary>
    public required string Object { get; init; }

    /// <summary>From when, as text.</summary>
    public required string IssuedAt { get; init; }

    /// <summary>Until when, as text.</summary>
    public required string Expiry { get; init; }

    /// <summary>What no other token has.</summary>
    public required string Nonce { get; init; }

    /// <summary>The signature.</summary>
    public string Signature { get; }

    /// <summary>The bytes that are signed: dialect C3 over all members but the signature.</summary>
    public ReadOnlySpan<byte> SignedBytes => _signedBytes;

    /// <summary>Writes and signs a token.</summary>
    internal static CapabilityToken Create(in CapabilityGrant grant, string tokenId, string nonce, long nowMicroseconds, ISigner signer)
    {
        var (issuedAt, expiry) = (Instants.Format(nowMicroseconds), Instants.Format(nowMicroseconds + grant.TtlSeconds * 1_000_000));
        var bytes = CanonicalJson.WriteJcs(
        [
            new("expiry", expiry), new("issued_at", issuedAt), new("issuer", grant.Issuer), new("nonce", nonce), new("object", grant.Object),
            new("subject", grant.Subject), new("token_id", tokenId), new("token_version", Version), new("verb", grant.Verb),
        ]);
        return new CapabilityToken(bytes, Base64Url.Encode(signer.Sign(bytes)))
        {
            TokenId = tokenId,
            Issuer = grant.Issuer,
            Subject = grant.Subject,
            Verb = grant.Verb,
            Object = grant.Object,
            IssuedAt = issuedAt,
            Expiry = expiry,
            Nonce = nonce,
        };
    }

    /// <summary>
    /// Reads a token; false if a member is missing, repeated or no text, or the version is another. Members beyond those
    /// known are covered by the signature and otherwise ignored.
    /// </summary>
    public static bool TryParse(string? json, [NotNullWhen(true)] out CapabilityToken? token)
    {
        token = null;
        if (json is null || json.Length > LongestText)
            return false;

        try
        {
            using var document = JsonDocument.Parse(json, Options);
            return document.RootElement.ValueKind == JsonValueKind.Object && TryRead(document.RootElement, out token);
        }
        catch (Exception failure) when (failure is JsonException or InvalidOperationException or FormatException)
        {
            // The last two are what readers and writers throw for text that is no valid Unicode.
            return false;
        }
    }

    /// <summary>Whether the owner of the key signed the token.</summary>
    public bool IsSignedBy(string publicKey) => Ed25519Verifier.IsSigned(publicKey, _signedBytes, Signature);

    /// <summary>The token as it travels: dialect C3 over all members.</summary>
    public string ToJson()
    {
        using var document = JsonDocument.Parse(_signedBytes);
        return Encoding.UTF8.GetString(CanonicalJson.WriteJcs([.. Members(document.RootElement), new("signature", Signature)]));
    }

    /// <summary>The id; a token that prints itself could be used by whoever reads the log.</summary>
    public override string ToString() => TokenId;

    private static bool TryRead(JsonElement json, [NotNullWhen(true)] out CapabilityToken? token)
    {
        token = null;
        if (Text(json, "token_id") is not { } tokenId || Text(json, "issuer") is not { } issuer || Text(json, "subject") is not { } subject
            || Text(json, "verb") is not { } verb || Text(json, "object") is not { } @object || Text(json, "issued_at") is not { } issuedAt
            || Text(json, "expiry") is not { } expiry || Text(json, "nonce") is not { } nonce || Text(json, "signature") is not { } signature
            || !json.TryGetProperty("token_version", out var version) || version.ValueKind != JsonValueKind.Number
            || !version.TryGetInt32(out var number) || number != Version)
            return false;

        token = new CapabilityToken(CanonicalJson.WriteJcs(Members(json)), signature)
        {
            TokenId = tokenId,
            Issuer = issuer,
            Subject = subject,
            Verb = verb,
            Object = @object,
            IssuedAt = issuedAt,
            Expiry = expiry,
            Nonce = nonce,
        };
        return true;
    }

    private static KeyValuePair<string, object?>[] Members(JsonElement json) =>
    [
        .. json.EnumerateObject().Where(member => member.Name != "signature")
            .Select(member => KeyValuePair.Create(member.Name, (object?)member.Value)),
    ];

    private static string? Text(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text ? text : null;
}
