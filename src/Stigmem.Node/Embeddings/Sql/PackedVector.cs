using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace Stigmem.Node.Embeddings.Sql;

/// <summary>A vector in a byte a number: only its direction is kept, which is all that likeness asks for.</summary>
internal static class PackedVector
{
    /// <summary>Packs a vector that is not 0.</summary>
    public static byte[] Pack(ReadOnlySpan<float> vector)
    {
        var scale = sbyte.MaxValue / MathF.Abs(TensorPrimitives.MaxMagnitude(vector));
        var packed = new byte[vector.Length];
        var numbers = MemoryMarshal.Cast<byte, sbyte>(packed.AsSpan());
        for (var i = 0; i < vector.Length; i++)
            numbers[i] = (sbyte)MathF.Round(vector[i] * scale);
        return packed;
    }

    /// <summary>The cosine between a question of length 1 and a packed vector.</summary>
    public static float Likeness(ReadOnlySpan<float> question, ReadOnlySpan<sbyte> packed, Span<float> scratch)
    {
        TensorPrimitives.ConvertTruncating(packed, scratch);
        return TensorPrimitives.Dot(question, scratch) / TensorPrimitives.Norm<float>(scratch);
    }
}
