using Stigmem.Core.Facts;
using Stigmem.Core.Peers;

namespace Stigmem.Core.Ingest;

/// <summary>Where a fact came from; it travels no further. Source of the rule: Federation contract, sections 7 and 11.</summary>
/// <param name="NodeId">The node that sent it: <c>received_from</c> and <c>origin_node_id</c>.</param>
/// <param name="AllowedScopes">The scopes agreed on with it: <c>origin_allowed_scopes</c>.</param>
/// <param name="ReFederationBlocked">Whether it must not be served to anybody else: facts of a company stay with its peers.</param>
public sealed record FactOrigin(string NodeId, PeerScopes AllowedScopes, bool ReFederationBlocked)
{
    /// <summary>The origin of a fact of the given scope under these terms.</summary>
    public static FactOrigin Of(IngestTerms terms, FactScope scope) =>
        new(terms.Sender, terms.Agreed, scope == FactScope.Company);
}
