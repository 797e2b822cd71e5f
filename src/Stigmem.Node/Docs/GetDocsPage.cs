using Microsoft.AspNetCore.Http;
using Stigmem.Node.Hosting;

namespace Stigmem.Node.Docs;

/// <summary><c>GET /docs</c>: the API document as a page that needs nothing from elsewhere.</summary>
internal static class GetDocsPage
{
    private const string Policy = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; connect-src 'self'; base-uri 'none'; frame-ancestors 'none'";

    public static readonly Operation Operation = new("GET", "/docs", "docs_docs_get", "docs", "The API as a page")
    {
        IsOpen = true,
        ContentType = "text/html; charset=utf-8",
    };

    private static readonly Lazy<byte[]> Page = new(Read);

    public static ValueTask<IResult> Handle(Call call)
    {
        call.Http.Response.Headers.ContentSecurityPolicy = Policy;
        return ValueTask.FromResult<IResult>(TypedResults.Bytes(Page.Value, Operation.ContentType));
    }

    private static byte[] Read()
    {
        using var stream = typeof(GetDocsPage).Assembly.GetManifestResourceStream("docs/page.html")!;
        using var buffer = new MemoryStream();
        stream.CopyTo(buffer);
        return buffer.ToArray();
    }
}
