using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Stigmem.Node.Tests.Hostile;

/// <summary>Bodies by the schema of an operation, spoiled here and there.</summary>
internal sealed class HostileJson(ApiShape shape, IReadOnlyList<string> knownIds)
{
    private static readonly string[] Scopes = ["local", "team", "company", "public"];
    private static readonly string[] ValueTypes = ["string", "text", "number", "boolean", "datetime", "ref", "null", "float", ""];
    private static readonly string[] Names = ["user:x", "user:y", "stigmem://acme.test/user/ada", "agent:ada", "Ä b", "raw:1", "canonical:2"];

    /// <summary>A body as bytes.</summary>
    public byte[] Body(JsonElement schema, Random random)
    {
        if (random.Chance(0.08))
            return Encoding.UTF8.GetBytes(random.Pick(Oddities.Bodies));
        var spoil = random.Pick<double>([0, 0.03, 0.15, 0.6]);
        var text = Value(schema, "", random, spoil, 0);
        return random.Next(60) switch
        {
            0 => Encoding.Unicode.GetBytes(text),
            1 => Encoding.UTF32.GetBytes(text),
            2 => [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(text)],
            3 => Encoding.UTF8.GetBytes(text[..random.Next(text.Length)]),
            4 => Encoding.UTF8.GetBytes(text + random.Pick(Oddities.Bodies)),
            5 => Broken(text, random),
            6 => Encoding.UTF8.GetBytes(Nested(random.Pick<int>([10, 63, 64, 65, 1_000, 20_000]), random)),
            7 => Encoding.UTF8.GetBytes($"{{\"unknown\":{Nested(random.Next(70), random)},{text.TrimStart('{')}"),
            9 => Encoding.UTF8.GetBytes($"{{\"padding\":\"{new string('a', 300_000)}\",{text.TrimStart('{')}"),
            8 => Encoding.UTF8.GetBytes(text.Replace("\"", "\"\\u0", StringComparison.Ordinal)),
            _ => Encoding.UTF8.GetBytes(text),
        };
    }

    private string Value(JsonElement schema, string name, Random random, double spoil, int depth)
    {
        if (random.Chance(spoil))
            return random.Next(40) switch
            {
                0 => $"\"{new string('a', random.Pick<int>([200, 65_536, 65_537, 200_000]))}\"",
                1 => Nested(random.Next(100), random),
                2 => $"\"{knownIds[random.Next(knownIds.Count)]}\"",
                _ => random.Pick(Oddities.Json),
            };
        var followed = shape.Follow(schema);
        if (followed.TryGetProperty("properties", out var properties))
            return Object(properties, random, spoil, depth);
        if (depth > 6)
            return "null";
        return TypeOf(followed, random) switch
        {
            "array" => Array(followed, name, random, spoil, depth),
            "object" => Origin(random),
            "number" => random.NextDouble().ToString(CultureInfo.InvariantCulture),
            "integer" => random.Next(10).ToString(CultureInfo.InvariantCulture),
            "boolean" => random.Chance(0.5) ? "true" : "false",
            "null" => "null",
            _ => $"\"{Text(name, random)}\"",
        };
    }

    private string Object(JsonElement properties, Random random, double spoil, int depth)
    {
        var text = new StringBuilder("{");
        foreach (var property in properties.EnumerateObject())
        {
            if (random.Chance(0.12))
                continue;
            var times = random.Chance(spoil / 3) ? 2 : 1;
            for (var i = 0; i < times; i++)
                text.Append(text.Length > 1 ? "," : "").Append('"').Append(Name(property.Name, random, spoil)).Append("\":").Append(Value(property.Value, property.Name, random, spoil, depth + 1));
        }
        return text.Append('}').ToString();
    }

    /// <summary>A member's name: right, escaped, or cut off by half a surrogate pair.</summary>
    private static string Name(string name, Random random, double spoil)
    {
        if (!random.Chance(spoil / 4))
            return name;
        var cut = random.Next(name.Length);
        return random.Next(4) switch
        {
            0 => $"{name[..cut]}\\u{(int)name[cut]:x4}{name[(cut + 1)..]}",
            1 => name[..cut] + "\\ud800",
            2 => name[..cut] + "\\u0000" + name[cut..],
            _ => name.ToUpperInvariant(),
        };
    }

    private string Array(JsonElement schema, string name, Random random, double spoil, int depth)
    {
        var count = depth == 1 && random.Chance(0.02) ? 501 : random.Next(4);
        if (!schema.TryGetProperty("items", out var items) || items.ValueKind != JsonValueKind.Object || name == "derived_from")
            return $"[{string.Join(",", Enumerable.Range(0, count).Select(_ => random.Chance(spoil) ? random.Pick(Oddities.Json) : Origin(random)))}]";
        if (name is "permissions" or "allowed_scopes")
            return $"[{string.Join(",", Enumerable.Range(0, count % 5).Select(_ => random.Chance(spoil) ? random.Pick(Oddities.Json) : $"\"{random.Pick<string>(["read", "write", "local", "team"])}\""))}]";
        return $"[{string.Join(",", Enumerable.Range(0, count).Select(_ => Value(items, name, random, count > 100 ? 0 : spoil, depth + 1)))}]";
    }

    private string Origin(Random random) => $$"""{"fact_id":"{{random.Pick(knownIds)}}","hash":"{{random.Pick(knownIds)}}"}""";

    private static string TypeOf(JsonElement schema, Random random)
    {
        if (!schema.TryGetProperty("type", out var type))
            return "string";
        return type.ValueKind == JsonValueKind.Array ? random.Pick<JsonElement>([.. type.EnumerateArray()]).GetString()! : type.GetString()!;
    }

    private string Text(string name, Random random) => name switch
    {
        "scope" => random.Pick(Scopes),
        "type" => random.Pick(ValueTypes),
        "interpret_as" => random.Chance(0.8) ? "content" : "instruction",
        "write_mode" => random.Chance(0.6) ? "assert" : "summarize_with_provenance",
        "role" => random.Pick<string>(["reader", "writer", "admin", "quarantine:moderator"]),
        "relation" => random.Pick<string>(["memory:role", "memory:age", "stigmem:ttl", "bare", "stigmem:member"]),
        "slug" => $"g{random.Next(200)}",
        "garden_id" or "target_garden_id" => $"stigmem://localhost:8765/garden/g{random.Next(20)}",
        "valid_until" or "expires_at" => random.Pick<string>(["2026-12-31", "2020-01-01T00:00:00Z", "2099-01-01T00:00:00+02:00"]),
        "raw_key" => $"hostile-key-{random.Next():x8}-{random.Next():x8}-{random.Next():x8}",
        "fact_id" or "winning_fact_id" or "key_id" => random.Pick(knownIds),
        "idempotency_key" => $"k{random.Next(50)}",
        _ => random.Chance(0.5) ? random.Pick(Names) : $"{random.Next(1_000)}",
    };

    private static string Nested(int depth, Random random)
    {
        var isArray = random.Chance(0.5);
        return string.Concat(Enumerable.Repeat(isArray ? "[" : "{\"a\":", depth)) + "1" + string.Concat(Enumerable.Repeat(isArray ? "]" : "}", depth));
    }

    /// <summary>Bytes that are not UTF-8, somewhere.</summary>
    private static byte[] Broken(string text, Random random)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        for (var i = random.Next(1, 4); i > 0 && bytes.Length > 0; i--)
            bytes[random.Next(bytes.Length)] = random.Pick<byte>([0x80, 0xC0, 0xC3, 0xED, 0xF5, 0xFF, 0x00, 0x1F]);
        return bytes;
    }
}
