namespace Stigmem.Core.Ingest;

/// <summary>How a fact comes in.</summary>
public enum IngestRoute
{
    /// <summary>This node asked for it.</summary>
    Pull,

    /// <summary>A peer sent it.</summary>
    Push,

    /// <summary>The holder of a capability token sent it.</summary>
    CapabilityPush,
}
