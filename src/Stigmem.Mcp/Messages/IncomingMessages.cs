using System.Text.Json;
using System.Text.Json.Nodes;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace Stigmem.Mcp.Messages;

/// <summary>What the library would answer less well than the protocol asks for.</summary>
public static class IncomingMessages
{
    /// <summary>Why params are refused.</summary>
    public const string WrongParams = "params have not the form that the method asks for";

    private const string RevisionMember = "protocolVersion";

    /// <summary>Looks at a message before it is answered.</summary>
    public static McpMessageHandler Check(McpMessageHandler next) => async (context, ct) =>
    {
        if (context.JsonRpcMessage is JsonRpcRequest { Method: RequestMethods.Initialize, Params: JsonObject hello })
            Settle(hello);
        try
        {
            await next(context, ct);
        }
        catch (JsonException e)
        {
            throw new McpProtocolException(WrongParams, e, McpErrorCode.InvalidParams);
        }
    };

    /// <summary>Who asks for a revision that nobody knows here is offered another one, instead of an error.</summary>
    private static void Settle(JsonObject hello)
    {
        if (hello[RevisionMember] is JsonValue value && value.TryGetValue<string>(out var asked) && !Revisions.Speaks(asked))
            hello[RevisionMember] = Revisions.Offered;
    }
}
