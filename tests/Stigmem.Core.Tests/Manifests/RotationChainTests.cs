using System.Text;
using Stigmem.Core.Manifests;
using Stigmem.Core.Tests.Signatures;
using static Stigmem.Core.Tests.Manifests.ManifestSamples;

namespace Stigmem.Core.Tests.Manifests;

public sealed class RotationChainTests
{
    [Fact]
    public void An_event_is_signed_by_the_key_that_retires()
    {
        var rotation = Rotated(10).RotationEvents[0];
        Assert.Equal(
            $$"""{"new_key_id":"{{rotation.NewKeyId}}","new_public_key":"{{Key(1)}}","previous_key_id":"56475aa75463474c","rotated_at":"2026-05-12T00:00:00+00:00"}""",
            Encoding.UTF8.GetString(rotation.SignedBytes()));
        Assert.True(rotation.IsSignedBy(Key(0)));
        Assert.False(rotation.IsSignedBy(Key(1)));
        Assert.Equal(ContractKey.PublicText, rotation.PreviousPublicKey);
    }

    [Fact]
    public void Follows_any_number_of_changes_from_any_known_key()
    {
        var manifest = Rotated(10, 20, 30);
        Assert.Equal(ManifestFault.None, Update(Vector, manifest));
        Assert.Equal(ManifestFault.None, Update(Rotated(10), manifest));
        Assert.Equal(ManifestFault.None, Update(Rotated(10, 20), manifest));
        Assert.Equal(ManifestFault.None, Update(manifest, manifest));
        Assert.Equal(ManifestFault.None, Update(Vector, Vector));
    }

    [Fact]
    public void A_manifest_never_gets_older()
    {
        Assert.Equal(ManifestFault.Rollback, Update(Signed(Vector with { IssuedAt = At(1) }, 0), Vector));
        Assert.Equal(ManifestFault.Rollback, Update(Rotated(10), Vector));
        Assert.Equal(ManifestFault.Rollback, Update(Vector with { IssuedAt = "?" }, Vector));
        Assert.Equal(ManifestFault.Rollback, Update(Vector, Vector with { IssuedAt = "?" }));
    }

    /// <summary>The reference takes this one: the id is the same, the key is another.</summary>
    [Fact]
    public void Another_key_under_the_same_id_is_another_key() =>
        Assert.Equal(ManifestFault.BrokenChain, Update(Vector, Signed(Vector, 1) with { KeyId = Vector.KeyId }));

    [Fact]
    public void Padding_makes_no_other_key() => Assert.Equal(ManifestFault.None, Update(Vector, Vector with { PublicKey = Vector.PublicKey + "=" }));

    [Fact]
    public void A_break_anywhere_in_the_chain_is_found()
    {
        var good = Rotated(10, 20, 30);
        var (a, b, c) = (good.RotationEvents[0], good.RotationEvents[1], good.RotationEvents[2]);
        RotationEvent[][] broken =
        [
            [], [a], [a, b], [a, c], [b, c], [c], [a, b, c, a], [c, b, a], [a, a, b, c],
            [a with { Signature = b.Signature }, b, c],
            [a, b with { RotatedAt = At(21) }, c],
            [a, b with { PreviousKeyId = a.PreviousKeyId }, c],
            [a, b with { NewKeyId = "x" }, c],
            [a, b, c with { NewPublicKey = Key(9) }],
            [a, b, c with { Signature = "" }],
            [a, b with { NewPublicKey = "\uD800" }, c],
            [a with { RotatedAt = "\uD800" }, b, c],
        ];
        Assert.Equal(ManifestFault.None, Update(Vector, good));
        foreach (var rotations in broken)
            Assert.Equal(ManifestFault.BrokenChain, Update(Vector, good with { RotationEvents = rotations }));
    }

    [Fact]
    public void A_key_never_comes_back()
    {
        using var first = ContractKey.Signer();
        using var second = ContractKey.Signer(1);
        using var third = ContractKey.Signer(2);
        RotationEvent[] circle =
        [
            RotationEvent.Create(first, second, At(10)), RotationEvent.Create(second, first, At(20)), RotationEvent.Create(first, third, At(30)),
        ];
        Assert.Equal(ManifestFault.BrokenChain, Update(Vector, Signed(Vector with { RotationEvents = circle, IssuedAt = At(30) }, 2)));
    }

    [Fact]
    public void A_retired_key_is_good_for_ninety_days()
    {
        var manifest = Rotated(0, 40);
        Assert.Equal([Key(2), Key(1), Key(0)], RotationChain.TrustedKeys(manifest, Issued + 90 * Day - 1));
        Assert.Equal([Key(2), Key(1)], RotationChain.TrustedKeys(manifest, Issued + 90 * Day));
        Assert.Equal([Key(2), Key(1)], RotationChain.TrustedKeys(manifest, Issued + 130 * Day - 1));
        Assert.Equal([Key(2)], RotationChain.TrustedKeys(manifest, Issued + 130 * Day));
        Assert.Equal([Key(0)], RotationChain.TrustedKeys(Vector, Issued));
    }

    [Fact]
    public void A_retired_key_that_is_not_named_is_the_one_introduced_before()
    {
        var manifest = Rotated(0, 40);
        var (first, second) = (manifest.RotationEvents[0], manifest.RotationEvents[1] with { PreviousPublicKey = null });
        Assert.Equal([Key(2), Key(1), Key(0)], RotationChain.TrustedKeys(manifest with { RotationEvents = [first, second] }, Issued));
        Assert.Equal([Key(2)], RotationChain.TrustedKeys(manifest with { RotationEvents = [second] }, Issued));
        Assert.Equal(
            [Key(2), Key(1)],
            RotationChain.TrustedKeys(manifest with { RotationEvents = [first with { PreviousPublicKey = "" }, second] }, Issued));
    }

    [Fact]
    public void Only_a_key_that_handed_over_itself_is_trusted()
    {
        var manifest = Rotated(0, 40);
        var (first, second) = (manifest.RotationEvents[0], manifest.RotationEvents[1]);
        RotationEvent[][] wrong =
        [
            [first, second with { PreviousPublicKey = Key(9) }],
            [first, second with { NewPublicKey = Key(9) }],
            [first, second with { RotatedAt = At(41) }],
            [first, second with { RotatedAt = "?" }],
            [first, second with { PreviousPublicKey = "?" }],
            [second, first],
            [first, Unreadable()],
        ];
        foreach (var rotations in wrong)
            Assert.Equal([Key(2)], RotationChain.TrustedKeys(manifest with { RotationEvents = rotations }, Issued));
    }

    // Signed as it should be, at a time that nobody can read.
    private static RotationEvent Unreadable()
    {
        using var retiring = ContractKey.Signer(1);
        using var next = ContractKey.Signer(2);
        return RotationEvent.Create(retiring, next, "?");
    }

    private static ManifestFault Update(OrgManifest known, OrgManifest manifest) => ManifestRules.JudgeUpdate(known, manifest);
}
