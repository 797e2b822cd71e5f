using System.Globalization;
using System.Text;

namespace Stigmem.Node.Tests.Hostile;

/// <summary>One request as it goes over the wire.</summary>
/// <param name="Bytes">All of it.</param>
/// <param name="Method">Its method.</param>
/// <param name="BreaksHttp">Whether the server's parser may refuse it before the node sees it.</param>
internal sealed record HostileRequest(byte[] Bytes, string Method, bool BreaksHttp)
{
    public string Shown => Encoding.Latin1.GetString(Bytes.AsSpan(0, Math.Min(Bytes.Length, 2_000)));
}

/// <summary>Makes requests that aim at the operations of a node.</summary>
internal sealed class HostileRequests(ApiShape shape, IReadOnlyList<string> keys, IReadOnlyList<string> knownIds)
{
    private static readonly string[] OtherMethods = ["HEAD", "PUT", "OPTIONS", "TRACE", "PATCH", "DELETE", "POST", "GET", "get", "FOO", "PROPFIND"];
    private readonly HostileJson _json = new(shape, knownIds);

    public HostileRequest Make(Random random)
    {
        var operation = random.Pick(shape.Operations);
        var method = random.Chance(0.06) ? random.Pick(OtherMethods) : operation.Method;
        var (target, breaksTarget) = Target(operation, random);
        var body = operation.Body is { } schema && !random.Chance(0.03) ? _json.Body(schema, random) : random.Chance(0.05) ? _json.Body(operation.Body ?? AnyBody(random), random) : [];
        var head = new StringBuilder();
        head.Append(CultureInfo.InvariantCulture, $"{method} {target} HTTP/1.1\r\n");
        var breaksHead = Headers(head, operation, random);
        var (framed, breaksFrame) = Frame(head, body, random);
        return new HostileRequest([.. Encoding.Latin1.GetBytes(head.ToString()), .. framed], method, breaksTarget || breaksHead || breaksFrame || method is "TRACE" or "get");
    }

    private System.Text.Json.JsonElement AnyBody(Random random) => random.Pick<ShapeOperation>([.. shape.Operations.Where(one => one.Body is not null)]).Body!.Value;

    private (string Target, bool Breaks) Target(ShapeOperation operation, Random random)
    {
        var path = string.Join('/', operation.Path.Split('/').Select(segment => segment.StartsWith('{') ? PathValue(random) : segment));
        var query = new StringBuilder();
        foreach (var parameter in operation.Parameters.Where(parameter => parameter.In == "query"))
        {
            for (var times = random.Pick<int>([0, 0, 1, 1, 1, 2]); times > 0; times--)
                query.Append(query.Length > 0 ? "&" : "?").Append(parameter.Name).Append('=').Append(QueryValue(parameter, random));
        }
        if (random.Chance(0.03))
            query.Append(query.Length > 0 ? "&" : "?").Append(random.Pick<string>(["&&", "=", "a", "a=b=c", "limit", "%00=1", "limit=1&limit=x", "unknown=1", "?", "#x"]));
        if (random.Chance(0.01))
            return (path + "?x=" + new string('a', random.Pick<int>([8_000, 31_000, 33_000])), true);
        if (random.Chance(0.02))
            return (random.Pick<string>([path + "/", "/" + path, path + "//", "/." + path, path.ToUpperInvariant(), path + ";x=1", "http://other.test" + path, path.Replace("/v1", "/%76%31", StringComparison.Ordinal)]) + query, true);
        return (path + query, path.Contains("%00", StringComparison.Ordinal) || path.Contains("..", StringComparison.Ordinal) || path.Contains("%2e", StringComparison.Ordinal) || query.ToString().Contains('#', StringComparison.Ordinal));
    }

    private string PathValue(Random random) =>
        random.Chance(0.5) ? Uri.EscapeDataString(random.Pick(knownIds)) : random.Chance(0.02) ? new string('x', 20_000) : random.Pick(Oddities.Escaped);

    private string QueryValue(ShapeParameter parameter, Random random)
    {
        if (random.Chance(0.4))
            return random.Pick(Oddities.Escaped);
        return parameter.Type switch
        {
            "integer" => random.Next(1, 20).ToString(CultureInfo.InvariantCulture),
            "number" => "0.5",
            "boolean" => "true",
            _ => Uri.EscapeDataString(random.Pick(knownIds)),
        };
    }

    private bool Headers(StringBuilder head, ShapeOperation operation, Random random)
    {
        var breaks = false;
        if (random.Chance(0.99))
            head.Append("Host: localhost\r\n");
        else
            breaks = true;
        if (random.Chance(0.92))
            head.Append(CultureInfo.InvariantCulture, $"Authorization: Bearer {random.Pick(keys)}\r\n");
        if (random.Chance(0.04))
            head.Append("Stigmem-Session: ").Append(random.Pick<string>(["s1", "s2", new string('s', 128), new string('s', 129), "a b", "'"])).Append("\r\n");
        if (random.Chance(0.08))
        {
            var line = random.Pick(Oddities.Headers);
            breaks |= line.Any(c => c > '~') || line.StartsWith("Upgrade", StringComparison.Ordinal);
            head.Append(line).Append("\r\n");
        }
        if (random.Chance(0.004))
        {
            head.Append("X-Long: ").Append('x', random.Pick<int>([8_000, 31_000, 33_000, 70_000])).Append("\r\n");
            breaks = true;
        }
        if (random.Chance(0.003))
        {
            head.Append(random.Pick<string>(["Bad Name: x\r\n", ": x\r\n", "X\r\n", "X: \u0001\r\n", " folded: x\r\n", "X: a\u0000b\r\n"]));
            breaks = true;
        }
        if (operation.Body is not null || random.Chance(0.05))
            head.Append("Content-Type: ").Append(random.Chance(0.05) ? random.Pick(Oddities.ContentTypes) : "application/json").Append("\r\n");
        return breaks;
    }

    /// <summary>Ends the head and says how long the body is: truly, in chunks, or wrongly.</summary>
    private static (byte[] Body, bool Breaks) Frame(StringBuilder head, byte[] body, Random random)
    {
        switch (random.Next(40))
        {
            case 0:
                head.Append("Transfer-Encoding: chunked\r\n\r\n");
                return ([.. Chunks(body, random)], false);
            case 1 when random.Chance(0.3):
                head.Append("Transfer-Encoding: chunked\r\nConnection: close\r\n\r\n");
                return (Encoding.Latin1.GetBytes(random.Pick<string>(["zz\r\n{}\r\n0\r\n\r\n", "-1\r\n\r\n", "5\r\n{}\r\n0\r\n\r\n", "FFFFFFFFFFFFFFFFF\r\n"])), true);
            case 2 when random.Chance(0.3):
                head.Append(CultureInfo.InvariantCulture, $"Content-Length: {random.Pick<string>(["-1", "x", "1,2", "99999999999999999999", "1\r\nContent-Length: 2"])}\r\nConnection: close\r\n\r\n");
                return (body, true);
            case 3 when random.Chance(0.3):
                head.Append(CultureInfo.InvariantCulture, $"Content-Length: {body.Length}\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n");
                return ([.. Chunks(body, random)], true);
            default:
                if (body.Length > 0 || random.Chance(0.5))
                    head.Append(CultureInfo.InvariantCulture, $"Content-Length: {body.Length}\r\n");
                head.Append("\r\n");
                return (body, body.Length == 0);
        }
    }

    private static IEnumerable<byte> Chunks(byte[] body, Random random)
    {
        for (var at = 0; at < body.Length;)
        {
            var size = Math.Min(body.Length - at, random.Next(1, 400));
            foreach (var b in (byte[])[.. Encoding.ASCII.GetBytes($"{size:x}\r\n"), .. body.AsSpan(at, size), (byte)'\r', (byte)'\n'])
                yield return b;
            at += size;
        }
        foreach (var b in "0\r\n\r\n"u8.ToArray())
            yield return b;
    }
}
