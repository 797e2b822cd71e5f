using System.Text.Json;
using Stigmem.Core.Signatures;

namespace Stigmem.Node.Graph;

/// <summary>
/// Where a page of neighbours ended: base64url of compact JSON with a number to skip and the second at which it was handed
/// out. Cursors of this node name the last neighbour by its place in the order, too, which holds while others come and go.
/// </summary>
/// <param name="Offset">How many neighbours the pages so far have had.</param>
/// <param name="UnixSeconds">When the cursor was handed out.</param>
/// <param name="Last">The last neighbour's place; null when only the number counts.</param>
internal readonly record struct NeighborCursor(long Offset, long UnixSeconds, (int Hops, double Confidence, long EdgeSeq)? Last)
{
    /// <summary>How long a cursor holds, in seconds.</summary>
    public const int HoldsSeconds = 300;

    private const int MostCharacters = 512;

    public bool IsExpired(long nowUnixSeconds) => nowUnixSeconds - UnixSeconds > HoldsSeconds;

    /// <summary>What comes after the cursor.</summary>
    public IEnumerable<Reached> Rest(IReadOnlyList<Reached> all)
    {
        if (Last is not { } last)
            return all.Skip((int)Math.Min(Offset, int.MaxValue));
        var place = (last.Hops, -last.Confidence, last.EdgeSeq);
        return all.Where(one => (one.Hops, -one.Confidence, one.EdgeSeq).CompareTo(place) > 0);
    }

    public string Encode()
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteNumber("offset", Offset);
            json.WriteNumber("ts", UnixSeconds);
            if (Last is { } last)
            {
                json.WriteNumber("hops", last.Hops);
                json.WriteNumber("confidence", last.Confidence);
                json.WriteNumber("edge", last.EdgeSeq);
            }
            json.WriteEndObject();
        }
        return Base64Url.Encode(buffer.ToArray());
    }

    public static bool TryDecode(string text, out NeighborCursor cursor)
    {
        cursor = default;
        if (text.Length > MostCharacters || !Base64Url.TryDecode(text, out var bytes))
            return false;
        try
        {
            using var json = JsonDocument.Parse(bytes);
            var root = json.RootElement;
            if (root.ValueKind != JsonValueKind.Object
                || !TryWhole(root, "offset", out var offset) || offset < 0
                || !TryWhole(root, "ts", out var seconds))
                return false;
            cursor = new NeighborCursor(offset, seconds, null);
            if (!root.TryGetProperty("edge", out _))
                return true;
            if (!TryWhole(root, "edge", out var edge) || !TryWhole(root, "hops", out var hops) || hops is < 1 or > GraphTerms.DeepestDepth
                || !root.TryGetProperty("confidence", out var number) || number.ValueKind != JsonValueKind.Number || !number.TryGetDouble(out var confidence))
                return false;
            cursor = cursor with { Last = ((int)hops, confidence, edge) };
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static bool TryWhole(JsonElement root, string name, out long number)
    {
        number = 0;
        return root.TryGetProperty(name, out var element) && element.ValueKind == JsonValueKind.Number && element.TryGetInt64(out number);
    }
}
