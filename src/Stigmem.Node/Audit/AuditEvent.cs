namespace Stigmem.Node.Audit;

/// <summary>Something that happened and is not a stored fact.</summary>
/// <param name="Type">The event type (access contract, section 10).</param>
/// <param name="Tenant">Where.</param>
/// <param name="EntityUri">Who; null when nobody was authenticated.</param>
internal sealed record AuditEvent(string Type, string Tenant, string? EntityUri)
{
    /// <summary><c>success</c>, <c>failure</c> or <c>denied</c>.</summary>
    public string Outcome { get; init; } = "success";

    public string? OidcSub { get; init; }

    public Guid? FactId { get; init; }

    public string Source { get; init; } = "";

    public string? AttestedKeyId { get; init; }

    /// <summary>More, as one JSON object; never a secret, never a value.</summary>
    public string? DetailJson { get; init; }
}
