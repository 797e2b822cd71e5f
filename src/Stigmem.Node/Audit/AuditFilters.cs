using Stigmem.Node.Auth;
using Stigmem.Node.Hosting;

namespace Stigmem.Node.Audit;

/// <summary>Reads the filters that the audit routes share.</summary>
internal static class AuditFilters
{
    public static IReadOnlyList<Parameter> Parameters { get; } =
    [
        new("entity_uri", "string", "Only what this principal did."),
        new("oidc_sub", "string", "Only what this subject did."),
        new("source", "string", "Only facts with this source."),
        new("fact_id", "string", "Only what happened to this fact."),
        new("attested", "boolean", "Only facts that an agent key signed, or only others."),
    ];

    /// <summary>The filter; an id that is none matches nothing, as any unknown id does.</summary>
    public static AuditFilter Read(QueryReader query, EntityNaming naming)
    {
        var factId = query.Text("fact_id");
        return new AuditFilter
        {
            EntityUri = query.Text("entity_uri") is { } entity ? Principal(naming, entity) : null,
            OidcSub = query.Text("oidc_sub"),
            Source = query.Text("source") is { } source ? Source(naming, source) : null,
            FactId = factId is null ? null : Guid.TryParse(factId, out var id) ? id : Guid.Empty,
            Attested = query.OptionalFlag("attested"),
        };
    }

    public static string Principal(EntityNaming naming, string uri) => PrincipalUri.Normalize(naming, uri).TryGet(out var normalized, out _) ? normalized : uri;

    private static string Source(EntityNaming naming, string uri) => naming.Normalize(uri).TryGet(out var normalized, out _) ? normalized : uri;
}
