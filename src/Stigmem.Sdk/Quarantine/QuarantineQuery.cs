using Stigmem.Sdk.Transport;

namespace Stigmem.Sdk.Quarantine;

/// <summary>Which held-back facts to list (Access contract, section 8).</summary>
public sealed record QuarantineQuery
{
    /// <summary>In the quarantine garden of this slug or UUID; null for all that the caller may see.</summary>
    public string? Garden { get; init; }

    /// <summary><c>pending</c>, <c>promoted</c> or <c>rejected</c>; null for all.</summary>
    public string? Status { get; init; }

    /// <summary>How many, 1 to 1000; null leaves it to the node, which gives 100.</summary>
    public int? Limit { get; init; }

    /// <summary>How many of the newest to skip.</summary>
    public int Offset { get; init; }

    internal Target ToTarget(string route) => Target.At(route)
        .With("garden_id", Garden)
        .With("quarantine_status", Status)
        .With("limit", Limit)
        .With("offset", Offset == 0 ? null : Offset);
}
