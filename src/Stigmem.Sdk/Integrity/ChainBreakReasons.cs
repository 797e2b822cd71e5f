namespace Stigmem.Sdk.Integrity;

/// <summary>Why a chain does not hold (Facts contract, section 19).</summary>
public static class ChainBreakReasons
{
    /// <summary>A number is missing, repeated or out of order.</summary>
    public const string ChainSeqGap = "chain_seq_gap";

    /// <summary>The link names another predecessor than the link before it.</summary>
    public const string PreviousHashMismatch = "previous_hash_mismatch";

    /// <summary>The link has no fact.</summary>
    public const string FactMissing = "fact_missing";

    /// <summary>The fact is not the one that was linked.</summary>
    public const string EventHashMismatch = "event_hash_mismatch";

    /// <summary>The link's hash is not that of its fact, its place and its predecessor.</summary>
    public const string ChainHashMismatch = "chain_hash_mismatch";

    /// <summary>The line is not what an export writes. An addition to the contract.</summary>
    public const string MalformedLine = "malformed_line";
}
