using Stigmem.Core.Clock;
using Stigmem.Core.Peers;
using Stigmem.Core.Trust;

namespace Stigmem.Core.Ingest;

/// <summary>What applies to all facts of one page or one push.</summary>
public sealed record IngestTerms
{
    /// <summary>How they come in.</summary>
    public required IngestRoute Route { get; init; }

    /// <summary>The node that sends them; it becomes their origin.</summary>
    public required string Sender { get; init; }

    /// <summary>The scopes of its registration; they become the origin's scopes.</summary>
    public required PeerScopes Agreed { get; init; }

    /// <summary>The scopes that it may send now: <see cref="PeerScopes.Permitted"/>.</summary>
    public required PeerScopes Permitted { get; init; }

    /// <summary>For which sources it may speak. A push never has <see cref="SourcePolicy.Any"/>.</summary>
    public required SourcePolicy Sources { get; init; }

    /// <summary>The source that is its own: its node id, or the subject of the capability token.</summary>
    public required string OwnSource { get; init; }

    /// <summary>What the manifest of the sender is called; null if it has none.</summary>
    public string? SenderManifest { get; init; }

    /// <summary>The entities of its verified manifest.</summary>
    public IReadOnlySet<string> ManifestEntities { get; init; } = new HashSet<string>();

    /// <summary>Whether each fact must have a content id that can be checked: our own nodes always send one.</summary>
    public bool RequiresCid { get; init; }

    /// <summary>Whether this node has a garden to hold facts back.</summary>
    public bool HasQuarantineGarden { get; init; }

    /// <summary>How much the trust in a source weighs.</summary>
    public TrustMode TrustMode { get; init; }

    /// <summary>How far stamps may lie from this node's clock.</summary>
    public HlcBounds Bounds { get; init; } = HlcBounds.Default;
}
