using Stigmem.Core.Capabilities;
using Stigmem.Core.Tenants;
using Stigmem.Data.Sqlite;
using Stigmem.Node.Audit;
using Stigmem.Node.Audit.Sql;
using Stigmem.Node.Auth;

namespace Stigmem.Node.Federation.Capabilities;

/// <summary>Audit rows about capability tokens: what a token says, never the token, which whoever reads the log could use. Who pushes has no name but that in the token.</summary>
internal sealed class CapabilityAudit(AuditLog log)
{
    private const int LongestText = 256;

    /// <summary>Something happened to a token; in the writer's turn.</summary>
    public void Append(SqlSession session, Principal? by, string type, CapabilityToken token, string outcome, params ReadOnlySpan<(string Name, string? Value)> more) =>
        Append(session, by, type, token.Issuer, outcome,
        [
            ("token_id", Cut(token.TokenId)), ("issuer", Cut(token.Issuer)), ("subject", Cut(token.Subject)), ("verb", Cut(token.Verb)), ("object", Cut(token.Object)),
            .. more,
        ]);

    /// <summary>A text that is no token was shown; in the writer's turn.</summary>
    public void NoToken(SqlSession session, Principal? by, string reason, params ReadOnlySpan<(string Name, string? Value)> more) =>
        Append(session, by, "capability_rejected", "", "denied", [("reason", reason), .. more]);

    private void Append(SqlSession session, Principal? by, string type, string source, string outcome, ReadOnlySpan<(string Name, string? Value)> detail) =>
        log.Append(session, new AuditEvent(type, TenantId.Default, by?.EntityUri)
        {
            OidcSub = by?.OidcSub,
            Outcome = outcome,
            Source = Cut(source),
            DetailJson = CallerActions.Detail(detail),
        });

    /// <summary>Foreign tokens say what they like, at any length.</summary>
    private static string Cut(string text) =>
        text.Length <= LongestText ? text : text[..(char.IsHighSurrogate(text[LongestText - 1]) ? LongestText - 1 : LongestText)];
}
