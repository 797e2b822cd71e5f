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

    /// <summary>The opened key, once for all requests; null if the text is no key.</summary>
    public IVerifier? Key { get; init; }

    /// <summary>What tokens are checked with.</summary>
    public PeerKeys Keys => new(NodeId, Status, Key is null ? [] : [Key]);

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{NodeId} ({Status.Name()})");
}
