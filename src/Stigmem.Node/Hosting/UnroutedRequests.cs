using Microsoft.AspNetCore.Http;
using Stigmem.Core.Faults;

namespace Stigmem.Node.Hosting;

/// <summary>Gives 404 and 405 of the router the contract's body.</summary>
internal sealed class UnroutedRequests(RequestDelegate next)
{
    public async Task InvokeAsync(HttpContext http)
    {
        await next(http);
        if (http.Response.HasStarted || http.Response.ContentLength is not null)
            return;
        var result = http.Response.StatusCode switch
        {
            StatusCodes.Status404NotFound => Reply.Refuse(FaultCode.RouteNotFound, "Not Found"),
            StatusCodes.Status405MethodNotAllowed => Reply.Refuse(FaultCode.MethodNotAllowed, "Method Not Allowed"),
            _ => null,
        };
        if (result is not null)
            await result.ExecuteAsync(http);
    }
}
