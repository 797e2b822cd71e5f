using System.Text.Json.Nodes;
using Stigmem.Core.Clock;
using Stigmem.Core.ContentIds;
using Stigmem.Core.Facts;

namespace Stigmem.Node.Tests.Federation;

/// <summary>Facts as a peer sends them, true until a test changes them.</summary>
internal static class PeerFacts
{
    /// <summary>This moment, as peers write it; nodes hold what they are sent against their own clocks.</summary>
    public static string Now => Instants.Format(DateTimeOffset.UtcNow.ToUnixTimeMilliseconds() * 1_000);

    /// <summary>A text about <c>user:x memory:role</c>, stamped now.</summary>
    public static JsonObject Of(LyingPeer peer, string value = "editor", string scope = "public", string? source = null, string entity = "user:x", string relation = "memory:role")
    {
        Assert.True(FactScopes.TryParse(scope, out var parsed));
        var body = new FactBody(entity, relation, FactValueType.String, value, source ?? peer.NodeId, 1.0, parsed);
        return new JsonObject
        {
            ["id"] = Guid.NewGuid().ToString(),
            ["entity"] = entity,
            ["relation"] = relation,
            ["value"] = new JsonObject { ["type"] = "string", ["v"] = value },
            ["source"] = body.Source,
            ["timestamp"] = Now,
            ["valid_until"] = null,
            ["confidence"] = 1.0,
            ["scope"] = scope,
            ["hlc"] = Stamp(TimeSpan.Zero),
            ["cid"] = ContentId.Of(body).ToString(),
        };
    }

    /// <summary>The same with a member changed.</summary>
    public static JsonObject With(this JsonObject fact, string name, JsonNode? value)
    {
        var changed = fact.DeepClone().AsObject();
        changed[name] = value;
        return changed;
    }

    /// <summary>The same without a member.</summary>
    public static JsonObject Without(this JsonObject fact, string name)
    {
        var changed = fact.DeepClone().AsObject();
        changed.Remove(name);
        return changed;
    }

    /// <summary>A stamp so far ahead of now.</summary>
    public static string Stamp(TimeSpan ahead) => $"{DateTimeOffset.UtcNow.Add(ahead).ToUnixTimeMilliseconds()}.0";

    public static string Id(this JsonObject fact) => fact["id"]!.GetValue<string>();
}
