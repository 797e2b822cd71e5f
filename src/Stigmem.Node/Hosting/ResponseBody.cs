using System.Buffers;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Stigmem.Protocol.Json;

namespace Stigmem.Node.Hosting;

/// <summary>Writes JSON bodies through one buffer a thread, so that every answer has a Content-Length and nothing is allocated for it.</summary>
internal static class ResponseBody
{
    private const int KeepAtMost = 1 << 16;

    [ThreadStatic]
    private static ArrayBufferWriter<byte>? _buffer;

    [ThreadStatic]
    private static Utf8JsonWriter? _writer;

    private static readonly JsonWriterOptions Options = new() { Encoder = StigmemJson.Options.Encoder, SkipValidation = true };

    public static void WriteJson<T>(HttpResponse response, T value) =>
        WriteJson(response, value, static (writer, value) => JsonSerializer.Serialize(writer, value, WireType<T>.Info));

    public static void WriteJson<TState>(HttpResponse response, TState state, Action<Utf8JsonWriter, TState> write)
    {
        var buffer = _buffer ??= new ArrayBufferWriter<byte>(4_096);
        var writer = _writer ??= new Utf8JsonWriter(buffer, Options);
        buffer.ResetWrittenCount();
        writer.Reset(buffer);
        write(writer, state);
        writer.Flush();
        response.ContentType = "application/json";
        response.ContentLength = buffer.WrittenCount;
        response.BodyWriter.Write(buffer.WrittenSpan);
        if (buffer.Capacity > KeepAtMost)
            (_buffer, _writer) = (null, null);
    }
}
