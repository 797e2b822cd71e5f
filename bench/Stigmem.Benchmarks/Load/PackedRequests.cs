using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Stigmem.Benchmarks.Datasets;

namespace Stigmem.Benchmarks.Load;

/// <summary>Whole HTTP requests, built before the clock starts and kept end to end in one buffer.</summary>
internal sealed class PackedRequests
{
    private readonly ArrayBufferWriter<byte> _bytes = new(1 << 16);
    private readonly List<int> _ends = [];
    private readonly string _commonHeaders;

    public PackedRequests(Uri origin, string? apiKey)
    {
        var authorization = apiKey is null ? "" : $"Authorization: Bearer {apiKey}\r\n";
        _commonHeaders = $" HTTP/1.1\r\nHost: {origin.Authority}\r\n{authorization}";
    }

    public int Count => _ends.Count;

    public ReadOnlyMemory<byte> this[int index]
    {
        get
        {
            var start = index == 0 ? 0 : _ends[index - 1];
            return _bytes.WrittenMemory[start.._ends[index]];
        }
    }

    public void AddGet(string target)
    {
        Write($"GET {target}{_commonHeaders}\r\n");
        _ends.Add(_bytes.WrittenCount);
    }

    public void AddPost(string target, ReadOnlySpan<byte> json)
    {
        Write(string.Create(
            CultureInfo.InvariantCulture,
            $"POST {target}{_commonHeaders}Content-Type: application/json\r\nContent-Length: {json.Length}\r\n\r\n"));
        _bytes.Write(json);
        _ends.Add(_bytes.WrittenCount);
    }

    public void AddPost(string target, Action<Utf8JsonWriter> writeBody)
    {
        var body = new ArrayBufferWriter<byte>(512);
        using (var writer = new Utf8JsonWriter(body, BenchFact.WriterOptions))
        {
            writeBody(writer);
        }

        AddPost(target, body.WrittenSpan);
    }

    private void Write(string text) => Encoding.ASCII.GetBytes(text, _bytes);
}
