using Microsoft.AspNetCore.Http;

namespace Stigmem.Node.Hosting;

/// <summary>A JSON answer of known length.</summary>
internal sealed class JsonReply<T>(int status, T value) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.StatusCode = status;
        return ResponseBody.WriteJsonAsync(httpContext.Response, value);
    }
}
