namespace Stigmem.Agents;

/// <summary>The codes of <see cref="AgentException"/> (agents contract, exceptions).</summary>
public static class AgentFaults
{
    /// <summary>Anything about an agent that has no name of its own; a missing folder too.</summary>
    public const string Agent = "AtomicAgentsError";

    /// <summary>Front matter or a capture breaks the schema, or a name is taken.</summary>
    public const string Schema = "SchemaValidationError";

    /// <summary>A write outside the write paths, or inside a read-only one.</summary>
    public const string WritePath = "WritePathViolation";

    /// <summary>A name or path that leads out of its root.</summary>
    public const string Traversal = "PathTraversalError";

    /// <summary>Somebody else holds the lock.</summary>
    public const string LockBusy = "LockBusy";

    /// <summary>The file is not the one that the writer had read.</summary>
    public const string Precondition = "MemoryPreconditionFailed";

    /// <summary>No provider serves the model.</summary>
    public const string UnknownModel = "UnknownModelError";

    /// <summary>A log that cannot be read; gates fail closed.</summary>
    public const string LogRead = "LogBackendReadError";
}
