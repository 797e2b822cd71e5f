using System.Buffers;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Stigmem.Protocol.Json;

namespace Stigmem.Node.Hosting;

/// <summary>
/// Writes JSON bodies through one buffer a thread, so that every answer has a Content-Length and nothing is allocated for
/// most of them. A large one goes out in parts: the server would keep as much memory for its connection as it was handed.
/// </summary>
internal static class ResponseBody
{
    private const int PartBytes = 1 << 15;

    [ThreadStatic]
    private static ArrayBufferWriter<byte>? _buffer;

    [ThreadStatic]
    private static Utf8JsonWriter? _writer;

    private static readonly JsonWriterOptions Options = new() { Encoder = StigmemJson.Options.Encoder, SkipValidation = true };

    public static Task WriteJsonAsync<T>(HttpResponse response, T value) =>
        WriteJsonAsync(response, value, static (writer, value) => JsonSerializer.Serialize(writer, value, WireType<T>.Info));

    public static Task WriteJsonAsync<TState>(HttpResponse response, TState state, Action<Utf8JsonWriter, TState> write)
    {
        var buffer = _buffer ??= new ArrayBufferWriter<byte>(4_096);
        var writer = _writer ??= new Utf8JsonWriter(buffer, Options);
        buffer.ResetWrittenCount();
        writer.Reset(buffer);
        write(writer, state);
        writer.Flush();
        response.ContentType = "application/json";
        response.ContentLength = buffer.WrittenCount;
        if (buffer.WrittenCount > PartBytes)
        {
            // The buffer goes with the answer; the thread gets another.
            (_buffer, _writer) = (null, null);
            return SendAsync(response, buffer.WrittenMemory);
        }
        response.BodyWriter.Write(buffer.WrittenSpan);
        return Task.CompletedTask;
    }

    private static async Task SendAsync(HttpResponse response, ReadOnlyMemory<byte> body)
    {
        for (var sent = 0; sent < body.Length; sent += PartBytes)
            await response.BodyWriter.WriteAsync(body.Slice(sent, Math.Min(PartBytes, body.Length - sent)), response.HttpContext.RequestAborted);
    }
}
