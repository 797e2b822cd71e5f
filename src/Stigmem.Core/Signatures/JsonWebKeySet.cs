using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace Stigmem.Core.Signatures;

/// <summary>A set of public keys, as a provider publishes it (RFC 7517, section 5).</summary>
public sealed class JsonWebKeySet
{
    /// <summary>A set of the given keys.</summary>
    public JsonWebKeySet(IReadOnlyList<JsonWebKey> keys) => Keys = keys;

    /// <summary>The keys that can be used; others of the document are left out.</summary>
    public IReadOnlyList<JsonWebKey> Keys { get; }

    /// <summary>
    /// Reads a key set, or a single key. Keys of unknown kinds are skipped as the RFC asks; false only if the text is
    /// no such document.
    /// </summary>
    public static bool TryParse(string json, [NotNullWhen(true)] out JsonWebKeySet? keys)
    {
        keys = null;
        try
        {
            using var document = JsonDocument.Parse(json);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
                return false;

            keys = new JsonWebKeySet(Read(document.RootElement));
            return true;
        }
        catch (Exception failure) when (failure is JsonException or InvalidOperationException)
        {
            // The second is what the reader throws for text that is no valid UTF-16.
            return false;
        }
    }

    private static List<JsonWebKey> Read(JsonElement root)
    {
        List<JsonWebKey> keys = [];
        if (!root.TryGetProperty("keys", out var list))
            Add(keys, root);
        else if (list.ValueKind == JsonValueKind.Array)
        {
            foreach (var key in list.EnumerateArray())
                Add(keys, key);
        }

        return keys;
    }

    private static void Add(List<JsonWebKey> keys, JsonElement element)
    {
        if (JsonWebKey.Read(element) is { } key)
            keys.Add(key);
    }
}
