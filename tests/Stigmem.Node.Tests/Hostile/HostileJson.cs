using System.Globalization;
using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;

namespace Stigmem.Node.Tests.Hostile;

/// <summary>Bodies by the schema of an operation, spoiled here and there.</summary>
internal sealed class HostileJson(ApiShape shape, IReadOnlyList<string> knownIds)
{
    private static readonly string[] Scopes = ["local", "team", "company", "public"];
    private static readonly string[] ValueTypes = ["string", "text", "number", "boolean", "datetime", "ref", "null", "float", ""];
    private static readonly Gen<string> Odd = Gen.Elements<string>(Oddities.Json);
    private static readonly string[] Names = ["user:x", "user:y", "stigmem://acme.test/user/ada", "agent:ada", "Ä b", "raw:1", "canonical:2"];

    /// <summary>A body as bytes.</summary>
    public Gen<byte[]> Body(JsonElement schema) => Odds.Rarely(
        0.08,
        () => Gen.Elements<string>(Oddities.Bodies).Select(Encoding.UTF8.GetBytes),
        () => Gen.Elements(0, 0.03, 0.15, 0.6).SelectMany(spoil => Value(schema, "", spoil, 0)).SelectMany(Encoded));

    /// <summary>Usually UTF-8, and the text as it is.</summary>
    private static Gen<byte[]> Encoded(string text) => Gen.Frequency(
        (50, Gen.Constant(Encoding.UTF8.GetBytes(text))),
        (1, Gen.Constant(Encoding.Unicode.GetBytes(text))),
        (1, Gen.Constant(Encoding.UTF32.GetBytes(text))),
        (1, Gen.Constant<byte[]>([0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(text)])),
        (1, Gen.Choose(0, text.Length).Select(length => Encoding.UTF8.GetBytes(text[..length]))),
        (1, Gen.Elements<string>(Oddities.Bodies).Select(more => Encoding.UTF8.GetBytes(text + more))),
        (1, Broken(text)),
        (1, Gen.Elements(10, 63, 64, 65, 1_000, 20_000).SelectMany(Nested).Select(Encoding.UTF8.GetBytes)),
        (1, Gen.Choose(0, 69).SelectMany(Nested).Select(deep => Encoding.UTF8.GetBytes($"{{\"unknown\":{deep},{text.TrimStart('{')}"))),
        (1, Gen.Constant(Encoding.UTF8.GetBytes(text.Replace("\"", "\"\\u0", StringComparison.Ordinal)))),
        (1, Gen.Constant(Encoding.UTF8.GetBytes($"{{\"padding\":\"{new string('a', 300_000)}\",{text.TrimStart('{')}"))));

    private Gen<string> Value(JsonElement schema, string name, double spoil, int depth) => Odds.Rarely(spoil, Spoiled, () => Right(schema, name, spoil, depth));

    private Gen<string> Spoiled() => Gen.Frequency(
        (1, Gen.Elements(200, 65_536, 65_537, 200_000).Select(length => $"\"{new string('a', length)}\"")),
        (1, Gen.Choose(0, 99).SelectMany(Nested)),
        (1, Gen.Elements<string>(knownIds).Select(id => $"\"{id}\"")),
        (37, Odd));

    private Gen<string> Right(JsonElement schema, string name, double spoil, int depth)
    {
        var followed = shape.Follow(schema);
        if (followed.TryGetProperty("properties", out var properties))
            return Gen.CollectToArray(properties.EnumerateObject().ToArray(), property => Member(property, spoil, depth)).Select(members => $"{{{string.Join(',', members.SelectMany(some => some))}}}");
        if (depth > 6)
            return Gen.Constant("null");
        return TypeOf(followed).SelectMany(type => type switch
        {
            "array" => Array(followed, name, spoil, depth),
            "object" => Origin(),
            "number" => Gen.Choose(0, 1_000).Select(n => (n / 1_000.0).ToString(CultureInfo.InvariantCulture)),
            "integer" => Gen.Choose(0, 9).Select(n => n.ToString(CultureInfo.InvariantCulture)),
            "boolean" => Gen.Elements("true", "false"),
            "null" => Gen.Constant("null"),
            _ => Text(name).Select(text => $"\"{text}\""),
        });
    }

    /// <summary>A member once, or left out, or twice.</summary>
    private Gen<string[]> Member(JsonProperty property, double spoil, int depth)
    {
        var one =
            from name in Odds.Rarely(spoil / 4, () => Misspelt(property.Name), () => Gen.Constant(property.Name))
            from value in Value(property.Value, property.Name, spoil, depth + 1)
            select $"\"{name}\":{value}";
        return Odds.Rarely(0.12, () => Gen.Constant<string[]>([]), () => Odds.Chance(spoil / 3).SelectMany(twice => one.ArrayOf(twice ? 2 : 1)));
    }

    /// <summary>A member's name: escaped, cut off by half a surrogate pair, or in capitals.</summary>
    private static Gen<string> Misspelt(string name) => Gen.Choose(0, name.Length - 1).SelectMany(cut => Gen.Elements(
        $"{name[..cut]}\\u{(int)name[cut]:x4}{name[(cut + 1)..]}", name[..cut] + "\\ud800", name[..cut] + "\\u0000" + name[cut..], name.ToUpperInvariant()));

    private Gen<string> Array(JsonElement schema, string name, double spoil, int depth) =>
        from count in Odds.Rarely(depth == 1 ? 0.02 : 0, () => Gen.Constant(501), () => Gen.Choose(0, 3))
        from items in Item(schema, name, count > 100 ? 0 : spoil, depth).ArrayOf(count)
        select $"[{string.Join(',', items)}]";

    private Gen<string> Item(JsonElement schema, string name, double spoil, int depth)
    {
        if (!schema.TryGetProperty("items", out var items) || items.ValueKind != JsonValueKind.Object || name == "derived_from")
            return Odds.Rarely(spoil, () => Odd, Origin);
        return name is "permissions" or "allowed_scopes"
            ? Odds.Rarely(spoil, () => Odd, () => Gen.Elements("\"read\"", "\"write\"", "\"local\"", "\"team\""))
            : Value(items, name, spoil, depth + 1);
    }

    private Gen<string> Origin() =>
        from id in Gen.Elements<string>(knownIds)
        from hash in Gen.Elements<string>(knownIds)
        select $$"""{"fact_id":"{{id}}","hash":"{{hash}}"}""";

    private static Gen<string> TypeOf(JsonElement schema)
    {
        if (!schema.TryGetProperty("type", out var type))
            return Gen.Constant("string");
        return type.ValueKind == JsonValueKind.Array ? Gen.Elements(type.EnumerateArray().Select(one => one.GetString()!)) : Gen.Constant(type.GetString()!);
    }

    private Gen<string> Text(string name) => name switch
    {
        "scope" => Gen.Elements(Scopes),
        "type" => Gen.Elements(ValueTypes),
        "interpret_as" => Odds.Rarely(0.2, () => Gen.Constant("instruction"), () => Gen.Constant("content")),
        "write_mode" => Odds.Rarely(0.4, () => Gen.Constant("summarize_with_provenance"), () => Gen.Constant("assert")),
        "role" => Gen.Elements("reader", "writer", "admin", "quarantine:moderator"),
        "relation" => Gen.Elements("memory:role", "memory:age", "stigmem:ttl", "bare", "stigmem:member"),
        "slug" => Gen.Choose(0, 199).Select(n => $"g{n}"),
        "garden_id" or "target_garden_id" => Gen.Choose(0, 19).Select(n => $"stigmem://localhost:8765/garden/g{n}"),
        "valid_until" or "expires_at" => Gen.Elements("2026-12-31", "2020-01-01T00:00:00Z", "2099-01-01T00:00:00+02:00"),
        "raw_key" => Gen.Choose(0, int.MaxValue).Three().Select(parts => $"hostile-key-{parts.Item1:x8}-{parts.Item2:x8}-{parts.Item3:x8}"),
        "fact_id" or "winning_fact_id" or "key_id" => Gen.Elements<string>(knownIds),
        "idempotency_key" => Gen.Choose(0, 49).Select(n => $"k{n}"),
        _ => Gen.Elements(Names).Or(Gen.Choose(0, 999).Select(n => n.ToString(CultureInfo.InvariantCulture))),
    };

    private static Gen<string> Nested(int depth) => Gen.Elements(("[", "]"), ("{\"a\":", "}")).Select(
        pair => string.Concat(Enumerable.Repeat(pair.Item1, depth)) + "1" + string.Concat(Enumerable.Repeat(pair.Item2, depth)));

    /// <summary>Bytes that are not UTF-8, somewhere.</summary>
    private static Gen<byte[]> Broken(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        return
            from at in Gen.Choose(0, bytes.Length - 1)
            from bad in Gen.Elements<byte>(0x80, 0xC0, 0xC3, 0xED, 0xF5, 0xFF, 0x00, 0x1F)
            select bytes.Select((b, i) => i == at ? bad : b).ToArray();
    }
}
