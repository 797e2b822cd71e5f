using System.Text.Json.Serialization;

namespace Stigmem.Protocol.Cid;

/// <summary>How many facts have a content id.</summary>
public sealed record CidBackfillStatus
{
    /// <summary>All facts.</summary>
    [JsonPropertyName("total_facts")]
    public required long TotalFacts { get; init; }

    /// <summary>Those with a content id.</summary>
    [JsonPropertyName("backfilled_facts")]
    public required long BackfilledFacts { get; init; }

    /// <summary>Those without.</summary>
    [JsonPropertyName("pending_facts")]
    public required long PendingFacts { get; init; }

    /// <summary>True if there are none without.</summary>
    [JsonPropertyName("backfill_complete")]
    public required bool BackfillComplete { get; init; }
}
