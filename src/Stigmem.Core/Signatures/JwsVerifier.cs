using System.Diagnostics.CodeAnalysis;

namespace Stigmem.Core.Signatures;

/// <summary>
/// Verifies tokens in the compact form of RFC 7515 and returns their payload. What the payload claims (issuer, times,
/// audience) is the caller's to judge.
/// </summary>
/// <param name="allowedAlgorithms">The values of <c>alg</c> that are accepted at all.</param>
public sealed class JwsVerifier(IReadOnlyList<string> allowedAlgorithms)
{
    private const int LongestToken = 64 * 1024;

    private readonly string[] _allowed = [.. allowedAlgorithms];

    /// <summary>Verifies a token against the keys its issuer may have used.</summary>
    public bool TryVerify(string token, JsonWebKeySet keys, [NotNullWhen(true)] out byte[]? payload, out JwsFault fault)
    {
        payload = null;
        if (!CompactJws.TryParse(token, LongestToken, out var jws))
        {
            fault = JwsFault.Malformed;
            return false;
        }

        fault = Judge(jws, keys);
        if (fault != JwsFault.None)
            return false;

        payload = jws.Payload;
        return true;
    }

    private JwsFault Judge(CompactJws jws, JsonWebKeySet keys)
    {
        if (jws.HasCritical)
            return JwsFault.CriticalHeaderUnknown;
        if (!_allowed.Contains(jws.Algorithm, StringComparer.Ordinal))
            return JwsFault.AlgorithmNotAllowed;

        var fault = JwsFault.KeyNotFound;
        foreach (var key in keys.Keys)
        {
            if (jws.KeyId is not null && key.KeyId != jws.KeyId)
                continue;

            if (!key.Serves(jws.Algorithm))
                fault = fault == JwsFault.KeyNotFound ? JwsFault.AlgorithmMismatch : fault;
            else if (key.Verify(jws.Algorithm, jws.Content, jws.Signature))
                return JwsFault.None;
            else
                fault = JwsFault.SignatureInvalid;
        }

        return fault;
    }
}
