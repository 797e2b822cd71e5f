using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Stigmem.Core.Vectors;

/// <summary>A vector that a text always has and no other text is near to, for tests. Source: Operations contract, section 11.</summary>
public static class StubVector
{
    /// <summary>The vector of a text, of length 1.</summary>
    public static float[] Of(string text, int dimension)
    {
        var numbers = new double[dimension];
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        for (var i = 0; i < dimension; i++)
        {
            var (counter, word) = Math.DivRem(i, hash.Length / sizeof(uint));
            if (word == 0)
                SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{text}:{counter}")), hash);
            numbers[i] = BinaryPrimitives.ReadUInt32BigEndian(hash[(word * sizeof(uint))..]) / (double)uint.MaxValue * 2 - 1;
        }
        var length = Math.Sqrt(numbers.Sum(number => number * number));
        return [.. numbers.Select(number => (float)(number / length))];
    }
}
