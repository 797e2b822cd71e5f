using Stigmem.Sdk.Transport;

namespace Stigmem.Sdk.Audit;

/// <summary>Which entries of the audit log to read (Access contract, section 10).</summary>
public sealed record AuditQuery
{
    /// <summary>By this principal.</summary>
    public string? EntityUri { get; init; }

    /// <summary>By this subject of an identity provider.</summary>
    public string? OidcSubject { get; init; }

    /// <summary>About facts of this source.</summary>
    public string? Source { get; init; }

    /// <summary>About this fact.</summary>
    public string? FactId { get; init; }

    /// <summary>Whether the write was signed.</summary>
    public bool? Attested { get; init; }

    /// <summary>How many: a page 1 to 500, of which the node's default is 50; an export 1 to 50 000, default 5000.</summary>
    public int? Limit { get; init; }

    /// <summary>Where to go on: <c>cursor</c> of the page before. An export has none.</summary>
    public string? Cursor { get; init; }

    internal Target ToTarget(string route) => Target.At(route)
        .With("entity_uri", EntityUri)
        .With("oidc_sub", OidcSubject)
        .With("source", Source)
        .With("fact_id", FactId)
        .With("attested", Attested)
        .With("limit", Limit)
        .With("cursor", Cursor);
}
