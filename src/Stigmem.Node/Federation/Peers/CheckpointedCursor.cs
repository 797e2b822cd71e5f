namespace Stigmem.Node.Federation.Peers;

/// <summary>Where the exchange with a peer stands, for a backup of the cursors.</summary>
public sealed record CheckpointedCursor
{
    /// <summary>The registration.</summary>
    public required Guid PeerId { get; init; }

    /// <summary>The peer; empty when it is not known.</summary>
    public string NodeId { get; init; } = "";

    /// <summary>Where it is reached; empty when it is not known.</summary>
    public string NodeUrl { get; init; } = "";

    /// <summary>The name of its status; empty when it is not known.</summary>
    public string Status { get; init; } = "";

    /// <summary><c>inbound</c> or <c>outbound</c>.</summary>
    public required string Direction { get; init; }

    /// <summary>The cursor; null before the first page.</summary>
    public required string? Cursor { get; init; }

    /// <summary>When it moved last.</summary>
    public required long UpdatedMicroseconds { get; init; }
}
