using System.Globalization;
using System.Text;

namespace Stigmem.Node.Tests.Hostile;

/// <summary>One request before it goes over the wire.</summary>
/// <param name="Method">Its method.</param>
/// <param name="Target">What the request line names.</param>
/// <param name="Lines">Header lines, without those that tell the length.</param>
/// <param name="Body">The body.</param>
/// <param name="Framing">How the length of the body is told.</param>
/// <param name="BreaksHttp">Whether the server's parser may refuse it before the node sees it.</param>
internal sealed record HostileRequest(string Method, string Target, IReadOnlyList<string> Lines, byte[] Body, Framing Framing, bool BreaksHttp)
{
    /// <summary>All of it.</summary>
    public byte[] Bytes
    {
        get
        {
            var (lines, body) = Framing.Of(Body);
            return [.. Encoding.Latin1.GetBytes($"{Method} {Target} HTTP/1.1\r\n{string.Concat(Lines.Concat(lines).Select(line => line + "\r\n"))}\r\n"), .. body];
        }
    }

    /// <summary>Requests that are less, for the report of a failure.</summary>
    public IEnumerable<HostileRequest> Smaller()
    {
        if (Target.IndexOf('?', StringComparison.Ordinal) is > 0 and var query)
            yield return this with { Target = Target[..query] };
        for (var left = 0; left < Lines.Count; left++)
            yield return this with { Lines = [.. Lines.Where((_, at) => at != left)] };
        for (var cut = Body.Length / 2; cut > 0 && Body.Length > 1; cut /= 2)
        {
            yield return this with { Body = Body[..^cut] };
            yield return this with { Body = Body[cut..] };
        }
    }

    public override string ToString()
    {
        var bytes = Bytes;
        return string.Create(CultureInfo.InvariantCulture, $"{bytes.Length} bytes: {Encoding.Latin1.GetString(bytes.AsSpan(0, Math.Min(bytes.Length, 2_000)))}");
    }
}
