using System.Security.Cryptography;
using System.Text;

namespace Stigmem.Core.Facts;

/// <summary>When two facts of one tuple are at odds. Source of the rule: Facts contract, section 17.</summary>
public static class Contradiction
{
    private const string IdPrefix = "stigmem:conflict:";
    private const int IdText = 36;

    /// <summary>
    /// Whether two facts of the same tenant, entity, relation and scope contradict each other. The same value from
    /// another source is corroboration, and confidence 0 states nothing that could be contradicted.
    /// </summary>
    public static bool Contradicts(in Assertion a, in Assertion b) =>
        a.Id != b.Id
        && a.IsLive && b.IsLive
        && a.Confidence > 0 && b.Confidence > 0
        && !a.MayDiffer && !b.MayDiffer
        && a.Garden == b.Garden
        && !a.HasValueOf(b);

    /// <summary>Which side is to be preferred: the one of higher confidence, then the later one.</summary>
    /// <returns>More than 0 for the first, less for the second, 0 when the two are tied.</returns>
    public static int Compare(in Assertion a, in Assertion b)
    {
        var order = a.Confidence.CompareTo(b.Confidence);
        return order != 0 ? order : a.Hlc.CompareTo(b.Hlc);
    }

    /// <summary>
    /// The id of the conflict between two facts, the same on every node and in either order: a UUID of version 8
    /// (RFC 9562) from SHA-256 over the two ids as texts, sorted and joined by a line feed.
    /// </summary>
    public static string ConflictId(Guid a, Guid b)
    {
        Span<char> texts = stackalloc char[2 * IdText];
        a.TryFormat(texts, out _);
        b.TryFormat(texts[IdText..], out _);
        var first = texts[..IdText];
        var second = texts[IdText..];
        if (first.SequenceCompareTo(second) > 0)
        {
            var swapped = first;
            first = second;
            second = swapped;
        }

        Span<byte> input = stackalloc byte[2 * IdText + 1];
        Encoding.ASCII.GetBytes(first, input);
        input[IdText] = (byte)'\n';
        Encoding.ASCII.GetBytes(second, input[(IdText + 1)..]);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(input, hash);
        hash[6] = (byte)((hash[6] & 0x0F) | 0x80);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return IdPrefix + new Guid(hash[..16], bigEndian: true).ToString();
    }
}
