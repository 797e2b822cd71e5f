using Stigmem.Core.Capabilities;
using Stigmem.Data.Sqlite;
using Stigmem.Node.Federation.Capabilities.Sql;
using Stigmem.Node.Federation.Manifests;

namespace Stigmem.Node.Federation.Capabilities;

/// <summary>
/// Whether a token holds here, its own or a foreign one. Nobody is asked for a foreign one: the issuer's manifest is
/// enough, except in strict mode, where what is not known of its revocation counts against it.
/// </summary>
internal sealed class CapabilityVerifier(SqlEngine engine, ManifestResolver manifests, ManifestStore clock)
{
    public async Task<CapabilityFault> JudgeAsync(CapabilityToken token, CancellationToken ct)
    {
        var manifest = await manifests.ResolveAsync(token.Issuer, ct);
        return CapabilityCheck.Judge(token, manifest?.Manifest, Revocation(token), clock.IsStrict, clock.Now);
    }

    /// <summary>A row speaks for the very token that was issued, not for another under the same id.</summary>
    private RevocationState Revocation(CapabilityToken token)
    {
        using var lease = engine.Read();
        if (CapabilityRows.Find(lease.Session, token.TokenId) is not { } issued || !issued.Token.SignedBytes.SequenceEqual(token.SignedBytes))
            return RevocationState.Unknown;
        return issued.RevokedAt is null ? RevocationState.Live : RevocationState.Revoked;
    }
}
