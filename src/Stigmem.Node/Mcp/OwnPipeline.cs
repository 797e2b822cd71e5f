using Microsoft.AspNetCore.Http;

namespace Stigmem.Node.Mcp;

/// <summary>The way in which the node answers requests of its own tools.</summary>
internal sealed class OwnPipeline
{
    /// <summary>Answers a request.</summary>
    public RequestDelegate Run { get; set; } = _ => throw new InvalidOperationException("the routes are not mapped yet");
}
