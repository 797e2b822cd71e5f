using Stigmem.Core.Capabilities;
using Stigmem.Data.Sqlite;
using Stigmem.Node.Federation.Capabilities.Sql;
using Stigmem.Node.Federation.Manifests;

namespace Stigmem.Node.Federation.Capabilities;

/// <summary>
/// Whether a token holds here, its own or a foreign one. The issuer's manifest is enough for all but its revocation; the
/// issuer is asked about that, and what it does not answer counts against the token in strict mode.
/// </summary>
internal sealed class CapabilityVerifier(SqlEngine engine, ManifestResolver manifests, ManifestStore clock, IssuerInquiry inquiry)
{
    public async Task<CapabilityFault> JudgeAsync(CapabilityToken token, CancellationToken ct)
    {
        var manifest = (await manifests.ResolveAsync(token.Issuer, ct))?.Manifest;
        var revocation = Issued(token);
        // Nobody is asked about what does not hold anyway: else anybody could make this node call addresses.
        if (revocation == RevocationState.Unknown && manifest is not null
            && CapabilityCheck.Judge(token, manifest, RevocationState.Live, clock.IsStrict, clock.Now) == CapabilityFault.None)
            revocation = await inquiry.AskAsync(token, manifest, clock.Now, ct);
        return CapabilityCheck.Judge(token, manifest, revocation, clock.IsStrict, clock.Now);
    }

    /// <summary>A row speaks for the very token that was issued, not for another under the same id.</summary>
    private RevocationState Issued(CapabilityToken token)
    {
        using var lease = engine.Read();
        if (CapabilityRows.Find(lease.Session, token.TokenId) is not { } issued || !issued.Token.SignedBytes.SequenceEqual(token.SignedBytes))
            return RevocationState.Unknown;
        return issued.RevokedAt is null ? RevocationState.Live : RevocationState.Revoked;
    }
}
