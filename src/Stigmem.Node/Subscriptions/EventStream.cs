using Microsoft.AspNetCore.Http;

namespace Stigmem.Node.Subscriptions;

/// <summary>An answer that goes on until somebody ends it.</summary>
internal sealed class EventStream(Func<HttpContext, Task> run) : IResult
{
    public const string ContentType = "text/event-stream";

    public Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.ContentType = ContentType;
        response.Headers.CacheControl = "no-store";
        // Proxies would keep events until there are many.
        response.Headers["X-Accel-Buffering"] = "no";
        return run(httpContext);
    }
}
