using System.Text;
using System.Text.Json;
using Stigmem.Data.Sqlite;
using Stigmem.Node.Audit.Sql;
using Stigmem.Node.Auth;
using Stigmem.Node.Facts;

namespace Stigmem.Node.Audit;

/// <summary>Audit rows for what a caller did, appended in the same turn of the writer as the deed.</summary>
internal static class CallerActions
{
    /// <summary>Appends a row about something that is not a fact.</summary>
    public static void Append(
        this AuditLog log, SqlSession session, Principal caller, string type, params ReadOnlySpan<(string Name, string? Value)> detail) =>
        log.Append(session, new AuditEvent(type, caller.Tenant, caller.EntityUri) { OidcSub = caller.OidcSub, DetailJson = Detail(detail) });

    /// <summary>Appends a row about a fact.</summary>
    public static void Append(
        this AuditLog log, SqlSession session, Principal caller, string type, StoredFact fact, params ReadOnlySpan<(string Name, string? Value)> detail) =>
        log.Append(session, new AuditEvent(type, caller.Tenant, caller.EntityUri)
        {
            OidcSub = caller.OidcSub,
            FactId = fact.Id,
            Source = fact.Source,
            AttestedKeyId = fact.AttestedKeyId,
            DetailJson = Detail(detail),
        });

    /// <summary>One JSON object, spaced as the reference does it.</summary>
    public static string Detail(ReadOnlySpan<(string Name, string? Value)> members)
    {
        var json = new StringBuilder("{");
        foreach (var (name, value) in members)
        {
            json.Append(json.Length > 1 ? ", " : "").Append('"').Append(name).Append("\": ")
                .Append(value is null ? "null" : $"\"{JsonEncodedText.Encode(value)}\"");
        }
        return json.Append('}').ToString();
    }
}
