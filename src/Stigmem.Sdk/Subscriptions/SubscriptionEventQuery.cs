using Stigmem.Sdk.Transport;

namespace Stigmem.Sdk.Subscriptions;

/// <summary>Which events to list.</summary>
public sealed record SubscriptionEventQuery
{
    /// <summary>Only events that were recorded at or after this time.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Only events behind the one with this id.</summary>
    public string? After { get; init; }

    /// <summary>How many a page, 1 to 500; null leaves it to the node, which gives 50.</summary>
    public int? Limit { get; init; }

    /// <summary>Where to go on: <c>cursor</c> of the page before.</summary>
    public string? Cursor { get; init; }

    internal Target Of(Target target) => target.With("since", Since).With("after", After).With("limit", Limit).With("cursor", Cursor);
}
