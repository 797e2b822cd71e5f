using Stigmem.Cli.Failures;
using Stigmem.Core.Clock;
using Stigmem.Core.Peers;
using Stigmem.Core.Signatures;
using Stigmem.Protocol.Discovery;
using Stigmem.Sdk;

namespace Stigmem.Cli.Federation;

/// <summary>
/// Introduces a node to another: asks it who it is, signs that with its key, and sends it (federation contract, sections 3
/// and 15).
/// </summary>
internal sealed class Introducer(StigmemClient local, ISigner signer, ISigner? previous, TimeProvider time)
{
    private const string AlreadyRegistered = "already_registered";

    /// <summary>Introduces the local node.</summary>
    /// <exception cref="CommandFailure">The nodes do not fit, or the other one did not believe it.</exception>
    public async Task<Introduction> ToAsync(StigmemClient remote, string remoteUrl, IReadOnlyList<string> scopes, CancellationToken cancellation)
    {
        var node = await local.Node.DiscoverAsync(cancellation);
        var declaration = Declare(node, scopes);
        var result = new Introduction
        {
            Status = AlreadyRegistered,
            PeerId = null,
            NodeId = declaration.NodeId,
            NodeUrl = declaration.NodeUrl,
            RemoteUrl = remoteUrl,
            Fingerprint = declaration.Fingerprint,
            DeclarationDigest = DeclarationDigest.Of(declaration.NodeId, declaration.NodeUrl, declaration.FederationPubkey, PeerScopes.OfKnown(declaration.AllowedScopes)),
        };
        try
        {
            var answer = previous is null
                ? await remote.Federation.RegisterAsync(declaration, signer, cancellation)
                : await remote.Federation.RegisterAsync(declaration, signer, previous, cancellation);
            if (answer.Status == PeerStatus.Rejected.Name())
                throw Rejected(remoteUrl, declaration, answer.Reason);
            return result with { Status = answer.Status, PeerId = answer.PeerId };
        }
        catch (StigmemException refusal) when (refusal.Status == 409)
        {
            return result with { KnownStatus = KnownStatus(refusal.Detail) };
        }
    }

    /// <summary>Out of <c>peer already registered (status=active)</c>, the contract's sentence.</summary>
    private static string? KnownStatus(string? detail)
    {
        var (before, after) = (detail?.IndexOf("(status=", StringComparison.Ordinal) ?? -1, detail?.LastIndexOf(')') ?? -1);
        return before >= 0 && after > before ? detail![(before + "(status=".Length)..after] : null;
    }

    private PeerDeclaration Declare(NodeMetadata node, IReadOnlyList<string> scopes)
    {
        if (node.FederationPubkey is not { } key)
            throw new CommandFailure("the local node does not federate", "federation_disabled", "Set STIGMEM_FEDERATION_ENABLED=1 for it and start it again.");
        if (key != signer.PublicKeyText)
        {
            throw new CommandFailure(
                "the key at hand is not the one that the local node tells its peers", "key_mismatch",
                "Name the database of the very node with --db; if STIGMEM_FEDERATION_PRIVKEY is set, it must be the node's.");
        }
        var signedAt = Instants.Format(time.GetUtcNow().ToUnixTimeSeconds() * 1_000_000);
        return PeerDeclaration.Create(node.FederationUrl ?? node.NodeUrl, node.NodeId, key, scopes, signedAt).TryGet(out var declaration, out var fault)
            ? declaration
            : throw CommandFailure.Usage(fault.Message, "Name scopes with --scopes, separated by commas.");
    }

    private static CommandFailure Rejected(string remoteUrl, PeerDeclaration declaration, string? reason) => new(
        $"{remoteUrl} did not believe the declaration: {reason ?? "it says no reason"}", "peer_rejected", reason switch
        {
            "unreachable" => $"The other node must reach this one at {declaration.NodeUrl}: check STIGMEM_NODE_URL and the certificate here, STIGMEM_FEDERATION_ALLOW_NETWORKS and the log there; then introduce it again.",
            "node_id_mismatch" or "pubkey_mismatch" => $"Another node answers at {declaration.NodeUrl}: check STIGMEM_NODE_URL of the local node.",
            "signed_at_out_of_window" => "Set the clocks of both machines; they may differ by 24 hours at most.",
            _ => "Look at the log of the other node, then introduce this one again.",
        });
}
