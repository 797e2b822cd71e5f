using System.Text.Json;
using System.Text.Json.Nodes;
using Stigmem.Core.Facts;
using Stigmem.Core.Ingest;
using Stigmem.Core.Peers;

namespace Stigmem.Core.Tests.Ingest;

/// <summary>A good fact and good terms, to be spoilt in one place each.</summary>
internal static class InboundSamples
{
    public const string Sender = "stigmem://acme.example/node-a";
    public const long Now = 1_777_680_000_000;
    public const string Id = "01a1fd08-7e57-7312-bc67-a168e253726a";

    /// <summary>Vector 16 of the Lifecycle contract, as the reference serves it.</summary>
    public const string Fact =
        """{"id":"01a1fd08-7e57-7312-bc67-a168e253726a","entity":"x:r","relation":"rel:knows","value":{"type":"ref","v":"stigmem://acme.example/user/bob","interpret_as":"content"},"source":"agent:w","timestamp":"2026-05-02T00:00:00.123456+00:00","hlc":"1777680000000.3","received_from":null,"valid_until":"2027-01-01","confidence":0.75,"scope":"public","garden_id":null,"cid":"sha256:fa68de390621c036e0a828be371995f18b1957b0aa5c146b2fde69e5088e3c09"}""";

    public static IngestTerms Terms { get; } = new()
    {
        Route = IngestRoute.Pull,
        Sender = Sender,
        Agreed = new PeerScopes(FactScope.Public, FactScope.Company),
        Permitted = new PeerScopes(FactScope.Public, FactScope.Company),
        Sources = SourcePolicy.Any,
        OwnSource = Sender,
        HasQuarantineGarden = true,
    };

    public static JsonElement Json(string json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.Clone();
    }

    /// <summary>The good fact with members replaced; a value of "-" removes one.</summary>
    public static JsonElement Spoilt(params ReadOnlySpan<(string Path, string Json)> changes)
    {
        var fact = JsonNode.Parse(Fact)!.AsObject();
        foreach (var (path, json) in changes)
        {
            var inValue = path.StartsWith("value.", StringComparison.Ordinal);
            var target = inValue ? fact["value"]!.AsObject() : fact;
            var name = inValue ? path["value.".Length..] : path;
            target.Remove(name);
            if (json != "-")
                target[name] = JsonNode.Parse(json);
        }

        return Json(fact.ToJsonString());
    }

    /// <summary>Runs all rules over one fact.</summary>
    public static IngestVerdict Ingest(JsonElement json, IngestTerms? terms = null, double trust = 0.5, KnownFact? known = null)
    {
        if (new InboundFactReader(65_536).Read(json, out var refusal) is not { } fact
            || IngestScreen.Judge(fact, terms ?? Terms, out refusal) is not { } screened)
            return new IngestVerdict { Refusal = refusal };
        return IngestRules.Judge(screened, terms ?? Terms, trust, known, Now);
    }
}
