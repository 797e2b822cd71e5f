namespace Stigmem.Core.Signatures;

/// <summary>The encodings of the eight points of small order, sign bit masked: no honest key pair has one of them.</summary>
internal static class SmallOrderPoints
{
    private static readonly byte[][] Encodings =
    [
        Convert.FromHexString("0000000000000000000000000000000000000000000000000000000000000000"),
        Convert.FromHexString("0100000000000000000000000000000000000000000000000000000000000000"),
        Convert.FromHexString("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05"),
        Convert.FromHexString("c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a"),
        Convert.FromHexString("ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f"),

        // The first two again, written with the field prime added.
        Convert.FromHexString("edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f"),
        Convert.FromHexString("eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f"),
    ];

    public static bool Contains(ReadOnlySpan<byte> publicKey)
    {
        Span<byte> unsigned = stackalloc byte[Ed25519.KeyLength];
        publicKey.CopyTo(unsigned);
        unsigned[^1] &= 0x7f;

        foreach (var encoding in Encodings)
        {
            if (unsigned.SequenceEqual(encoding))
                return true;
        }

        return false;
    }
}
