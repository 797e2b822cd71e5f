using System.Text.Json.Nodes;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using Stigmem.Mcp.Answers;
using Stigmem.Mcp.Calls;

namespace Stigmem.Mcp.Resources;

/// <summary>Entities and their cards as resources: what a person picks in an editor to put before a model.</summary>
internal sealed class FabricResources(NodePort node, McpTerms terms)
{
    private const string EntityPrefix = "stigmem-entity://";
    private const string CardPrefix = "stigmem-card://";
    private const int FactsOfAPage = 100;
    private const int NotFound = 404;

    /// <summary>How to name any of them.</summary>
    public static IReadOnlyList<ResourceTemplate> Templates { get; } =
    [
        new()
        {
            Name = "entity", Title = "Facts about an entity", UriTemplate = EntityPrefix + "{scope}/{entity}", MimeType = "application/json",
            Description = "The newest facts about an entity in a scope; the entity is percent-encoded.",
        },
        new()
        {
            Name = "card", Title = "Summary of an entity", UriTemplate = CardPrefix + "{scope}/{entity}", MimeType = "text/plain",
            Description = "The summary of an entity in a scope; the entity is percent-encoded.",
        },
    ];

    /// <summary>The entities of the newest facts in the default scope, page by page.</summary>
    public async Task<ListResourcesResult> ListAsync(string? cursor, CancellationToken ct)
    {
        var from = cursor is null ? "" : $"&cursor={Uri.EscapeDataString(cursor)}";
        var page = await AskAsync($"/v1/facts?scope={terms.DefaultScope}&limit={FactsOfAPage}{from}", ct);
        var entities = (page["facts"] as JsonArray ?? []).Select(fact => fact!["entity"]!.GetValue<string>()).Distinct(StringComparer.Ordinal);
        return new ListResourcesResult { Resources = [.. entities.Select(Describe)], NextCursor = page["cursor"]?.GetValue<string>() };
    }

    /// <summary>One of them.</summary>
    public async Task<ReadResourceResult> ReadAsync(string uri, CancellationToken ct)
    {
        var (prefix, scope, entity) = Parse(uri);
        var name = Uri.EscapeDataString(entity);
        var isCard = prefix == CardPrefix;
        var answer = await AskAsync(isCard ? $"/v1/cards/{name}?scope={scope}" : $"/v1/facts?entity={name}&scope={scope}&limit={FactsOfAPage}", ct);
        AnswerSize.Shorten(answer, "read the rest with query_facts.");
        var text = isCard ? answer["summary"]?.ToString() ?? "" : AnswerText.Of(answer);
        return new ReadResourceResult { Contents = [new TextResourceContents { Uri = uri, MimeType = isCard ? "text/plain" : "application/json", Text = text }] };
    }

    private Resource Describe(string entity) =>
        new() { Name = entity, Uri = $"{EntityPrefix}{terms.DefaultScope}/{Uri.EscapeDataString(entity)}", MimeType = "application/json" };

    private static (string Prefix, string Scope, string Entity) Parse(string uri)
    {
        var prefix = uri.StartsWith(EntityPrefix, StringComparison.Ordinal) ? EntityPrefix : uri.StartsWith(CardPrefix, StringComparison.Ordinal) ? CardPrefix : null;
        var rest = prefix is null ? "" : uri[prefix.Length..];
        var slash = rest.IndexOf('/', StringComparison.Ordinal);
        return slash > 0 && slash < rest.Length - 1
            ? (prefix!, Uri.EscapeDataString(Uri.UnescapeDataString(rest[..slash])), Uri.UnescapeDataString(rest[(slash + 1)..]))
            : throw new McpProtocolException("there is no such resource", McpErrorCode.ResourceNotFound);
    }

    private async Task<JsonObject> AskAsync(string path, CancellationToken ct)
    {
        try
        {
            return await node.GetAsync(path, null, ct);
        }
        catch (ToolFailure failure)
        {
            throw new McpProtocolException(
                node.Mask(failure.Message), failure.Status == NotFound ? McpErrorCode.ResourceNotFound : failure.Status is >= 400 and < 500 ? McpErrorCode.InvalidParams : McpErrorCode.InternalError);
        }
    }
}
