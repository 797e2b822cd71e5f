using System.Text;
using Stigmem.Core.Manifests;
using Stigmem.Core.Signatures;
using Stigmem.Core.Tests.Signatures;
using static Stigmem.Core.Tests.Manifests.ManifestSamples;

namespace Stigmem.Core.Tests.Manifests;

public sealed class ManifestTests
{
    [Fact]
    public void Signs_the_vector_of_the_contract()
    {
        using var signer = ContractKey.Signer();
        Assert.Equal(
            """{"entities":["https://acme.example","stigmem://acme.example/agent/bot"],"entity_uri":"https://acme.example","expires_at":"2027-05-02T00:00:00Z","issued_at":"2026-05-02T00:00:00Z","key_id":"56475aa75463474c","public_key":"A6EHv_POEL4dcN0Y50vAmWfk1jCbpQ1fHdyGZBJVMbg","rotation_events":[]}""",
            Encoding.UTF8.GetString(Vector.SignedBytes()));
        Assert.Equal(Signature, (Vector with { Signature = "" }).Sign(signer).Signature);
        Assert.Equal(ManifestFault.None, Judge(Vector));
    }

    [Fact]
    public void Covers_the_events_whole()
    {
        var manifest = Rotated(10);
        Assert.Contains("\"previous_public_key\":\"A6EH", Encoding.UTF8.GetString(manifest.SignedBytes()), StringComparison.Ordinal);
        Assert.Equal(ManifestFault.None, Judge(manifest));
        foreach (var spoilt in new Func<RotationEvent, RotationEvent>[]
        {
            rotation => rotation with { Signature = "x" }, rotation => rotation with { PreviousPublicKey = null },
            rotation => rotation with { RotatedAt = "x" }, rotation => rotation with { NewKeyId = "x" },
            rotation => rotation with { NewPublicKey = "x" }, rotation => rotation with { PreviousKeyId = "x" },
        })
        {
            Assert.Equal(ManifestFault.InvalidSignature, Judge(manifest with { RotationEvents = [spoilt(manifest.RotationEvents[0])] }));
        }
    }

    [Fact]
    public void An_empty_key_is_left_out_of_the_bytes()
    {
        var manifest = Rotated(10);
        var without = manifest with { RotationEvents = [manifest.RotationEvents[0] with { PreviousPublicKey = null }] };
        var empty = manifest with { RotationEvents = [manifest.RotationEvents[0] with { PreviousPublicKey = "" }] };
        Assert.Equal(without.SignedBytes(), empty.SignedBytes());
        Assert.DoesNotContain("previous_public_key", Encoding.UTF8.GetString(empty.SignedBytes()), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_member_is_signed()
    {
        foreach (var spoilt in new[]
        {
            Vector with { EntityUri = "https://acme.example." }, Vector with { IssuedAt = "2026-05-02T00:00:01Z" },
            Vector with { ExpiresAt = "2027-05-01T00:00:00Z" }, Vector with { Entities = [Acme] }, Vector with { Entities = [Bot, Acme] },
            Vector with { PublicKey = Key(1), KeyId = Rotated(1).KeyId }, Vector with { Signature = "" }, Vector with { Signature = "?" },
            Vector with { EntityUri = "\uD800" },
        })
        {
            Assert.Equal(ManifestFault.InvalidSignature, Judge(spoilt));
        }
    }

    [Fact]
    public void The_id_belongs_to_the_key()
    {
        Assert.Equal(ManifestFault.KeyIdMismatch, Judge(Vector with { KeyId = "acme-key-1" }));
        Assert.Equal(ManifestFault.KeyIdMismatch, Judge(Vector with { KeyId = "56475AA75463474C" }));
        Assert.Equal(ManifestFault.KeyIdMismatch, Judge(Vector with { PublicKey = "AA" }));
        Assert.Equal(ManifestFault.KeyIdMismatch, Judge(Vector with { PublicKey = Key(1) }));
        Assert.False(ManifestKeys.IsIdOf("66687aadf862bd77", Base64Url.Encode(new byte[32])));

        // The specification's form: the whole hash.
        using var signer = ContractKey.Signer();
        var whole = (Vector with { KeyId = "56475aa75463474c0285df5dbf2bcab73da651358839e9b77481b2eab107708c" }).Sign(signer);
        Assert.Equal(ManifestFault.None, Judge(whole));
    }

    [Theory]
    [InlineData(0, 1, true, ManifestFault.None)]
    [InlineData(0, 365, true, ManifestFault.None)]
    [InlineData(0, 366, true, ManifestFault.InvalidExpiry)]
    [InlineData(0, 366, false, ManifestFault.None)]
    [InlineData(0, 730, false, ManifestFault.None)]
    [InlineData(0, 731, false, ManifestFault.InvalidExpiry)]
    [InlineData(5, 5, false, ManifestFault.InvalidExpiry)]
    [InlineData(5, 4, false, ManifestFault.InvalidExpiry)]
    [InlineData(-10, 0, false, ManifestFault.Expired)]
    [InlineData(-10, -1, false, ManifestFault.Expired)]
    public void Times_have_an_order_and_a_limit(long issued, long expires, bool strict, ManifestFault expected) =>
        Assert.Equal(expected, ManifestRules.Judge(Signed(Vector with { IssuedAt = At(issued), ExpiresAt = At(expires) }, 0), Issued, strict));

    [Theory]
    [InlineData("soon", "2027-05-02T00:00:00Z")]
    [InlineData("2026-05-02T00:00:00Z", "never")]
    public void Times_can_be_read(string issued, string expires) =>
        Assert.Equal(ManifestFault.InvalidExpiry, Judge(Signed(Vector with { IssuedAt = issued, ExpiresAt = expires }, 0)));

    [Fact]
    public void An_organisation_has_a_name_and_not_too_many_keys()
    {
        Assert.Equal(ManifestFault.MissingEntityUri, Judge(Signed(Vector with { EntityUri = "" }, 0)));
        var rotation = Rotated(1).RotationEvents[0];
        Assert.Equal(ManifestFault.None, Judge(Signed(Vector with { RotationEvents = [.. Enumerable.Repeat(rotation, 100)] }, 0)));
        Assert.Equal(ManifestFault.TooManyRotations, Judge(Signed(Vector with { RotationEvents = [.. Enumerable.Repeat(rotation, 101)] }, 0)));
    }

    [Fact]
    public void Faults_have_texts_and_two_are_conflicts()
    {
        var faults = Enum.GetValues<ManifestFault>().Skip(1).ToList();
        Assert.Equal(faults.Count, faults.Select(fault => fault.Message()).Distinct().Count());
        Assert.Equal([ManifestFault.Rollback, ManifestFault.BrokenChain], faults.Where(fault => fault.IsRegression()));
        Assert.All(faults.Where(fault => fault.IsRegression()), fault => Assert.StartsWith("manifest update rejected: ", fault.Message(), StringComparison.Ordinal));
        Assert.Throws<ArgumentOutOfRangeException>(() => ManifestFault.None.Message());
    }

    [Fact]
    public void The_log_records_a_change_of_keys()
    {
        using var signer = ContractKey.Signer();
        var entry = new KeyRotationEntry
        {
            EntityUri = Acme, OldKeyId = "old", NewKeyId = "new", RotatedAt = "r", DualTrustExpiresAt = "d", ManifestLogIndex = -1,
        };
        const string Signed = """{"dual_trust_expires_at":"d","entity_uri":"https://acme.example","event_type":"key_rotation","manifest_log_index":-1,"new_key_id":"new","old_key_id":"old","rotated_at":"r"}""";
        Assert.Equal(Signed, Encoding.UTF8.GetString(entry.SignedBytes()));
        var signature = Base64Url.Encode(signer.Sign(Encoding.UTF8.GetBytes(Signed)));
        Assert.Equal(
            Signed.Replace(",\"rotated_at\":\"r\"}", $",\"rotated_at\":\"r\",\"rotation_sig\":\"{signature}\"}}", StringComparison.Ordinal),
            Encoding.UTF8.GetString(entry.Sign(signer)));
    }

    private static ManifestFault Judge(OrgManifest manifest) => ManifestRules.Judge(manifest, Issued, strict: true);
}
