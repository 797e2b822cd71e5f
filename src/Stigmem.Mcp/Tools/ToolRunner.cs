using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using ModelContextProtocol.Protocol;
using Stigmem.Mcp.Answers;
using Stigmem.Mcp.Calls;

namespace Stigmem.Mcp.Tools;

/// <summary>Runs tools: limits what comes in and what goes out, and turns what goes wrong into an answer.</summary>
internal sealed class ToolRunner(NodePort node, McpTerms terms, Func<Guid> ids, ILogger logger)
{
    public async Task<CallToolResult> RunAsync(string name, IDictionary<string, JsonElement>? arguments, CancellationToken ct)
    {
        if (ToolCatalog.Find(name) is not { } tool)
            return Error($"Unknown tool: {name}");
        try
        {
            if (arguments is not null && Bytes(arguments) > terms.MaxArgumentBytes)
                throw new ToolFailure($"the arguments have more than {terms.MaxArgumentBytes} bytes (STIGMEM_MCP_MAX_ARGUMENT_BYTES)");
            var call = new ToolCall(new ToolArguments(arguments ?? new Dictionary<string, JsonElement>()), node, terms, ids, ct);
            return Success(await AnswerAsync(tool, call));
        }
        catch (ToolFailure failure)
        {
            return Error($"Error: {node.Mask(failure.Message)}");
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            McpLog.ToolFailed(logger, tool.Name, e);
            return Error("Error: internal error");
        }
    }

    /// <summary>A page that is too long is asked for again with fewer items, so that its cursor leaves none of them out.</summary>
    private static async Task<JsonObject> AnswerAsync(FabricTool tool, ToolCall call)
    {
        var answer = await tool.RunAsync(call);
        if (tool.PagedList is { } list && !AnswerSize.Fits(answer))
        {
            for (var fewer = AnswerSize.Fitting(answer, list); ; fewer /= 2)
            {
                call.Arguments.Set("limit", fewer);
                answer = await tool.RunAsync(call);
                if (fewer == 1 || AnswerSize.Fits(answer))
                    break;
            }
            answer["size_note"] = $"the page was made smaller to keep the answer under 25000 tokens; {tool.Advice}";
        }
        AnswerSize.Shorten(answer, tool.Advice);
        return answer;
    }

    private static long Bytes(IDictionary<string, JsonElement> arguments) =>
        2 + arguments.Sum(pair => 4L + Encoding.UTF8.GetByteCount(pair.Key) + Encoding.UTF8.GetByteCount(pair.Value.GetRawText()));

    private static CallToolResult Success(JsonObject answer)
    {
        using var document = JsonDocument.Parse(answer.ToJsonString());
        return new CallToolResult { Content = [new TextContentBlock { Text = AnswerText.Of(answer) }], StructuredContent = document.RootElement.Clone() };
    }

    private static CallToolResult Error(string text) => new() { IsError = true, Content = [new TextContentBlock { Text = text }] };
}
