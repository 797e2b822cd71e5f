namespace Stigmem.Sdk.Integrity;

/// <summary>What <see cref="FactIntegrity.VerifyCid"/> found.</summary>
public enum CidVerdict
{
    /// <summary>The content is what the content id promises.</summary>
    Valid,

    /// <summary>It is not: the fact, or its id, was altered.</summary>
    Mismatch,

    /// <summary>The fact has no content id. Facts that old nodes wrote of their own have none.</summary>
    Missing,

    /// <summary>The node withholds the value, or has taken control characters out of it: nothing can be said.</summary>
    ChangedBySanitizer,

    /// <summary>
    /// A moderator rejected the fact, which shows its confidence as 0: nothing can be said.
    /// </summary>
    ConfidenceOverridden,
}
