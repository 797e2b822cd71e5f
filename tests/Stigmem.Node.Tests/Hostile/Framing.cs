using System.Globalization;
using System.Text;

namespace Stigmem.Node.Tests.Hostile;

/// <summary>How a request tells the length of its body: truly, in chunks, or wrongly.</summary>
/// <param name="Lines">The header lines; <c>{0}</c> stands for the true length.</param>
/// <param name="ChunkSize">The size of its chunks; 0 for none.</param>
/// <param name="Instead">What is sent in place of the body.</param>
/// <param name="BreaksHttp">Whether the lines contradict the body or each other.</param>
internal sealed record Framing(IReadOnlyList<string> Lines, int ChunkSize = 0, string? Instead = null, bool BreaksHttp = false)
{
    /// <summary>The lines and the bytes of a body.</summary>
    public (IEnumerable<string> Lines, byte[] Body) Of(byte[] body) => (
        Lines.Select(line => string.Format(CultureInfo.InvariantCulture, line, body.Length)),
        Instead is not null ? Encoding.Latin1.GetBytes(Instead) : ChunkSize > 0 ? [.. Chunks(body)] : body);

    private IEnumerable<byte> Chunks(byte[] body) => body.Chunk(ChunkSize)
        .SelectMany(chunk => (byte[])[.. Encoding.ASCII.GetBytes($"{chunk.Length:x}\r\n"), .. chunk, (byte)'\r', (byte)'\n'])
        .Concat("0\r\n\r\n"u8.ToArray());
}
