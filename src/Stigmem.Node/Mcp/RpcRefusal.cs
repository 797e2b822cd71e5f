using Microsoft.AspNetCore.Http;
using Stigmem.Node.Hosting;

namespace Stigmem.Node.Mcp;

/// <summary>400 with an error of JSON-RPC, for a message that cannot be answered by its id.</summary>
internal sealed class RpcRefusal(int code, string message) : IResult
{
    public const int ParseError = -32700;
    public const int InvalidRequest = -32600;

    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.StatusCode = StatusCodes.Status400BadRequest;
        return ResponseBody.WriteJsonAsync(httpContext.Response, (code, message), static (writer, error) =>
        {
            writer.WriteStartObject();
            writer.WriteString("jsonrpc", "2.0");
            writer.WriteNull("id");
            writer.WriteStartObject("error");
            writer.WriteNumber("code", error.code);
            writer.WriteString("message", error.message);
            writer.WriteEndObject();
            writer.WriteEndObject();
        });
    }
}
