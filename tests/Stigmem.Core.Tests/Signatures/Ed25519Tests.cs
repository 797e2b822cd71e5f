using Stigmem.Core.Signatures;

namespace Stigmem.Core.Tests.Signatures;

public sealed class Ed25519Tests
{
    /// <summary>RFC 8032, section 7.1, tests 1 to 3: seed, public key, message, signature.</summary>
    public static TheoryData<string, string, string, string> Rfc8032 => new()
    {
        {
            "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
            "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
            "",
            "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"
        },
        {
            "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
            "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
            "72",
            "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
        },
        {
            "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
            "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
            "af82",
            "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a"
        },
    };

    [Theory]
    [MemberData(nameof(Rfc8032))]
    public void Agrees_with_the_vectors_of_the_RFC(string seed, string publicKey, string message, string signature)
    {
        var (seedBytes, messageBytes) = (Convert.FromHexString(seed), Convert.FromHexString(message));

        Assert.Equal(publicKey, Convert.ToHexStringLower(Ed25519.PublicKey(seedBytes)));
        Assert.Equal(signature, Convert.ToHexStringLower(Ed25519.Sign(seedBytes, messageBytes)));
        Assert.True(Ed25519.Verify(Convert.FromHexString(publicKey), messageBytes, Convert.FromHexString(signature)));
    }

    [Fact]
    public void Refuses_when_any_byte_of_key_message_or_signature_changes()
    {
        var seed = Convert.FromHexString("c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7");
        var message = "never loses, never leaks"u8.ToArray();
        var publicKey = Ed25519.PublicKey(seed);
        var signature = Ed25519.Sign(seed, message);

        foreach (var part in new[] { publicKey, message, signature })
        {
            for (var i = 0; i < part.Length; i++)
            {
                part[i] ^= 1;
                Assert.False(Ed25519.Verify(publicKey, message, signature));
                part[i] ^= 1;
            }
        }

        Assert.True(Ed25519.Verify(publicKey, message, signature));
    }

    [Theory]
    [InlineData(31, 64)]
    [InlineData(33, 64)]
    [InlineData(32, 63)]
    [InlineData(32, 65)]
    [InlineData(0, 0)]
    public void Wrong_lengths_do_not_verify(int keyLength, int signatureLength) =>
        Assert.False(Ed25519.Verify(new byte[keyLength], [1], new byte[signatureLength]));

    [Fact]
    public void A_seed_of_another_length_is_a_bug_of_the_caller()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Ed25519.PublicKey(new byte[31]));
        Assert.Throws<ArgumentOutOfRangeException>(() => Ed25519.Sign(new byte[33], [1]));
    }

    [Theory]
    [InlineData("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", true)]
    [InlineData("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f70751", false)]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000000", false)]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000080", false)]
    [InlineData("0100000000000000000000000000000000000000000000000000000000000000", false)]
    [InlineData("c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa", false)]
    public void A_public_key_has_32_bytes_and_no_small_order(string hex, bool valid) =>
        Assert.Equal(valid, Ed25519.IsValidPublicKey(Convert.FromHexString(hex)));

    [Fact]
    public void Many_threads_may_share_one_signer_and_one_verifier()
    {
        using var signer = new Ed25519Signer(new byte[32]);
        Assert.True(Ed25519Verifier.TryCreate(signer.PublicKeyText, out var verifier));
        using (verifier)
        {
            Parallel.For(0, 500, i =>
            {
                var message = BitConverter.GetBytes(i);
                Assert.True(verifier.Verify(message, signer.Sign(message)));
            });
        }
    }
}
