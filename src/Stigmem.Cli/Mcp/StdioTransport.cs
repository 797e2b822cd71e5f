using System.IO.Pipelines;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;
using Stigmem.Mcp;

namespace Stigmem.Cli.Mcp;

/// <summary>
/// Messages on stdin and stdout, one a line. The library's own drops every answer that is ready only after the input has
/// ended; this one writes them too (decision 0115).
/// </summary>
internal sealed class StdioTransport : StreamServerTransport
{
    private static readonly JsonTypeInfo<JsonRpcMessage> Message = (JsonTypeInfo<JsonRpcMessage>)McpJsonUtilities.DefaultOptions.GetTypeInfo(typeof(JsonRpcMessage));

    private readonly Stream _output;
    private readonly SemaphoreSlim _turn = new(1, 1);

    private StdioTransport(Stream input, Stream output)
        : base(input, output, FabricServer.Name) => _output = output;

    /// <summary>Starts to read.</summary>
    public static StdioTransport Open()
    {
        // A read of the console cannot be cancelled, a read of a pipe can.
        var pipe = new Pipe();
        _ = CopyAsync(Console.OpenStandardInput(), pipe.Writer);
        return new StdioTransport(pipe.Reader.AsStream(), Console.OpenStandardOutput());
    }

    /// <inheritdoc/>
    public override async Task SendMessageAsync(JsonRpcMessage message, CancellationToken cancellationToken = default)
    {
        byte[] line = [.. JsonSerializer.SerializeToUtf8Bytes(message, Message), (byte)'\n'];
        await _turn.WaitAsync(cancellationToken);
        try
        {
            await _output.WriteAsync(line, CancellationToken.None);
            await _output.FlushAsync(CancellationToken.None);
        }
        finally
        {
            _turn.Release();
        }
    }

    private static async Task CopyAsync(Stream input, PipeWriter writer)
    {
        Exception? failure = null;
        try
        {
            await input.CopyToAsync(writer);
        }
        catch (IOException e)
        {
            failure = e;
        }
        await writer.CompleteAsync(failure);
    }
}
