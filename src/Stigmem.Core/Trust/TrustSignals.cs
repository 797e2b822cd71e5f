namespace Stigmem.Core.Trust;

/// <summary>Everything that the trust in a source is computed from.</summary>
public readonly record struct TrustSignals
{
    /// <summary>The source as stored.</summary>
    public required string Source { get; init; }

    /// <summary>The scope of the fact.</summary>
    public required string Scope { get; init; }

    /// <summary>The host and port of this node's public URL.</summary>
    public required string NodeAuthority { get; init; }

    /// <summary>A valid organisation manifest covers the source.</summary>
    public bool HasManifest { get; init; }

    /// <summary>The manifest stands in the transparency log.</summary>
    public bool HasLogProof { get; init; }

    /// <summary>The source has an agent key that is not revoked.</summary>
    public bool HasActiveAgentKey { get; init; }

    /// <summary>
    /// The identity component when it does not follow from the source: facts that came with a capability token count
    /// one half (Federation contract, section 6).
    /// </summary>
    public double? FixedIdentity { get; init; }

    /// <summary>Facts by the source in the last thirty days.</summary>
    public long RecentFacts { get; init; }

    /// <summary>Those of them whose attestation failed.</summary>
    public long RecentFailures { get; init; }

    /// <summary>The caller reads its own facts and may write.</summary>
    public bool CallerIsWritingSource { get; init; }

    /// <summary>The node's attestation mode.</summary>
    public SourceAttestationMode AttestationMode { get; init; }
}
