using Microsoft.AspNetCore.Http;
using Stigmem.Core.Facts;
using Stigmem.Core.Faults;
using Stigmem.Core.Replication;
using Stigmem.Core.Tenants;
using Stigmem.Data.Sqlite;
using Stigmem.Node.Audit;
using Stigmem.Node.Audit.Sql;
using Stigmem.Node.Auth;
using Stigmem.Node.Federation.Sharing.Sql;
using Stigmem.Node.Hosting;
using Stigmem.Protocol.Federation;

namespace Stigmem.Node.Federation.Sharing;

/// <summary>
/// <c>PUT</c> and <c>DELETE /v1/federation/sharing/{name}</c>: what the operator shares with some peers only. It holds from the
/// next page that a peer reads; what a peer has, it keeps.
/// </summary>
internal sealed class PutSharing(SqlEngine engine, AuditLog audit)
{
    private const string Prefix = "/v1/federation/sharing/";
    private const int LongestName = 64;
    private const int LongestText = 4_096;
    private const int MostPeers = 1_000;

    public static readonly Operation Operation = new("PUT", "/v1/federation/sharing/{name}", "put_sharing_rule", "federation", "Share some facts with some peers only")
    {
        Body = typeof(SharingRuleRequest),
        Answer = typeof(SharingRuleRecord),
        Refusals = [403],
    };

    public static readonly Operation DeleteOperation = new("DELETE", "/v1/federation/sharing/{name}", "delete_sharing_rule", "federation", "End a sharing rule")
    {
        Success = StatusCodes.Status204NoContent,
        Refusals = [403, 404],
    };

    public async ValueTask<IResult> Handle(Call call)
    {
        using var body = await call.ReadJsonAsync();
        if (!body.IsReadable)
            return body.Refusal;
        var json = body.Object;
        var name = call.PathPart(Prefix);
        var (entity, relation, source) = (Text(body, "entity_prefix"), Text(body, "relation"), Text(body, "source"));
        var scope = Text(body, "scope");
        FactScope? ofScope = null;
        if (scope is not null)
        {
            if (FactScopes.TryParse(scope, out var parsed))
                ofScope = parsed;
            else
                body.Errors.Add("literal_error", json.At("scope"), "Input should be 'local', 'team', 'company' or 'public'", $"\"{System.Text.Json.JsonEncodedText.Encode(scope)}\"");
        }
        if (!json.TryGet("peers", out _))
            json.Missing("peers");
        var peers = json.Texts("peers", []);
        if (peers.Count > MostPeers || peers.Any(peer => peer.Length is 0 or > LongestText))
            body.Errors.Add("value_error", json.At("peers"), $"Value error, at most {MostPeers} node ids of 1 to {LongestText} characters", "null");
        if (name is not { Length: > 0 and <= LongestName } || !name.All(IsNameCharacter))
            body.Errors.Add("value_error", ["path", "name"], $"Value error, at most {LongestName} letters, digits, dots, hyphens and underscores", "null");
        if (body.Errors.Any)
            return body.Refusal;
        if (!call.Caller.HasOnNode(Permissions.AdminFederation))
            return Reply.Refuse(FaultCode.PermissionRequired, "admin:federation required");
        var rule = new SharingRule { Name = name!, EntityPrefix = entity, Relation = relation, Source = source, Scope = ofScope, Peers = [.. peers.Distinct(StringComparer.Ordinal)] };
        await engine.WriteAsync(session =>
        {
            // Ending a rule lets peers read the log again; one that stays as it is ends nothing.
            if (!SharingRows.Put(session, rule))
                return false;
            Record(session, call.Caller, "sharing_rule_set", rule.Name, ("peers", string.Join(' ', rule.Peers)), ("entity_prefix", entity), ("relation", relation), ("source", source), ("scope", scope));
            return true;
        });
        return Reply.Ok(ListSharing.Record(rule));
    }

    public async ValueTask<IResult> HandleDelete(Call call)
    {
        if (!call.Caller.HasOnNode(Permissions.AdminFederation))
            return Reply.Refuse(FaultCode.PermissionRequired, "admin:federation required");
        var name = call.PathPart(Prefix) ?? "";
        var removed = await engine.WriteAsync(session =>
        {
            if (!SharingRows.Remove(session, name))
                return false;
            Record(session, call.Caller, "sharing_rule_deleted", name);
            return true;
        });
        return removed ? Reply.NoContent : Reply.Refuse(FaultCode.NotFound, "sharing rule not found");
    }

    private static bool IsNameCharacter(char c) => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.';

    private static string? Text(JsonBody body, string name)
    {
        var text = body.Object.OptionalText(name);
        if (text?.Length is 0 or > LongestText)
            body.Errors.Add("value_error", body.Object.At(name), $"Value error, 1 to {LongestText} characters", "null");
        return text;
    }

    private void Record(SqlSession session, Principal by, string type, string name, params ReadOnlySpan<(string Name, string? Value)> detail) =>
        audit.Append(session, new AuditEvent(type, TenantId.Default, by.EntityUri)
        {
            Source = name,
            OidcSub = by.OidcSub,
            DetailJson = CallerActions.Detail(detail),
        });
}
