using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;

namespace Stigmem.Node.Hosting;

/// <summary>A JSON answer of known length.</summary>
internal sealed class JsonReply<T>(int status, T value, JsonTypeInfo<T> type) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.StatusCode = status;
        ResponseBody.WriteJson(httpContext.Response, value, type);
        return Task.CompletedTask;
    }
}
