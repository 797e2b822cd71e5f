using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Stigmem.Node.Auth;

namespace Stigmem.Node.Hosting;

/// <summary>One request of an authenticated caller, as a handler sees it.</summary>
internal sealed class Call(HttpContext http, Principal caller, int mostBodyBytes)
{
    /// <summary>Who calls.</summary>
    public Principal Caller { get; } = caller;

    /// <summary>The raw request and response.</summary>
    public HttpContext Http { get; } = http;

    /// <summary>Set when the client has gone.</summary>
    public CancellationToken Aborted => Http.RequestAborted;

    /// <summary>The query parameters.</summary>
    public QueryReader Query() => new(Http.Request.Query);

    /// <summary>Whether the request brings a body.</summary>
    public bool HasBody => Http.Request.ContentLength is not 0 && Http.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody == true;

    /// <summary>The body, parsed.</summary>
    public ValueTask<JsonBody> ReadJsonAsync() => JsonBody.ReadAsync(Http.Request, mostBodyBytes, Aborted);

    /// <summary>A request header, or null.</summary>
    public string? Header(string name) => Http.Request.Headers.TryGetValue(name, out var values) && values.Count > 0 ? values[0] : null;

    /// <summary>
    /// A path parameter, decoded once from the raw target: ids and URIs arrive with slashes, colons or escapes that
    /// routing would decode twice or not at all.
    /// </summary>
    /// <param name="after">What stands before it, such as <c>/v1/aliases/</c> or <c>/members/</c>.</param>
    /// <param name="before">What follows it, or empty when it is the rest of the path.</param>
    public string PathPart(string after, string before = "")
    {
        var target = Http.Features.Get<IHttpRequestFeature>()!.RawTarget;
        var query = target.IndexOf('?', StringComparison.Ordinal);
        var path = query < 0 ? target : target[..query];
        var start = path.IndexOf(after, StringComparison.Ordinal);
        if (start < 0)
            return "";
        var rest = path[(start + after.Length)..];
        if (before.Length > 0 && rest.EndsWith(before, StringComparison.Ordinal))
            rest = rest[..^before.Length];
        return Uri.UnescapeDataString(rest);
    }
}
