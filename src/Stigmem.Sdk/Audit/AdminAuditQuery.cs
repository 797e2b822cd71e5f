using Stigmem.Sdk.Transport;

namespace Stigmem.Sdk.Audit;

/// <summary>Which events of the whole node to read (Access contract, section 10).</summary>
public sealed record AdminAuditQuery
{
    /// <summary>From this moment on.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Up to this moment, included.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>By this principal.</summary>
    public string? Principal { get; init; }

    /// <summary>Of this kind, such as <c>fact_write</c> or <c>admin_action</c>.</summary>
    public string? EventType { get; init; }

    /// <summary>How many a page, 1 to 1000; null leaves it to the node, which gives 200.</summary>
    public int? Limit { get; init; }

    /// <summary>After the event of this number: <c>next_cursor</c> of the page before.</summary>
    public long? Cursor { get; init; }

    internal Target ToTarget(string route) => Target.At(route)
        .With("since", Since)
        .With("until", Until)
        .With("principal", Principal)
        .With("event_type", EventType)
        .With("limit", Limit)
        .With("cursor", Cursor);
}
