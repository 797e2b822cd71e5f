using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using Stigmem.Core.Facts;

namespace Stigmem.Core.ContentIds;

/// <summary>
/// The SHA-256 of a fact's canonical body. Source of the rule: Facts contract, section 8, and Lifecycle contract,
/// section 1.
/// </summary>
public readonly struct ContentId : IEquatable<ContentId>
{
    /// <summary>What the text of every content id begins with.</summary>
    public const string Prefix = "sha256:";

    /// <summary>The length in bytes.</summary>
    public const int Size = SHA256.HashSizeInBytes;

    // Integers from here on are not all exact in a double, so their text cannot be told from its neighbours'.
    private const double ExactIntegers = 1L << 53;
    private const int OnStack = 1024;

    private readonly ulong _a;
    private readonly ulong _b;
    private readonly ulong _c;
    private readonly ulong _d;

    private ContentId(ReadOnlySpan<byte> bytes)
    {
        _a = BinaryPrimitives.ReadUInt64BigEndian(bytes);
        _b = BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]);
        _c = BinaryPrimitives.ReadUInt64BigEndian(bytes[16..]);
        _d = BinaryPrimitives.ReadUInt64BigEndian(bytes[24..]);
    }

    /// <summary>The first eight bytes, big endian: the key of the content id index.</summary>
    public long Key => unchecked((long)_a);

    /// <summary>The id of a body.</summary>
    /// <exception cref="FormatException">A text holds a lone surrogate.</exception>
    public static ContentId Of(in FactBody body)
    {
        var writer = new CanonicalWriter(stackalloc byte[OnStack]);
        try
        {
            writer.Raw("{\"confidence\":"u8);
            writer.Real(body.Confidence + 0.0); // Makes minus zero plain zero.
            writer.Raw(",\"entity\":"u8);
            writer.Text(body.Entity);
            writer.Raw(",\"relation\":"u8);
            writer.Text(body.Relation);
            writer.Raw(",\"scope\":"u8);
            writer.Text(body.Scope.Name());
            writer.Raw(",\"source\":"u8);
            writer.Text(body.Source);
            writer.Raw(",\"value_type\":"u8);
            writer.Text(body.ValueType.Name());
            writer.Raw(",\"value_v\":"u8);
            writer.Text(body.ValueText);
            writer.Raw("}"u8);
            Span<byte> hash = stackalloc byte[Size];
            SHA256.HashData(writer.Written, hash);
            return new ContentId(hash);
        }
        finally
        {
            writer.Dispose();
        }
    }

    /// <summary>
    /// Whether a declared id is that of the body. The number of another node may have been hashed over its float text or,
    /// below 2^53, over its integer text, while it travels as either; the text that matched is the one to store and to
    /// serve again, or else the next node could not verify the fact.
    /// </summary>
    /// <param name="body">The body as received; for a number any text that reads as the double.</param>
    /// <param name="declared">The id that came with it.</param>
    /// <param name="acceptedValueText">The storage text to keep.</param>
    public static bool MatchesDeclared(in FactBody body, string declared, out string acceptedValueText)
    {
        acceptedValueText = body.ValueText;
        if (!TryParse(declared, out var id)) return false;
        if (!new FactValue(body.ValueType, body.ValueText, default).TryGetNumber(out var number)) return Of(body) == id;

        acceptedValueText = PythonFloat.Format(number);
        if (Of(body with { ValueText = acceptedValueText }) == id) return true;
        if (!double.IsInteger(number) || Math.Abs(number) >= ExactIntegers) return false;

        var integer = ((long)number).ToString(CultureInfo.InvariantCulture);
        if (Of(body with { ValueText = integer }) != id) return false;
        acceptedValueText = integer;
        return true;
    }

    /// <summary>Reads <c>sha256:</c> and 64 lower-case hexadecimal digits.</summary>
    public static bool TryParse(string? text, out ContentId id)
    {
        id = default;
        if (text is null || text.Length != Prefix.Length + 2 * Size || !text.StartsWith(Prefix, StringComparison.Ordinal))
            return false;
        var hex = text.AsSpan(Prefix.Length);
        Span<byte> bytes = stackalloc byte[Size];
        if (hex.ContainsAnyInRange('A', 'F')) return false;
        if (Convert.FromHexString(hex, bytes, out _, out var written) != System.Buffers.OperationStatus.Done || written != Size)
            return false;
        id = new ContentId(bytes);
        return true;
    }

    /// <summary>An id from its 32 bytes.</summary>
    public static ContentId FromBytes(ReadOnlySpan<byte> bytes) => bytes.Length == Size
        ? new ContentId(bytes)
        : throw new ArgumentException("A content id has 32 bytes.", nameof(bytes));

    /// <summary>Writes the 32 bytes.</summary>
    public void CopyTo(Span<byte> destination)
    {
        BinaryPrimitives.WriteUInt64BigEndian(destination, _a);
        BinaryPrimitives.WriteUInt64BigEndian(destination[8..], _b);
        BinaryPrimitives.WriteUInt64BigEndian(destination[16..], _c);
        BinaryPrimitives.WriteUInt64BigEndian(destination[24..], _d);
    }

    /// <inheritdoc/>
    public bool Equals(ContentId other) => _a == other._a && _b == other._b && _c == other._c && _d == other._d;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is ContentId other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => _a.GetHashCode();

    /// <summary>The text <c>sha256:hex</c>.</summary>
    public override string ToString()
    {
        Span<byte> bytes = stackalloc byte[Size];
        CopyTo(bytes);
        return Prefix + Convert.ToHexStringLower(bytes);
    }

    /// <summary>Equal.</summary>
    public static bool operator ==(ContentId left, ContentId right) => left.Equals(right);

    /// <summary>Different.</summary>
    public static bool operator !=(ContentId left, ContentId right) => !left.Equals(right);
}
