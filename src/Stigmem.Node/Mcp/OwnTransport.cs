using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Stigmem.Node.Mcp;

/// <summary>
/// Carries requests of a tool to the node's own operations without a connection. Key, address and request id are the
/// caller's, so rights, quotas, limits on log-ins and audits are what they would be over HTTP (decision 0107).
/// </summary>
internal sealed class OwnTransport(OwnPipeline pipeline, HttpContext caller) : HttpMessageHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var http = new DefaultHttpContext { RequestServices = caller.RequestServices, RequestAborted = cancellationToken, TraceIdentifier = caller.TraceIdentifier };
        http.Connection.RemoteIpAddress = caller.Connection.RemoteIpAddress;
        Describe(http, request);
        if (request.Content is { } content)
        {
            var body = await content.ReadAsByteArrayAsync(cancellationToken);
            http.Request.Body = new MemoryStream(body, writable: false);
            http.Request.ContentLength = body.Length;
            http.Request.ContentType = content.Headers.ContentType?.ToString();
        }
        using var answer = new MemoryStream();
        http.Response.Body = answer;
        await pipeline.Run(http);
        await http.Response.BodyWriter.FlushAsync(cancellationToken);
        return new HttpResponseMessage((HttpStatusCode)http.Response.StatusCode) { Content = new ByteArrayContent(answer.ToArray()), RequestMessage = request };
    }

    private void Describe(HttpContext http, HttpRequestMessage request)
    {
        var target = request.RequestUri!;
        http.Request.Method = request.Method.Method;
        http.Request.Scheme = caller.Request.Scheme;
        http.Request.Host = caller.Request.Host;
        http.Request.Protocol = caller.Request.Protocol;
        http.Request.Path = PathString.FromUriComponent(target);
        http.Request.QueryString = new QueryString(target.Query);
        http.Features.Get<IHttpRequestFeature>()!.RawTarget = target.PathAndQuery;
        foreach (var (name, values) in request.Headers)
            http.Request.Headers[name] = values.ToArray();
        // The caller's own: what came in is what goes on, and nothing else could.
        http.Request.Headers.Authorization = caller.Request.Headers.Authorization;
    }
}
