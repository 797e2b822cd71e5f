using System.Globalization;
using Stigmem.Core.Peers;
using Stigmem.Core.PeerTokens;
using Stigmem.Core.Signatures;

namespace Stigmem.Node.Federation.Peers;

/// <summary>Another node, as it was registered here.</summary>
internal sealed record Peer
{
    public required Guid Id { get; init; }

    public required string NodeId { get; init; }

    public required string NodeUrl { get; init; }

    /// <summary>The text of its key; its fingerprint is over this very text.</summary>
    public required string PublicKey { get; init; }

    /// <summary>What is shared in both directions.</summary>
    public required PeerScopes Scopes { get; init; }

    public required PeerStatus Status { get; init; }

    /// <summary>Why it was rejected.</summary>
    public string? Reason { get; init; }

    /// <summary>Whether it runs this software; others are served by the reference's rules.</summary>
    public bool IsOwnKind { get; init; }

    public required long RegisteredMicroseconds { get; init; }

    public long? ApprovedMicroseconds { get; init; }

    /// <summary>When the agreement ends by itself; null for as long as nobody ends it.</summary>
    public long? UntilMicroseconds { get; init; }

    /// <summary>What audit rows call it: its registration; who came with a capability token has none.</summary>
    public string AuditName => Id == Guid.Empty ? NodeId : Id.ToString();

    /// <summary>The opened key, once for all requests; null if the text is no key.</summary>
    public IVerifier? Key { get; init; }

    /// <summary>The key before the present one; it is good for a while after the change.</summary>
    public RetiredKey? Retired { get; init; }

    /// <summary>What the peer has declared since and the operator has not let in.</summary>
    public Redeclaration? Next { get; init; }

    /// <summary>One name for what an operator approves: what waits, else the registration itself.</summary>
    public string Digest => DeclarationDigest.Of(NodeId, Next?.NodeUrl ?? NodeUrl, Next?.PublicKey ?? PublicKey, Next?.Scopes ?? Scopes);

    /// <summary>The registration at a time: an agreement that is over waits for the operator again.</summary>
    public Peer AsOf(long microseconds) => UntilMicroseconds <= microseconds && Status is (PeerStatus.Active or PeerStatus.PendingTlProof)
        ? this with { Status = PeerStatus.PendingApproval, Reason = "expired" }
        : this;

    /// <summary>What tokens are checked with at a time.</summary>
    public PeerKeys KeysAt(long microseconds) =>
        new(NodeId, AsOf(microseconds).Status, [.. new[] { Key, Retired?.UntilMicroseconds > microseconds ? Retired.Key : null }.OfType<IVerifier>()]);

    /// <summary>
    /// The registration under the key that was declared. The key before stays good for a day if it has vouched for the new
    /// one; if not, it may be lost or stolen, and ends at once.
    /// </summary>
    public Peer Follow(Redeclaration next, long nowMicroseconds) => this with
    {
        PublicKey = next.PublicKey,
        NodeUrl = next.NodeUrl,
        Scopes = next.Scopes,
        IsOwnKind = next.IsOwnKind,
        Retired = next.IsProven ? new RetiredKey(PublicKey, nowMicroseconds + (long)KeyChange.DualTrust.TotalMicroseconds) : null,
        Next = null,
    };

    /// <summary>Stands for the subject of a capability token, which is no peer, while its facts are taken in.</summary>
    public static Peer OfCapability(string subject, PeerScopes covered) => new()
    {
        Id = Guid.Empty,
        NodeId = subject,
        NodeUrl = "",
        PublicKey = "",
        Scopes = covered,
        Status = PeerStatus.Active,
        RegisteredMicroseconds = 0,
    };

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{NodeId} ({Status.Name()})");
}
