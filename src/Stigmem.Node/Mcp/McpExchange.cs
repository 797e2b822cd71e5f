using System.Text.Json;
using Microsoft.AspNetCore.Http;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;
using Stigmem.Mcp;
using Stigmem.Mcp.Messages;

namespace Stigmem.Node.Mcp;

/// <summary>One message and what the server says to it, as server-sent events; 202 when there is nothing to say.</summary>
internal sealed class McpExchange(FabricServer server, JsonRpcMessage message) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.ContentType = "text/event-stream";
        response.Headers.CacheControl = "no-cache,no-store";
        using var done = CancellationTokenSource.CreateLinkedTokenSource(httpContext.RequestAborted);
        var transport = new StreamableHttpServerTransport { Stateless = true };
        var serving = server.RunAsync(transport, done.Token);
        try
        {
            if (!await transport.HandlePostRequestAsync(message, response.Body, httpContext.RequestAborted) && !response.HasStarted)
            {
                response.ContentType = null;
                response.StatusCode = StatusCodes.Status202Accepted;
            }
        }
        catch (JsonException) when (!response.HasStarted)
        {
            // The library reads the params of initialize before the server does.
            await new RpcRefusal((int)McpErrorCode.InvalidParams, IncomingMessages.WrongParams, message).ExecuteAsync(httpContext);
        }
        finally
        {
            await done.CancelAsync();
            await transport.DisposeAsync();
            await serving.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
