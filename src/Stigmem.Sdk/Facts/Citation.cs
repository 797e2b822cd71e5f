using System.Text.Json;

namespace Stigmem.Sdk.Facts;

/// <summary>A fact that another was derived from: an entry of <c>derived_from</c> (Facts contract, section 13).</summary>
/// <param name="FactId">Its id on the node that is written to; null to cite by content alone.</param>
/// <param name="Hash">Its content id <c>sha256:...</c>; null to cite by id alone.</param>
public sealed record Citation(string? FactId, string? Hash)
{
    internal JsonElement ToElement()
    {
        var buffer = new System.Buffers.ArrayBufferWriter<byte>();
        using (Utf8JsonWriter writer = new(buffer))
        {
            writer.WriteStartObject();
            if (FactId is not null)
                writer.WriteString("fact_id", FactId);
            if (Hash is not null)
                writer.WriteString("hash", Hash);
            writer.WriteEndObject();
        }

        using var document = JsonDocument.Parse(buffer.WrittenMemory);
        return document.RootElement.Clone();
    }
}
