using FsCheck;
using FsCheck.Fluent;

namespace Stigmem.Node.Tests.Hostile;

/// <summary>Requests that aim at the operations of a node.</summary>
internal sealed class HostileRequests(ApiShape shape, IReadOnlyList<string> keys, IReadOnlyList<string> knownIds)
{
    private static readonly string[] OtherMethods = ["HEAD", "PUT", "OPTIONS", "TRACE", "PATCH", "DELETE", "POST", "GET", "get", "FOO", "PROPFIND"];
    private static readonly string[] OddQueries = ["&&", "=", "a", "a=b=c", "limit", "%00=1", "limit=1&limit=x", "unknown=1", "?", "#x"];
    private static readonly string[] BrokenLines = ["Bad Name: x", ": x", "X", "X: \u0001", " folded: x", "X: a\u0000b"];
    private static readonly string[] BreakingParts = ["%00", "..", "%2e", "#", "//", ";x=1"];
    private static readonly string[] BadLengths = ["-1", "x", "1,2", "99999999999999999999", "1\r\nContent-Length: 2"];
    private static readonly string[] BadChunks = ["zz\r\n{}\r\n0\r\n\r\n", "-1\r\n\r\n", "5\r\n{}\r\n0\r\n\r\n", "FFFFFFFFFFFFFFFFF\r\n"];
    private readonly HostileJson _json = new(shape, knownIds);

    public Arbitrary<HostileRequest> All => Arb.From(
        from operation in Gen.Elements<ShapeOperation>(shape.Operations)
        from method in Odds.Rarely(0.06, () => Gen.Elements(OtherMethods), () => Gen.Constant(operation.Method))
        from target in Target(operation)
        from body in Body(operation)
        from lines in Lines(operation)
        from framing in FramingOf(body.Length)
        select new HostileRequest(
            method, target, lines, body, framing, framing.BreaksHttp || method is "TRACE" or "get" || BreaksTarget(target, operation) || lines.Any(BreaksLine) || lines.Count == 0 || !lines[0].StartsWith("Host:", StringComparison.Ordinal)),
        request => request.Smaller());

    private Gen<byte[]> Body(ShapeOperation operation)
    {
        var any = Gen.Elements(shape.Operations.Where(one => one.Body is not null)).SelectMany(one => _json.Body(one.Body!.Value));
        return operation.Body is { } schema
            ? Odds.Rarely(0.03, () => Gen.Constant<byte[]>([]), () => _json.Body(schema))
            : Odds.Rarely(0.05, () => any, () => Gen.Constant<byte[]>([]));
    }

    private Gen<string> Target(ShapeOperation operation) =>
        from segments in Gen.CollectToArray(operation.Path.Split('/'), segment => segment.StartsWith('{') ? PathValue() : Gen.Constant(segment))
        let path = string.Join('/', segments)
        from queries in Gen.CollectToArray(operation.Parameters.Where(parameter => parameter.In == "query"), Query)
        from odd in Odds.Some(0.03, Gen.Elements(OddQueries))
        let query = string.Join('&', queries.SelectMany(one => one).Concat(odd))
        from length in Odds.Some(0.01, Gen.Elements(8_000, 31_000, 33_000))
        from shown in Odds.Rarely(0.02, () => Odd(path), () => Gen.Constant(path))
        select length is [var long1] ? path + "?x=" + new string('a', long1) : shown + (query.Length > 0 ? "?" : "") + query;

    private static Gen<string> Odd(string path) => Gen.Elements(
        path + "/", "/" + path, path + "//", "/." + path, path.ToUpperInvariant(), path + ";x=1", "http://other.test" + path, path.Replace("/v1", "/%76%31", StringComparison.Ordinal));

    private Gen<string> PathValue() => Odds.Rarely(
        0.5,
        () => Gen.Elements<string>(knownIds).Select(Uri.EscapeDataString),
        () => Odds.Rarely(0.02, () => Gen.Constant(new string('x', 20_000)), () => Gen.Elements<string>(Oddities.Escaped)));

    private Gen<string[]> Query(ShapeParameter parameter) =>
        from times in Gen.Elements(0, 0, 1, 1, 1, 2)
        from values in QueryValue(parameter).ArrayOf(times)
        select values.Select(value => $"{parameter.Name}={value}").ToArray();

    private Gen<string> QueryValue(ShapeParameter parameter) => Odds.Rarely(
        0.4,
        () => Gen.Elements<string>(Oddities.Escaped),
        () => parameter.Type switch
        {
            "integer" => Gen.Elements("1", "2", "10", "19"),
            "number" => Gen.Constant("0.5"),
            "boolean" => Gen.Constant("true"),
            _ => Gen.Elements<string>(knownIds).Select(Uri.EscapeDataString),
        });

    private Gen<IReadOnlyList<string>> Lines(ShapeOperation operation) => Gen.CollectToArray(
    [
        Odds.Some(0.99, Gen.Constant("Host: localhost")),
        Odds.Some(0.92, Gen.Elements<string>(keys).Select(key => $"Authorization: Bearer {key}")),
        Odds.Some(0.04, Gen.Elements("s1", "s2", new string('s', 128), new string('s', 129), "a b", "'").Select(session => $"Stigmem-Session: {session}")),
        Odds.Some(0.08, Gen.Elements<string>(Oddities.Headers)),
        Odds.Some(0.004, Gen.Elements(8_000, 31_000, 33_000, 70_000).Select(length => "X-Long: " + new string('x', length))),
        Odds.Some(0.003, Gen.Elements(BrokenLines)),
        Odds.Some(
            operation.Body is null ? 0.05 : 1,
            Odds.Rarely(0.05, () => Gen.Elements<string>(Oddities.ContentTypes), () => Gen.Constant("application/json")).Select(type => $"Content-Type: {type}")),
    ]).Select(parts => (IReadOnlyList<string>)[.. parts.SelectMany(lines => lines)]);

    private static Gen<Framing> FramingOf(int length) => Gen.Frequency(
        (360, Odds.Rarely(length > 0 ? 1 : 0.5, () => Gen.Constant(new Framing(["Content-Length: {0}"], BreaksHttp: length == 0)), () => Gen.Constant(new Framing([], BreaksHttp: length == 0)))),
        (10, Gen.Choose(1, 400).Select(size => new Framing(["Transfer-Encoding: chunked"], size))),
        (3, Gen.Elements(BadChunks).Select(body => new Framing(["Transfer-Encoding: chunked", "Connection: close"], Instead: body, BreaksHttp: true))),
        (3, Gen.Elements(BadLengths).Select(bad => new Framing([$"Content-Length: {bad}", "Connection: close"], BreaksHttp: true))),
        (3, Gen.Choose(1, 400).Select(size => new Framing(["Content-Length: {0}", "Transfer-Encoding: chunked", "Connection: close"], size, BreaksHttp: true))));

    private static bool BreaksTarget(string target, ShapeOperation operation) =>
        target.Length > 30_000 || !target.StartsWith(operation.Path.Split('{')[0], StringComparison.Ordinal) || target.EndsWith('/')
        || BreakingParts.Any(part => target.Contains(part, StringComparison.Ordinal));

    private static bool BreaksLine(string line) =>
        line.Length > 30_000 || BrokenLines.Contains(line) || line.Any(c => c > '~') || line.StartsWith("Upgrade", StringComparison.Ordinal);
}
