using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Stigmem.Node.Tests.Hostile;

namespace Stigmem.Node.Tests.Federation;

/// <summary>
/// Answers of a peer with bad intentions to whatever a node asks it: each begins as the right one to some question, then
/// members are spoiled, the text is torn, or the status and the headers say something else.
/// </summary>
internal static class HostileAnswers
{
    private const int Ok = 200;

    private static readonly string[] Members =
    [
        "version", "node_id", "node_url", "federation_pubkey", "software", "name", "entity_uri", "key_id", "public_key", "issued_at", "expires_at", "entities",
        "rotation_events", "signature", "facts", "cursor", "has_more", "accepted", "rejected", "errors", "fact_id", "error", "token_id", "status", "revocation",
        "revoked_by", "revoked_at", "reason",
    ];

    /// <summary>Answers by the path of the question, as a function of the peer that gives them and of the id that they are about.</summary>
    public static Gen<Func<LyingPeer, string, Func<string, HostileAnswer>>> All { get; } =
        from status in Odds.Rarely(0.2, () => Gen.Elements(201, 202, 204, 301, 400, 401, 403, 404, 413, 422, 429, 500, 503), () => Gen.Constant(Ok))
        from retryAfter in Gen.Elements(null, null, null, "1", "-1", "99999999999999999999", "2147483647", "Fri, 31 Dec 9999 23:59:59 GMT", "soon")
        from contentType in Gen.Elements("application/json", "application/json", "text/html", "application/json; charset=utf-16", "x")
        from text in Text()
        from tear in Odds.Rarely(0.2, Tear, () => Gen.Constant<Func<byte[], byte[]>>(bytes => bytes))
        select (Func<LyingPeer, string, Func<string, HostileAnswer>>)((peer, about) => path =>
            new HostileAnswer(status, retryAfter, contentType, status == 204 ? [] : tear(Encoding.UTF8.GetBytes(text(peer, about, path)))));

    private static Gen<Func<LyingPeer, string, string, string>> Text() =>
        from whole in Odds.Rarely(0.1, () => Gen.Elements<string?>([.. Oddities.Bodies, .. Oddities.Json]), () => Gen.Constant<string?>(null))
        from page in Odds.Rarely(0.3, () => HostilePages.All.Select(page => (HostilePage?)page), () => Gen.Constant<HostilePage?>(null))
        from isOther in Odds.Chance(0.1)
        from times in Gen.Frequency((2, Gen.Constant(0)), (1, Gen.Choose(1, 4)))
        from changes in Change().ArrayOf(times)
        select (Func<LyingPeer, string, string, string>)((peer, about, path) =>
            whole ?? (page is not null && path == "/v1/federation/facts" ? page.Served(peer) : Right(isOther ? "/.well-known/stigmem" : path, peer, about, changes)));

    /// <summary>The right answer to a question, with members that say something else; a later one of a name is what counts.</summary>
    private static string Right(string path, LyingPeer peer, string about, IEnumerable<(string Member, string Json)> changes)
    {
        var more = string.Concat(changes.Select(change => $",\"{change.Member}\":{change.Json}"));
        return path switch
        {
            "/.well-known/stigmem" => $$"""{"version":"1.0","node_id":"{{peer.NodeId}}","federation_pubkey":"{{peer.ClaimedKey}}","software":{"name":"stigmem.net"{{more}}}{{more}}}""",
            "/.well-known/stigmem-manifest.json" => $"{Organisation.Json(InboundTrustTests.ManifestOf(peer, peer.NodeId))[..^1]}{more}}}",
            "/v1/federation/facts" => $$"""{"facts":[{{PeerFacts.Of(peer, "served").ToJsonString()}}],"cursor":"c9","has_more":false{{more}}}""",
            "/v1/federation/facts/push" => $$"""{"accepted":0,"rejected":1,"errors":[{"fact_id":"{{about}}","error":"busy"{{more}}}]{{more}}}""",
            _ => $$"""{"token_id":"{{about}}","status":"live","revocation":null{{more}} }""",
        };
    }

    private static Gen<(string Member, string Json)> Change() =>
        from member in Gen.Frequency((8, Gen.Elements(Members)), (1, Gen.Constant("\\ud800")))
        from json in Gen.Frequency((8, Gen.Elements<string>([.. Oddities.Json])), (1, Gen.Elements($"\"{new string('a', 70_000)}\"", Nested(60), Nested(5_000), """{"token_id":"x","revoked_by":"agent:x","revoked_at":"2026-05-02T00:00:00Z","signature":"x"}""")))
        select (member, json);

    private static Gen<Func<byte[], byte[]>> Tear() => Gen.Elements<Func<byte[], byte[]>>(
        bytes => bytes[..(bytes.Length / 2)],
        bytes => [.. bytes, .. bytes],
        bytes => [0xEF, 0xBB, 0xBF, .. bytes],
        bytes => [.. bytes.Select(one => (byte)(one ^ 0x80))],
        bytes => Encoding.Unicode.GetBytes(Encoding.UTF8.GetString(bytes)),
        bytes => [.. bytes, .. new byte[2 * 1024 * 1024]]);

    private static string Nested(int depth) => new StringBuilder().Append('[', depth).Append(']', depth).ToString();
}
