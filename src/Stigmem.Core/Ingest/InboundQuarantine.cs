namespace Stigmem.Core.Ingest;

/// <summary>Why a fact of a peer is held back until somebody admits it.</summary>
public enum InboundQuarantine
{
    /// <summary>It is not.</summary>
    None,

    /// <summary>It instructs.</summary>
    Instruction,

    /// <summary>Its source is not trusted enough.</summary>
    Trust,
}
