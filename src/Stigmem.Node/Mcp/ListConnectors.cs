using Microsoft.AspNetCore.Http;
using Stigmem.Mcp.Connectors;
using Stigmem.Node.Hosting;
using Stigmem.Protocol.Mcp;

namespace Stigmem.Node.Mcp;

/// <summary><c>GET /v1/mcp/connectors</c>: editors and agents that can use the tools (operations contract, section 1).</summary>
internal sealed class ListConnectors
{
    public static readonly Operation Operation = new(
        "GET", "/v1/mcp/connectors", "list_mcp_connectors_v1_mcp_connectors_get", "mcp", "Editors that can use the tools")
    {
        IsOpen = true,
        Answer = typeof(McpConnectors),
    };

    private static readonly McpConnectors Known = new() { Version = "1", Connectors = KnownEditors.All };

    public ValueTask<IResult> Handle(Call call) => ValueTask.FromResult(Reply.Ok(Known));
}
