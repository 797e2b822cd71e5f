using System.Text;
using Microsoft.AspNetCore.Http;
using Stigmem.Node.Hosting;
using Stigmem.Protocol.Json;

namespace Stigmem.Node.Docs;

/// <summary><c>GET /openapi.json</c>.</summary>
internal sealed class GetApiDocument
{
    public static readonly Operation Operation = new("GET", "/openapi.json", "openapi_openapi_json_get", "docs", "This document")
    {
        IsOpen = true,
    };

    private Lazy<byte[]> _document = new([]);

    /// <summary>Tells which operations there are; written out when first asked for.</summary>
    public void Describe(OperationMap map) =>
        _document = new Lazy<byte[]>(() => Encoding.UTF8.GetBytes(ApiDocument.Write(map.Operations).ToJsonString(StigmemJson.Options)));

    public ValueTask<IResult> Handle(Call call) => ValueTask.FromResult<IResult>(TypedResults.Bytes(_document.Value, "application/json"));
}
