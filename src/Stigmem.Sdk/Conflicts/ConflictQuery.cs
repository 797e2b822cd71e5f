using Stigmem.Sdk.Transport;

namespace Stigmem.Sdk.Conflicts;

/// <summary>Which conflicts to list (Facts contract, section 17).</summary>
public sealed record ConflictQuery
{
    /// <summary>Conflicts that wait for a decision.</summary>
    public const string Unresolved = "unresolved";

    /// <summary>Conflicts that are settled.</summary>
    public const string Resolved = "resolved";

    /// <summary><see cref="Unresolved"/>, <see cref="Resolved"/>, or null for both.</summary>
    public string? Status { get; init; }

    /// <summary>How many a page, 1 to 500; null leaves it to the node, which gives 50.</summary>
    public int? Limit { get; init; }

    /// <summary>Where to go on: <c>cursor</c> of the page before.</summary>
    public string? Cursor { get; init; }

    internal Target ToTarget(string route) => Target.At(route).With("status", Status).With("limit", Limit).With("cursor", Cursor);
}
