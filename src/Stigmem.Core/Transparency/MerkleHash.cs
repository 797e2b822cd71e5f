using System.Security.Cryptography;
using System.Text;

namespace Stigmem.Core.Transparency;

/// <summary>
/// A node of the Merkle tree. Leaves and inner nodes are hashed with different prefixes, so that neither can pass for the
/// other. Source of the rule: RFC 6962, section 2.1.
/// </summary>
public readonly struct MerkleHash : IEquatable<MerkleHash>
{
    /// <summary>The length in bytes.</summary>
    public const int Size = SHA256.HashSizeInBytes;

    private const byte LeafPrefix = 0x00;
    private const byte NodePrefix = 0x01;

    private readonly byte[]? _bytes;

    private MerkleHash(byte[] bytes) => _bytes = bytes;

    /// <summary>The root of the tree without leaves.</summary>
    public static MerkleHash OfEmptyTree { get; } = new(SHA256.HashData([]));

    /// <summary>The 32 bytes.</summary>
    public ReadOnlySpan<byte> Bytes => _bytes;

    /// <summary>The hash of an entry.</summary>
    public static MerkleHash OfLeaf(ReadOnlySpan<byte> entry)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData([LeafPrefix]);
        hash.AppendData(entry);
        return new(hash.GetHashAndReset());
    }

    /// <summary>The hash of a node over its two children.</summary>
    public static MerkleHash OfNode(in MerkleHash left, in MerkleHash right)
    {
        Span<byte> input = stackalloc byte[1 + 2 * Size];
        input[0] = NodePrefix;
        left.Bytes.CopyTo(input[1..]);
        right.Bytes.CopyTo(input[(1 + Size)..]);
        return new(SHA256.HashData(input));
    }

    /// <summary>A hash from its 32 bytes.</summary>
    public static MerkleHash FromBytes(ReadOnlySpan<byte> bytes) => bytes.Length == Size
        ? new(bytes.ToArray())
        : throw new ArgumentException("A hash has 32 bytes.", nameof(bytes));

    /// <summary>Reads 64 lower-case hexadecimal digits.</summary>
    public static bool TryParse(string? text, out MerkleHash hash)
    {
        hash = default;
        if (text is null || text.Length != 2 * Size || text.AsSpan().ContainsAnyInRange('A', 'F') || !Ascii.IsValid(text))
            return false;

        var bytes = new byte[Size];
        if (Convert.FromHexString(text, bytes, out _, out var written) != System.Buffers.OperationStatus.Done || written != Size)
            return false;

        hash = new(bytes);
        return true;
    }

    /// <inheritdoc/>
    public bool Equals(MerkleHash other) => Bytes.SequenceEqual(other.Bytes);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is MerkleHash other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => _bytes is null ? 0 : BitConverter.ToInt32(_bytes);

    /// <summary>64 lower-case hexadecimal digits.</summary>
    public override string ToString() => Convert.ToHexStringLower(Bytes);

    /// <summary>Equal.</summary>
    public static bool operator ==(MerkleHash left, MerkleHash right) => left.Equals(right);

    /// <summary>Different.</summary>
    public static bool operator !=(MerkleHash left, MerkleHash right) => !left.Equals(right);
}
