using Stigmem.Sdk.Transport;

namespace Stigmem.Sdk.Federation;

/// <summary>Which events of federation to read (Federation contract, section 12).</summary>
public sealed record FederationAuditQuery
{
    /// <summary>About this registration, or what an unknown node called itself.</summary>
    public string? PeerId { get; init; }

    /// <summary>Of this kind, such as <c>scope_violation</c>.</summary>
    public string? EventType { get; init; }

    /// <summary>How many a page, 1 to 500; null leaves it to the node, which gives 50.</summary>
    public int? Limit { get; init; }

    /// <summary>Where to go on: <c>cursor</c> of the page before.</summary>
    public string? Cursor { get; init; }

    internal Target ToTarget(string route) => Target.At(route)
        .With("peer_id", PeerId).With("event_type", EventType).With("limit", Limit).With("cursor", Cursor);
}
