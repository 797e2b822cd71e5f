using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using Stigmem.Core.Faults;
using Stigmem.Mcp;
using Stigmem.Mcp.Calls;
using Stigmem.Mcp.Messages;
using Stigmem.Node.Auth;
using Stigmem.Node.Hosting;
using Stigmem.Node.Settings;

namespace Stigmem.Node.Mcp;

/// <summary>
/// <c>POST /mcp</c>: the Model Context Protocol over streamable HTTP, without sessions, so that any node over a store can
/// answer any message (decision 0107).
/// </summary>
internal sealed class ServeMcp(OwnPipeline pipeline, PageOrigins origins, McpSettings settings, IdSource ids, ILogger<FabricServer> logger)
{
    public static readonly Operation Operation = new("POST", "/mcp", "mcp_post", "mcp", "Speak the Model Context Protocol")
    {
        IsMetered = false,
        IsRead = true,
        ContentType = "text/event-stream",
        Refusals = [400, 403, 413],
        Parameters = [new Parameter("MCP-Protocol-Version", "string", "The revision that was agreed on.", "header")],
    };

    private static readonly Uri Self = new("http://node/");
    private static readonly JsonTypeInfo<JsonRpcMessage> Message = (JsonTypeInfo<JsonRpcMessage>)McpJsonUtilities.DefaultOptions.GetTypeInfo(typeof(JsonRpcMessage));

    public async ValueTask<IResult> Handle(Call call)
    {
        if ((call.Caller.Permissions & (Permissions.Admin | Permissions.AdminFederation)) != 0)
            return Reply.Refuse(FaultCode.McpAdminKeyRefused, NodePort.AdminRefusal);
        if (!origins.Allows(call.Header("Origin")))
            return Reply.Refuse(FaultCode.McpOriginRefused, "pages of this origin may not call the node");
        using var body = await call.ReadJsonAsync();
        if (!body.IsReadable)
            return body.Errors.Any ? new RpcRefusal(RpcRefusal.ParseError, "the body is not JSON") : body.Refusal;
        if (!TryRead(body.RawText, out var message))
            return new RpcRefusal(RpcRefusal.InvalidRequest, "the body is not one JSON-RPC 2.0 message");
        if (call.Header("MCP-Protocol-Version") is { } revision)
        {
            if (!Revisions.Speaks(revision))
                return new RpcRefusal((int)McpErrorCode.UnsupportedProtocolVersion, $"this revision is not spoken here; choose one of {Revisions.List}", message);
            message.Context = new JsonRpcMessageContext { ProtocolVersion = revision };
        }
        return new McpExchange(ServerFor(call), message);
    }

    private static bool TryRead(string text, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out JsonRpcMessage? message)
    {
        try
        {
            message = JsonSerializer.Deserialize(text, Message);
            return message is not null;
        }
        catch (JsonException)
        {
            message = null;
            return false;
        }
    }

    private FabricServer ServerFor(Call call)
    {
        var http = new HttpClient(new OwnTransport(pipeline, call.Http)) { BaseAddress = Self, Timeout = Timeout.InfiniteTimeSpan };
        call.Http.Response.RegisterForDispose(http);
        return new FabricServer(new NodePort(http, RawKey(call), looksAtKey: false), settings.Terms, NodeVersion.Text, ids.Next, logger);
    }

    /// <summary>The caller's key, so that it never stands in an answer.</summary>
    private static string? RawKey(Call call)
    {
        const string scheme = "Bearer ";
        return call.Header("Authorization") is { } header && header.StartsWith(scheme, StringComparison.OrdinalIgnoreCase) ? header[scheme.Length..].Trim() : null;
    }
}
