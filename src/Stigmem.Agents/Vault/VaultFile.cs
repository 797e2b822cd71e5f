using System.Security.Cryptography;
using System.Text;

namespace Stigmem.Agents.Vault;

/// <summary>A file of a vault as it was read.</summary>
/// <param name="Bytes">Its bytes.</param>
internal sealed record VaultFile(ReadOnlyMemory<byte> Bytes)
{
    private static readonly byte[] ByteOrderMark = [0xEF, 0xBB, 0xBF];

    /// <summary>SHA-256 of the bytes, lower-case hex: by it a writer says which state it had read.</summary>
    public string Etag => Convert.ToHexStringLower(SHA256.HashData(Bytes.Span));

    /// <summary>The text without a byte order mark, lines ended by <c>\n</c>; what is not UTF-8 as replacement characters.</summary>
    public string Text
    {
        get
        {
            var bytes = Bytes.Span.StartsWith(ByteOrderMark) ? Bytes.Span[ByteOrderMark.Length..] : Bytes.Span;
            return Encoding.UTF8.GetString(bytes).ReplaceLineEndings("\n");
        }
    }
}
