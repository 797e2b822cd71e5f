using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Stigmem.Protocol.Json;

/// <summary>Writes doubles as the reference does (<c>1.0</c>, <c>1e-05</c>): clients recompute content ids from that text.</summary>
/// <remarks>
/// Confidences and trusts take few values, and finding the shortest digits of one costs more than the rest of a fact's
/// members together, so the latest texts are kept.
/// </remarks>
public sealed class PythonFloatConverter : JsonConverter<double>
{
    private const int KeptTexts = 256;
    private static readonly KeptText?[] Kept = new KeptText?[KeptTexts];

    /// <inheritdoc/>
    public override double Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.GetDouble();

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, double value, JsonSerializerOptions options) => Write(writer, value);

    /// <summary>Writes a number.</summary>
    internal static void Write(Utf8JsonWriter writer, double value) =>
        writer.WriteRawValue(TextOf(value), skipInputValidation: true);

    private static byte[] TextOf(double value)
    {
        var bits = BitConverter.DoubleToInt64Bits(value);
        ref var slot = ref Kept[(int)((ulong)(bits * unchecked((long)0x9E3779B97F4A7C15)) >> 56)];
        var kept = Volatile.Read(ref slot);
        if (kept is null || kept.Bits != bits)
            Volatile.Write(ref slot, kept = new KeptText(bits, Encoding.ASCII.GetBytes(PythonFloat.Text(value))));
        return kept.Utf8;
    }

    private sealed record KeptText(long Bits, byte[] Utf8);
}
