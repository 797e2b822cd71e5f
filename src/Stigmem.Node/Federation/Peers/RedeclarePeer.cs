using Stigmem.Core.Peers;
using Stigmem.Core.Signatures;
using Stigmem.Data.Sqlite;
using Stigmem.Node.Auth;
using Stigmem.Node.Federation.Manifests;
using Stigmem.Node.Federation.Peers.Sql;
using Stigmem.Protocol.Federation;

namespace Stigmem.Node.Federation.Peers;

/// <summary>
/// A known peer declares itself again, under another key. The old key's word is enough for the key alone; another address,
/// other scopes and keys that nothing vouches for wait for the operator, while the registration stays as it was.
/// </summary>
internal sealed class RedeclarePeer(SqlEngine engine, PeerDirectory peers, PeerClient client, ManifestFetch manifests, FederationAudit audit, TimeProvider time)
{
    /// <summary>Whether a declaration is one of a known peer with another key; everything else is a registration.</summary>
    public bool Concerns(PeerDeclaration declared) =>
        peers.Current.TryGetValue(declared.NodeId, out var known) && Concerns(known, declared);

    /// <summary>Judges the declaration.</summary>
    /// <param name="declared">The declaration.</param>
    /// <param name="signature">By the new key.</param>
    /// <param name="previousSignature">By the old one, if it came along.</param>
    /// <param name="by">Who handed it over.</param>
    public async Task<PeerRegisterResponse> RunAsync(PeerDeclaration declared, string signature, string? previousSignature, Principal by)
    {
        var discovered = await client.DiscoverAsync(new PeerEndpoint(declared.NodeUrl, declared.NodeId), CancellationToken.None);
        var fault = DeclarationCheck.Judge(declared, signature, discovered?.Node, Now(), DeclarationCheck.DefaultWindow);
        var manifest = fault == DeclarationFault.None && previousSignature is null
            ? await manifests.FetchAsync(declared.NodeUrl.TrimEnd('/'), CancellationToken.None)
            : null;
        return await engine.WriteAsync(session =>
        {
            // The operator may have ended the exchange, or another declaration may have won, while the node was asked.
            if (!peers.Working.TryGetValue(declared.NodeId, out var known) || !Concerns(known, declared))
                return Answer(Guid.Empty, PeerStatus.Rejected, "superseded");
            if (fault != DeclarationFault.None)
            {
                audit.Operator(session, by, "peer_key_refused", known, ("reason", fault.Name()), ("fingerprint", declared.Fingerprint));
                return Answer(known.Id, PeerStatus.Rejected, fault.Name());
            }
            var proof = KeyChange.Prove(known.PublicKey, declared, previousSignature, manifest, Now());
            return Take(session, known, declared, proof, discovered!.Value.IsOwnKind, by);
        });
    }

    private PeerRegisterResponse Take(SqlSession session, Peer known, PeerDeclaration declared, KeyChangeProof proof, bool isOwnKind, Principal by)
    {
        var next = new Redeclaration(declared.FederationPubkey, declared.NodeUrl, PeerScopes.OfKnown(declared.AllowedScopes), proof != KeyChangeProof.None, isOwnKind);
        var isKeyAlone = next.NodeUrl == known.NodeUrl && next.Scopes == known.Scopes;
        if (next.IsProven && isKeyAlone)
        {
            var changed = known.Follow(next, Now());
            peers.Put(session, changed);
            audit.Operator(session, by, "peer_key_changed", changed, Details(known, declared, proof));
            return Answer(known.Id, changed.Status, null);
        }
        peers.Put(session, known with { Next = next });
        audit.Operator(session, by, "peer_key_declared", known, Details(known, declared, proof));
        return Answer(known.Id, PeerStatus.PendingApproval, null);
    }

    private static (string, string?)[] Details(Peer known, PeerDeclaration declared, KeyChangeProof proof) =>
    [
        ("proof", proof.Name()), ("fingerprint", declared.Fingerprint), ("previous_fingerprint", KeyFingerprint.OfKeyText(known.PublicKey)),
        ("node_url", declared.NodeUrl), ("allowed_scopes", PeerScopes.OfKnown(declared.AllowedScopes).ToString()),
    ];

    private static bool Concerns(Peer known, PeerDeclaration declared) =>
        known.Status is PeerStatus.Active or PeerStatus.PendingTlProof && known.PublicKey.TrimEnd('=') != declared.FederationPubkey.TrimEnd('=');

    private static PeerRegisterResponse Answer(Guid id, PeerStatus status, string? reason) =>
        new() { PeerId = id.ToString(), Status = status.Name(), VerifiedAt = null, Reason = reason };

    private long Now() => time.GetUtcNow().ToUnixTimeMilliseconds() * 1_000;
}
