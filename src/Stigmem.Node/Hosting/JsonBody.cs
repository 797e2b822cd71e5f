using System.Buffers;
using System.Text.Json;
using System.Text.Unicode;
using Microsoft.AspNetCore.Http;
using Stigmem.Core.Faults;

namespace Stigmem.Node.Hosting;

/// <summary>A request body that parsed, or the reason why it did not. Dispose it to give its buffers back.</summary>
internal sealed class JsonBody : IDisposable
{
    private readonly JsonDocument? _document;
    private readonly Fault? _fault;

    private JsonBody(JsonDocument? document, Fault? fault)
    {
        _document = document;
        _fault = fault;
    }

    /// <summary>Shape problems found so far.</summary>
    public ShapeErrors Errors { get; } = new();

    /// <summary>How many bytes of it were read.</summary>
    public long Bytes { get; private init; }

    /// <summary>The members of the body.</summary>
    public ObjectReader Object => _document is null ? default : new ObjectReader(_document.RootElement, Errors, "body");

    /// <summary>The body as sent.</summary>
    public string RawText => _document?.RootElement.GetRawText() ?? "";

    /// <summary>Whether the body is readable; otherwise <see cref="Refusal"/> is the answer.</summary>
    public bool IsReadable => _document is not null;

    /// <summary>The answer to a request whose body has problems.</summary>
    public IResult Refusal => _fault is null ? Reply.Invalid(Errors) : Reply.Refuse(_fault);

    /// <summary>Reads and parses the body of a request.</summary>
    public static async ValueTask<JsonBody> ReadAsync(HttpRequest request, int mostBytes, CancellationToken ct)
    {
        if (request.ContentLength > mostBytes)
            return TooLarge(mostBytes);
        if (!IsJson(request.ContentType))
            return NotAnObject();
        var reader = request.BodyReader;
        var bytes = 0L;
        while (true)
        {
            System.IO.Pipelines.ReadResult read;
            try
            {
                read = await reader.ReadAsync(ct);
            }
            catch (IOException e) when (e is not BadHttpRequestException)
            {
                // The server reports some broken framing, and a client that went away, as a plain read error.
                return new JsonBody(null, new Fault(FaultCode.BadRequest, "the request could not be read")) { Bytes = bytes };
            }
            bytes = read.Buffer.Length;
            if (bytes > mostBytes)
            {
                reader.AdvanceTo(read.Buffer.End);
                return TooLarge(mostBytes, bytes);
            }
            if (read.IsCompleted)
            {
                var body = Parse(read.Buffer);
                reader.AdvanceTo(read.Buffer.End);
                return body;
            }
            reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    public void Dispose() => _document?.Dispose();

    private static bool IsJson(string? contentType)
    {
        if (string.IsNullOrEmpty(contentType))
            return true;
        var media = contentType.AsSpan();
        var end = media.IndexOf(';');
        media = (end < 0 ? media : media[..end]).Trim();
        return media.Equals("application/json", StringComparison.OrdinalIgnoreCase)
            || (media.StartsWith("application/", StringComparison.OrdinalIgnoreCase) && media.EndsWith("+json", StringComparison.OrdinalIgnoreCase));
    }

    private static JsonBody Parse(ReadOnlySequence<byte> bytes)
    {
        if (bytes.IsEmpty)
        {
            var missing = new JsonBody(null, null);
            missing.Errors.Missing(["body"], "null");
            return missing;
        }
        var copy = Copy(bytes);
        // The parser leaves texts as they are until somebody reads them, broken ones too.
        if (!Utf8.IsValid(copy.Span))
            return Broken(bytes.Length, 0, "the body is not valid UTF-8");
        try
        {
            var document = JsonDocument.Parse(copy);
            if (!MayHoldSurrogates(copy.Span) || NamesAreUnicode(document.RootElement))
                return new JsonBody(document, null) { Bytes = bytes.Length };
            document.Dispose();
            return Broken(bytes.Length, 0, "a member name is not valid Unicode");
        }
        catch (JsonException e)
        {
            return Broken(bytes.Length, Offset(bytes, e), "the body is not valid JSON");
        }
    }

    private static JsonBody Broken(long bytes, int offset, string error)
    {
        var broken = new JsonBody(null, null) { Bytes = bytes };
        broken.Errors.Add("json_invalid", ["body", offset], "JSON decode error", "{}", $$"""{"error":"{{error}}"}""");
        return broken;
    }

    /// <summary>Escapes of surrogates are rare enough to look closer at every body that has one.</summary>
    private static bool MayHoldSurrogates(ReadOnlySpan<byte> json) => json.IndexOf("\\ud"u8) >= 0 || json.IndexOf("\\uD"u8) >= 0;

    /// <summary>Looking a member up compares names, which fails at one with half a surrogate pair. Values are their readers' matter.</summary>
    public static bool NamesAreUnicode(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                try
                {
                    return element.EnumerateObject().All(member => member.Name is not null && NamesAreUnicode(member.Value));
                }
                catch (InvalidOperationException)
                {
                    return false;
                }

            case JsonValueKind.Array:
                return element.EnumerateArray().All(NamesAreUnicode);
            default:
                return true;
        }
    }

    /// <summary>The document outlives the pipe's buffer, so it gets its own copy.</summary>
    private static ReadOnlyMemory<byte> Copy(ReadOnlySequence<byte> bytes) => bytes.ToArray();

    private static int Offset(ReadOnlySequence<byte> bytes, JsonException problem)
    {
        var line = problem.LineNumber ?? 0;
        var offset = 0L;
        foreach (var b in bytes.ToArray())
        {
            if (line == 0)
                break;
            offset++;
            if (b == (byte)'\n')
                line--;
        }
        return (int)(offset + (problem.BytePositionInLine ?? 0));
    }

    private static JsonBody NotAnObject()
    {
        var body = new JsonBody(null, null);
        body.Errors.Add("model_attributes_type", ["body"], "Input should be a valid dictionary or object to extract fields from", "\"\"");
        return body;
    }

    private static JsonBody TooLarge(int mostBytes, long bytes = 0) =>
        new(null, new Fault(FaultCode.BodyTooLarge, $"the body is larger than {mostBytes} bytes (STIGMEM_MAX_BODY_BYTES)")) { Bytes = bytes };
}
