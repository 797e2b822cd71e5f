using Microsoft.AspNetCore.Http;
using ModelContextProtocol.Protocol;
using Stigmem.Node.Hosting;

namespace Stigmem.Node.Mcp;

/// <summary>400 with an error of JSON-RPC, for what does not get as far as the server.</summary>
/// <param name="code">The code of JSON-RPC.</param>
/// <param name="message">What is wrong.</param>
/// <param name="refused">What is refused; null when it could not be read.</param>
internal sealed class RpcRefusal(int code, string message, JsonRpcMessage? refused = null) : IResult
{
    public const int ParseError = -32700;
    public const int InvalidRequest = -32600;

    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.StatusCode = StatusCodes.Status400BadRequest;
        var id = (refused as JsonRpcRequest)?.Id.Id;
        return ResponseBody.WriteJsonAsync(httpContext.Response, (code, message, id), static (writer, error) =>
        {
            writer.WriteStartObject();
            writer.WriteString("jsonrpc", "2.0");
            if (error.id is long number)
                writer.WriteNumber("id", number);
            else
                writer.WriteString("id", error.id as string);
            writer.WriteStartObject("error");
            writer.WriteNumber("code", error.code);
            writer.WriteString("message", error.message);
            writer.WriteEndObject();
            writer.WriteEndObject();
        });
    }
}
